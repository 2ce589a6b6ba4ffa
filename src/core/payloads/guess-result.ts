/**
 * A guess at what a payload is: never more than a guess, since nothing on the wire says it (RFC
 * 6455 §5.6).
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

/** How many other things look the same: few, some, many. */
export type Confidence = 'likely' | 'possible' | 'weak';

export type Guess = {
  readonly id: GuessId;
  readonly confidence: Confidence;
  /** What was seen, in the protocol's own terms: the name of a packet, an event, a destination. */
  readonly facts: readonly string[];
  /** The value in the payload, where it has one. */
  readonly tree: ValueNode | null;
  /** Nodes that are left out of the tree for their number. */
  readonly omitted: number;
};

export function guess(
  id: GuessId,
  confidence: Confidence,
  facts: readonly string[] = [],
  reading: ValueReading | null = null,
): Guess {
  return { id, confidence, facts, tree: reading?.node ?? null, omitted: reading?.omitted ?? 0 };
}
