/** Small traces written by hand: what each side sends, in order. */

import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromHex } from '#core/bytes/hex.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import { readConversation, type Conversation } from '#core/conversation/conversation.ts';
import { draftSteps } from '#core/story/draft-steps.ts';
import { DIRECTIONS, directionFrom, type Direction, type Side } from '#core/trace/direction.ts';
import { streamOf, type Signal, type Trace, type TraceEvent } from '#core/trace/trace.ts';

export type Sent = {
  readonly from: Side;
  readonly bytes?: Uint8Array;
  readonly signals?: readonly Signal[];
  /** Unknown, by default. */
  readonly atMs?: number;
  /** Unknown, by default. */
  readonly arrival?: number | 'lost';
  readonly altered?: Uint8Array;
  /** Retransmits this many of the last bytes instead of sending new ones. */
  readonly again?: number;
};

export function traceOf(sent: readonly Sent[], more: Partial<Trace> = {}): Trace {
  const parts: Record<Direction, Uint8Array[]> = { 'client-to-server': [], 'server-to-client': [] };
  const reached = { 'client-to-server': 0, 'server-to-client': 0 };
  const events = sent.map((each): TraceEvent => {
    const { from, bytes = new Uint8Array(0), signals = [], atMs = null, arrival, again = 0 } = each;
    const direction = directionFrom(from);
    const start = reached[direction] - again;
    parts[direction].push(bytes);
    reached[direction] += bytes.length;
    return {
      direction,
      signals,
      range: { start, end: reached[direction] },
      sentAtMs: atMs,
      arrival:
        arrival === undefined
          ? { kind: 'unknown' }
          : arrival === 'lost'
            ? { kind: 'lost' }
            : { kind: 'arrived', atMs: arrival },
      ...(each.altered && { alteredBytes: each.altered }),
    };
  });
  const [toServer, toClient] = DIRECTIONS.map((direction) =>
    streamOf(concatBytes(parts[direction])),
  );
  return {
    provenance: { kind: 'pasted' },
    endpoints: { client: { name: 'Client' }, server: { name: 'Server' } },
    streams: { 'client-to-server': toServer!, 'server-to-client': toClient! },
    events,
    ...more,
  };
}

export function conversationOf(sent: readonly Sent[], more: Partial<Trace> = {}): Conversation {
  return readConversation(traceOf(sent, more));
}

export function draftsOf(sent: readonly Sent[], more: Partial<Trace> = {}) {
  return draftSteps(conversationOf(sent, more));
}

/** The handshake of RFC 6455 §1.3. */
export const REQUEST = toUtf8(
  'GET /chat HTTP/1.1\r\nHost: example.com\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n',
);

const response = (accept: string) =>
  toUtf8(
    'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
      `Sec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );

export const RESPONSE = response('s3pPLMBiTxaQ9kYGzzhZRbK+xOo=');
export const WRONG_RESPONSE = response('AAAALMBiTxaQ9kYGzzhZRbK+xOo=');
export const REJECTION = toUtf8('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n');

export const CLIENT_HELLO = fromHex('8185 37fa213d 7f9f4d5158');
export const SERVER_HELLO = fromHex('8105 48656c6c6f');
export const SERVER_PING = fromHex('8900');
export const CLIENT_PONG = fromHex('8a80 00000000');
export const CLIENT_CLOSE = fromHex('8882 00000000 03e8');
export const SERVER_CLOSE = fromHex('8802 03e8');

export const client = (bytes: Uint8Array, more: Partial<Sent> = {}): Sent => ({
  from: 'client',
  bytes,
  ...more,
});

export const server = (bytes: Uint8Array, more: Partial<Sent> = {}): Sent => ({
  from: 'server',
  bytes,
  ...more,
});
