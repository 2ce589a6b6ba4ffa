/** Amounts of everything that a method sends and does: per second, per session, or per event. */

import { BYTE_PURPOSES, noBytes, type Tally } from '#core/traffic/counting/byte-counts.ts';

/** Expected values, so they can be fractions. */
export type Amounts = {
  /** Of every layer. */
  readonly bytes: Readonly<Tally>;
  /** IP packets. */
  readonly packets: number;
  /** For every purpose. */
  readonly requests: number;
  readonly posts: number;
  /** Requests for messages, and those among them that return none. */
  readonly polls: number;
  readonly emptyPolls: number;
  /** Frames with messages, and events; without pings, pongs and comments. */
  readonly pushes: number;
  readonly heartbeats: number;
  /** Connections that are opened. */
  readonly connections: number;
};

type AmountKey = Exclude<keyof Amounts, 'bytes'>;

const COUNTED: readonly AmountKey[] = [
  'packets',
  'requests',
  'posts',
  'polls',
  'emptyPolls',
  'pushes',
  'heartbeats',
  'connections',
];

type Changeable = { bytes: Tally } & Record<AmountKey, number>;

/** A sum that is still growing. */
export class AmountSum {
  readonly #total: Changeable = {
    bytes: noBytes(),
    packets: 0,
    requests: 0,
    posts: 0,
    polls: 0,
    emptyPolls: 0,
    pushes: 0,
    heartbeats: 0,
    connections: 0,
  };

  /** Adds this many of them. */
  add(amounts: Partial<Amounts>, times = 1): this {
    const { bytes } = amounts;
    if (bytes !== undefined) {
      for (const purpose of BYTE_PURPOSES) this.#total.bytes[purpose] += bytes[purpose] * times;
    }
    for (const key of COUNTED) this.#total[key] += (amounts[key] ?? 0) * times;
    return this;
  }

  get total(): Amounts {
    return this.#total;
  }
}
