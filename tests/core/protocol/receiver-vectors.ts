/**
 * The vectors of tests/vectors/receiver.json, and how an outcome is judged by them. See the README
 * beside them.
 */

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromHex, toHex } from '#core/bytes/hex.ts';
import type { MessageReader } from '#core/protocol/messages/message-reader.ts';
import { ListingReader, type Received } from './received-list.ts';

type ExpectedMessage = {
  readonly type: 'text' | 'binary';
  readonly length: number;
  readonly hex?: string;
  readonly sha256?: string;
};

export type VectorFrame = {
  readonly at: number;
  readonly head: number;
  readonly fin: boolean;
  readonly rsv: number;
  readonly opcode: number;
  readonly masked: boolean;
  readonly key: string | null;
  readonly length: number;
};

export type Expectation = {
  readonly messages: readonly ExpectedMessage[];
  readonly control: readonly { readonly opcode: 'ping' | 'pong'; readonly hex: string }[];
  readonly order: readonly string[];
  readonly close: { readonly code: number; readonly reason: string } | null;
  readonly fail: {
    readonly code: number;
    readonly codes: readonly number[];
    readonly earliest: number | null;
  } | null;
  readonly pending: 'none' | 'header' | 'payload' | 'message';
  readonly frames?: readonly VectorFrame[];
};

export type Vector = {
  readonly id: string;
  readonly title: string;
  readonly category: string;
  readonly role: 'server' | 'client';
  readonly deflate: {
    readonly client_no_context_takeover?: boolean;
    readonly server_no_context_takeover?: boolean;
    readonly client_max_window_bits?: number;
    readonly server_max_window_bits?: number;
  } | null;
  readonly limits?: { readonly maxMessage?: number; readonly maxFragments?: number };
  readonly chunks: readonly string[];
  readonly chop?: number;
  readonly expect: Expectation;
  readonly also?: readonly { readonly expect: Expectation }[];
};

const file = new URL('../../vectors/receiver.json', import.meta.url);

export const VECTORS = (JSON.parse(readFileSync(file, 'utf8')) as { vectors: Vector[] }).vectors;

/** "aabb cc*3" is aa bb cc cc cc. */
function unpack(packed: string): Uint8Array {
  const parts = packed.split(' ').map((part) => {
    const [hex = '', count = '1'] = part.split('*');
    return fromHex(hex.repeat(Number(count)));
  });
  return concatBytes(parts);
}

/** The chunks to feed, in order. */
export function chunksOf({ chunks, chop }: Vector): Uint8Array[] {
  const unpacked = chunks.map(unpack);
  return chop === undefined ? unpacked : cut(concatBytes(unpacked), chop);
}

export function cut(bytes: Uint8Array, size: number): Uint8Array[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.slice(index * size, (index + 1) * size),
  );
}

/** What a receiver made of a stream. */
export type Outcome = {
  readonly received: readonly Received[];
  readonly pending: Expectation['pending'];
};

/** Feeds the chunks to a fresh reader. */
export function receive({ role, limits, deflate }: Vector, chunks: readonly Uint8Array[]): Outcome {
  const sender = role === 'server' ? 'client' : 'server';
  const reader = new ListingReader({
    sender,
    compression: deflate && {
      contextTakeover: deflate[`${sender}_no_context_takeover`] !== true,
      windowBits: deflate[`${sender}_max_window_bits`] ?? 15,
    },
    limits: {
      maxFrameSize: Number.MAX_SAFE_INTEGER,
      maxMessageSize: limits?.maxMessage ?? Number.MAX_SAFE_INTEGER,
      maxFragments: limits?.maxFragments ?? Infinity,
    },
  });
  const received = chunks.flatMap((chunk) => [...reader.feed(chunk)]);
  return { received, pending: pendingOf(reader.reader, received) };
}

function pendingOf(reader: MessageReader, received: readonly Received[]): Outcome['pending'] {
  const isOver = received.some(({ kind }) => kind === 'close' || kind === 'failure');
  if (isOver) return 'none';
  const { part } = reader.pending;
  if (part !== 'nothing') return part;
  return reader.isInsideMessage ? 'message' : 'none';
}

/** "agree" is the outcome that the vector recommends, "also" another that conforms. */
export function judge(vector: Vector, outcome: Outcome): 'agree' | 'also' | 'disagree' {
  if (matches(vector.expect, outcome)) return 'agree';
  return vector.also?.some((other) => matches(other.expect, outcome)) ? 'also' : 'disagree';
}

function matches(expected: Expectation, { received, pending }: Outcome): boolean {
  const messages = expected.messages.values();
  const control = expected.control.values();
  const isMatching = received.every((item, index) => {
    const word = expected.order[index];
    switch (item.kind) {
      case 'message': {
        const { value } = messages.next();
        return word === item.type && value !== undefined && isMessage(value, item.data);
      }
      case 'ping':
      case 'pong':
        return word === item.kind && toHex(item.data) === control.next().value?.hex;
      case 'close':
        return (
          word === 'close' &&
          (item.code ?? 1005) === expected.close?.code &&
          item.reason === expected.close.reason
        );
      case 'failure':
        return word === 'fail' && expected.fail?.codes.includes(item.closeCode) === true;
    }
  });
  return isMatching && received.length === expected.order.length && pending === expected.pending;
}

function isMessage({ length, hex, sha256 }: ExpectedMessage, data: Uint8Array): boolean {
  if (data.length !== length) return false;
  if (hex !== undefined) return toHex(unpack(hex)) === toHex(data);
  return createHash('sha256').update(data).digest('hex') === sha256;
}
