/**
 * Bytes that provoke an error: a frame, a head or neither. One for each cause that has a short
 * example.
 */

import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromHex } from '#core/bytes/hex.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import { NOT_A_FRAME_IDS, type NotAFrameId } from '#core/recognition/not-a-frame.ts';
import type { RuleId } from '#core/protocol/rules/rules.ts';
import type { Side } from '#core/trace/direction.ts';
import type { ErrorCause, ErrorMessage } from './error-messages-table.ts';
import { ODD_INPUTS, type OddInput, type OddInputId } from '#content/rules/peer-verdicts-inputs.ts';

export type ErrorExample = {
  readonly sender: Side;
  readonly bytes: Uint8Array;
  /** How many of the bytes come before the frames: a response that negotiates compression. */
  readonly headSize: number;
  /** The client's request, if the error is that the response doesn't match it. */
  readonly request: Uint8Array | null;
  /** What the bytes are, or what they were mistaken for. */
  readonly kind: 'frames' | 'head' | 'not-frames';
};

/** An example of a message's cause. Null if none is short enough to show. */
export function exampleOf(
  cause: ErrorCause,
  { reservedBits }: Pick<ErrorMessage, 'reservedBits'> = {},
): ErrorExample | null {
  if (isNotAFrame(cause)) return notFrames(cause);
  if (cause === 'frame.reserved-bit') return framesOf(RESERVED_BITS[reservedBits?.[0] ?? 1]);
  return headOf(cause) ?? framesAbout(cause);
}

export function isNotAFrame(cause: ErrorCause): cause is NotAFrameId {
  return (NOT_A_FRAME_IDS as readonly ErrorCause[]).includes(cause);
}

const RESERVED_BITS = { 1: 'rsv1', 2: 'rsv2', 3: 'rsv3' } as const;

function framesAbout(rule: RuleId): ErrorExample | null {
  const hex = OTHER_FRAMES[rule];
  if (hex !== undefined) return compressed(hex);
  const entry = Object.entries<OddInput>(ODD_INPUTS).find(([, input]) => input.rule === rule);
  return entry ? framesOf(entry[0] as OddInputId) : null;
}

function framesOf(id: OddInputId): ErrorExample {
  const { sender, hex, isCompressed }: OddInput = ODD_INPUTS[id];
  if (isCompressed) return compressed(hex);
  return { sender, bytes: fromHex(hex), headSize: 0, request: null, kind: 'frames' };
}

/** A server's frames after a response that negotiates permessage-deflate. */
function compressed(hex: string): ErrorExample {
  const answer = head(ANSWER, [...ANSWER_FIELDS, 'Sec-WebSocket-Extensions: permessage-deflate']);
  const bytes = concatBytes([answer, fromHex(hex)]);
  return { sender: 'server', bytes, headSize: answer.length, request: null, kind: 'frames' };
}

/** Compressed payloads that the receivers were not given. */
const OTHER_FRAMES: Partial<Record<RuleId, string>> = {
  'deflate.stored-length': 'c105 00 0100 0100',
  'deflate.code-lengths': 'c106 04 00 00 00 00 00',
  // The second "Hello" of RFC 7692 §7.2.3.2, without the message before it.
  'deflate.distance-before-start': 'c105 f200110000',
};

function notFrames(id: NotAFrameId): ErrorExample | null {
  const form = NOT_FRAMES[id];
  if (form === undefined) return null;
  const bytes = 'hex' in form ? fromHex(form.hex) : toUtf8(form.text);
  const sender = FROM_CLIENTS.includes(id) ? 'client' : 'server';
  return { sender, bytes, headSize: 0, request: null, kind: 'not-frames' };
}

/** What only clients send. */
const FROM_CLIENTS: readonly NotAFrameId[] = ['http-request', 'tls-client-hello'];

