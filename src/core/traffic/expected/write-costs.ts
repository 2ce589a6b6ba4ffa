/**
 * What single writes cost on every layer: the same counting as of simulated runs, one write at a
 * time. Acknowledgements that data can carry are separate, because it depends on chance whether
 * there is such data.
 */

import { noBytes, type ByteCounts, type Tally } from '#core/traffic/counting/byte-counts.ts';
import {
  divide,
  ETHERNET_OVERHEAD,
  SEGMENT_HEADERS,
  TLS_RECORD_OVERHEAD,
} from '#core/traffic/counting/transport.ts';
import { WriteCounter } from '#core/traffic/counting/write-counter.ts';
import type {
  Answer,
  Exchange,
  ExchangePurpose,
  SentEvent,
  SentFrame,
  Write,
} from '#core/traffic/methods/method-run.ts';
import type { WirePlan } from '#core/traffic/wire/wire-plan.ts';
import type { AppMessage } from '#core/traffic/workload/app-message.ts';
import type { Direction } from '#core/trace/direction.ts';
import type { Amounts } from './amounts.ts';
import type { MessageSizes } from './compressed-sizes.ts';

export type WriteCost = Pick<Amounts, 'bytes' | 'packets'> & {
  /** Segments whose acknowledgement data can carry; each costs a packet otherwise. */
  readonly owed: number;
};

/** What an acknowledgement costs if no data carries it. */
export const ACKNOWLEDGEMENT: Pick<Amounts, 'bytes' | 'packets'> = {
  bytes: { ...noBytes(), acknowledgements: SEGMENT_HEADERS, ethernet: ETHERNET_OVERHEAD },
  packets: 1,
};

/**
 * A request is the client's first data on a new connection, so it is acknowledged at once. With TLS
 * or HTTP/2, other data came before.
 */
export function isPlainHttp1({ isEncrypted, isHttp2 }: WirePlan): boolean {
  return !isEncrypted && !isHttp2;
}

/** A repeated write is in a later second than the one before, or in the same. */
type Repetition = 'new-second' | 'same-second' | 'first';

const AT_START = { connection: 0, sentAtMs: 0, arrivedAtMs: 0 } as const;

export class WriteCosts {
  readonly #plan: WirePlan;
  readonly #messageSize: number;
  readonly #compressed: MessageSizes | null;
  readonly #known = new Map<string, WriteCost>();

  constructor(plan: WirePlan, messageSize: number, compressed: MessageSizes | null) {
    // Sizes of compressed bodies are measured once, so the counter doesn't compress.
    this.#plan = { ...plan, isCompressed: false };
    this.#messageSize = messageSize;
    this.#compressed = compressed;
  }

  request(purpose: ExchangePurpose, since: number, repetition: Repetition): WriteCost {
    const posted = purpose === 'post' ? this.#message('client-to-server', 0) : null;
    const exchange: Exchange = {
      kind: 'request',
      ...AT_START,
      direction: 'client-to-server',
      purpose,
      posted,
      since: Math.round(since),
      answer: null,
    };
    return this.#remember(`${purpose} ${exchange.since}`, repetition, () =>
      this.#costOf(exchange, repetition),
    );
  }

  /** The response to it, with this many messages. */
  answer(purpose: ExchangePurpose, count: number, repetition: Repetition): WriteCost {
    return this.#remember(`${purpose} answer ${count}`, repetition, () =>
      this.#costOfAnswer(purpose, count, repetition),
    );
  }

  #costOfAnswer(purpose: ExchangePurpose, count: number, repetition: Repetition): WriteCost {
    const message = this.#message('server-to-client', 0);
    const answer: Answer = {
      kind: 'answer',
      ...AT_START,
      direction: 'server-to-client',
      purpose,
      messages: new Array<AppMessage>(Math.round(count)).fill(message),
    };
    const hasBody = count > 0 || this.#plan.emptyAnswer === 'empty-list';
    const isNews = hasBody && (purpose === 'poll' || purpose === 'long-poll');
    const body = isNews ? (this.#compressed?.body(count) ?? null) : null;
    return this.#costOf(answer, repetition, body);
  }

  /** An event with a message, or a comment. */
  event(index: number | null): WriteCost {
    return this.#remember(`event ${index}`, 'first', () => this.#costOfEvent(index));
  }

  #costOfEvent(index: number | null): WriteCost {
    const event: SentEvent = {
      kind: 'event',
      ...AT_START,
      direction: 'server-to-client',
      message: index === null ? null : this.#message('server-to-client', Math.round(index)),
    };
    const size = this.#compressed?.event(event.message === null) ?? null;
    return this.#costOf(event, 'first', size);
  }

  /** A frame with this many messages, or a control frame. */
  frame(
    direction: Direction,
    carries: SentFrame['carries'],
    count = carries === 'messages' ? 1 : 0,
  ): WriteCost {
    return this.#remember(`${direction} ${carries} ${count}`, 'first', () =>
      this.#costOfFrame(direction, carries, count),
    );
  }

  #costOfFrame(direction: Direction, carries: SentFrame['carries'], count: number): WriteCost {
    const frame: SentFrame = {
      kind: 'frame',
      ...AT_START,
      direction,
      carries,
      messages: new Array<AppMessage>(Math.round(count)).fill(this.#message(direction, 0)),
    };
    const size = carries === 'messages' ? (this.#compressed?.frame(count) ?? null) : null;
    return this.#costOf(frame, 'first', size);
  }

  #remember(write: string, repetition: Repetition, measure: () => WriteCost): WriteCost {
    const key = `${write} ${repetition}`;
    const cost = this.#known.get(key) ?? measure();
    this.#known.set(key, cost);
    return cost;
  }

  #message(direction: Direction, index: number): AppMessage {
    return { direction, index, madeAtMs: 0, size: this.#messageSize };
  }

  #costOf(write: Write, repetition: Repetition, compressedSize: number | null = null): WriteCost {
    const counter = new WriteCounter(this.#plan, null, () => compressedSize ?? undefined);
    if (repetition !== 'first') counter.count(write);
    const before = { ...counter.tally };
    const sentAtMs = repetition === 'new-second' ? 1000 : 0;
    const size = counter.count({ ...write, sentAtMs });
    const bytes = difference(counter.tally, before);
    const { records, segments, acknowledged, owed } = divide(
      size,
      counter.extraWritesOf(write),
      this.#plan,
    );
    const packets = segments + acknowledged;
    bytes['tls-records'] += records * TLS_RECORD_OVERHEAD;
    bytes['segment-headers'] += segments * SEGMENT_HEADERS;
    bytes.acknowledgements += acknowledged * SEGMENT_HEADERS;
    bytes.ethernet += packets * ETHERNET_OVERHEAD;
    return { bytes, packets, owed };
  }
}

function difference(after: ByteCounts, before: ByteCounts): Tally {
  const bytes = noBytes();
  for (const purpose of Object.keys(bytes) as (keyof Tally)[]) {
    bytes[purpose] = after[purpose] - before[purpose];
  }
  return bytes;
}
