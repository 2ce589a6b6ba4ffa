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
  'graphql-transport-ws',
  'subscriptions-transport-ws',
  /** One of these two, by a message that both have. */
  'graphql',
  'wamp',
  'phoenix',
  'action-cable',
  'json-rpc',
  'json',
  'json-lines',
  'xmpp',
  'svg',
  'html',
  'xml',
  'jwt',
  'data-url',
  'base64',
  'mqtt',
  'message-pack',
  'cbor',
  'bson',
  'png',
  'jpeg',
  'gif',
  'webp',
  'wav',
  'ogg',
  'iso-media',
  'matroska',
  'pdf',
  'wasm',
  'zip',
  'gzip',
  'zlib',
  'zstd',
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

/** A text message with its bytes. */
export type TextPayload = { readonly text: string; readonly bytes: Uint8Array };

export function guess(
  id: GuessId,
  confidence: GuessConfidence,
  facts: readonly string[] = [],
  reading: ValueReading | null = null,
): Guess {
  return { id, confidence, facts, tree: reading?.node ?? null, omitted: reading?.omitted ?? 0 };
}