/** Bytes that show for certain what some message is often about instead of frames. */
const NOT_FRAMES: Partial<Record<NotAFrameId, { readonly text: string } | { hex: string }>> = {
  'http-request': { text: 'GET /chat HTTP/1.1\r\nHost: example.org\r\n\r\n' },
  'http-response': { text: 'HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n' },
  'tls-client-hello': {
    hex: '16030107860100078203033a7d5b5f357d6e212fbdf69be4bedc34f9c851f3ba8d0d',
  },
  'tls-server-hello': {
    hex: '160303007a02000076030351148e6496f0fbbc536c0808416a8e0bd5e4bc736d428a',
  },
  'tls-alert': { hex: '15030300020228' },
  'tls-application-data': {
    hex: '170303011aa988159edfb423a759496d2d0aaa62a49ad8aa6d2052f41a546aa087',
  },
  gzip: { hex: '1f8b0800000000000003f348cdc9c907008289d1f705000000' },
  'hixie-text': { hex: '0048656c6c6fff' },
  ssh: { text: 'SSH-2.0-OpenSSH_9.2\r\n' },
  html: { text: '<!doctype html>\n<title>502 Bad Gateway</title>' },
  'socket-io': { text: '42["hello","world"]' },
  json: { text: '{"type":"hello"}' },
};

const REQUEST = 'GET /chat HTTP/1.1';
const REQUEST_FIELDS = [
  'Host: example.org',
  'Upgrade: websocket',
  'Connection: Upgrade',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  'Sec-WebSocket-Version: 13',
];
const ANSWER = 'HTTP/1.1 101 Switching Protocols';
const ANSWER_FIELDS = [
  'Upgrade: websocket',
  'Connection: Upgrade',
  'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=',
];

/**
 * A change to a valid head: a line that replaces the line with the same name, or an additional
 * line.
 */
type HeadChange = {
  readonly start?: string;
  readonly line?: string;
  readonly without?: string;
  /** A line of the request, for a response that doesn't match it. */
  readonly requestLine?: string;
};

const HEADS: Partial<Record<RuleId, HeadChange>> = {
  'request.method': { start: 'POST /chat HTTP/1.1' },
  'request.upgrade': { without: 'Upgrade' },
  'request.connection': { line: 'Connection: keep-alive' },
  'request.key-missing': { without: 'Sec-WebSocket-Key' },
  'request.key-malformed': { line: 'Sec-WebSocket-Key: c2hvcnQ=' },
  'request.websocket-version': { line: 'Sec-WebSocket-Version: 7' },
  'request.subprotocol-malformed': { line: 'Sec-WebSocket-Protocol: chat, a/b' },
  'extensions.malformed': { line: 'Sec-WebSocket-Extensions: permessage-deflate; ;' },
  'compression.offer-value': {
    line: 'Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=17',
  },
  'response.status': { start: 'HTTP/1.1 404 Not Found' },
  'response.upgrade': { without: 'Upgrade' },
  'response.connection': { line: 'Connection: close' },
  'response.accept-missing': { without: 'Sec-WebSocket-Accept' },
  'response.accept-wrong': { line: 'Sec-WebSocket-Accept: AAAAAAAAAAAAAAAAAAAAAAAAAAA=' },
  'response.subprotocol-not-offered': { line: 'Sec-WebSocket-Protocol: chat' },
  'response.subprotocol-missing': { requestLine: 'Sec-WebSocket-Protocol: chat' },
  'response.extension-not-offered': { line: 'Sec-WebSocket-Extensions: permessage-deflate' },
};

/** Faults of a response that show only beside its request. */
const NEED_REQUEST: readonly RuleId[] = [
  'response.accept-wrong',
  'response.subprotocol-not-offered',
  'response.subprotocol-missing',
  'response.extension-not-offered',
];

function headOf(rule: RuleId): ErrorExample | null {
  const change = HEADS[rule];
  if (change === undefined) return null;
  const { start, requestLine } = change;
  const request = head(REQUEST, changed(REQUEST_FIELDS, requestLine ? { line: requestLine } : {}));
  if (!rule.startsWith('response.')) {
    const bytes = head(start ?? REQUEST, changed(REQUEST_FIELDS, change));
    return { sender: 'client', bytes, headSize: 0, request: null, kind: 'head' };
  }
  return {
    sender: 'server',
    bytes: head(start ?? ANSWER, changed(ANSWER_FIELDS, change)),
    headSize: 0,
    request: NEED_REQUEST.includes(rule) ? request : null,
    kind: 'head',
  };
}

function changed(fields: readonly string[], { line, without }: HeadChange): string[] {
  const nameOf = (text: string) => text.slice(0, text.indexOf(':'));
  const replaced = line === undefined ? without : nameOf(line);
  const kept = fields.filter((field) => nameOf(field) !== replaced);
  return line === undefined ? kept : [...kept, line];
}

function head(start: string, fields: readonly string[]): Uint8Array {
  return toUtf8([start, ...fields, '', ''].join('\r\n'));
}
