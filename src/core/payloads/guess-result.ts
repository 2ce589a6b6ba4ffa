/**
 * A guess at the format of a payload. It can't be certain, because WebSocket doesn't describe
 * payloads (RFC 6455 §5.6).
 */

import type { ValueNode, ValueReading } from './guess-tree.ts';

export const GUESS_IDS = [
  'socket-io',
  'engine-io',
  'sockjs',
  'stomp',
  'signalr',
  'signalr-message-pack',
  'graphql-ws',
  'json-rpc',
  'json',
  'mqtt',
  'message-pack',
  'cbor',
  'gzip',
  'zlib',
  'protobuf',
] as const;

export type GuessId = (typeof GUESS_IDS)[number];

/** How many other formats look the same: few, some, many. */
export type GuessConfidence = 'likely' | 'possible' | 'weak';

export type Guess = {
  readonly id: GuessId;
  readonly confidence: GuessConfidence;
  /** Details in the terms of the format: the name of a packet, an event or a destination. */
  readonly facts: readonly string[];
  /** The value in the payload, if it has one. */
  readonly tree: ValueNode | null;
  /** The number of nodes omitted from the tree because there were too many. */
  readonly omitted: number;
};

export function guess(
  id: GuessId,
  confidence: GuessConfidence,
  facts: readonly string[] = [],
  reading: ValueReading | null = null,
): Guess {
  return { id, confidence, facts, tree: reading?.node ?? null, omitted: reading?.omitted ?? 0 };
}
