/**
 * Bytes that cause an error: frames, a head, or something else that was read as frames. Tests give
 * them to the libraries whose messages name them.
 */

import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromHex } from '#core/bytes/hex.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import { framesWithoutMasks } from '#core/editing/frames-without-masks.ts';
import type { NotAFrameId } from '#core/recognition/not-a-frame.ts';
import type { RuleId } from '#core/protocol/rules/rules.ts';
import type { Side } from '#core/trace/direction.ts';
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

/** What receives the bytes of the example: a library for clients never gets a client's frames. */
export type Reader = 'client' | 'server' | 'both';

/** Frames that no receiver disagrees about, or that are too large to be measured. */
const FRAMES = {
  // 256 MiB, of which only the header is there.
  'large-frame': {
    sender: 'client',
    hex: '82ff 0000000010000000 37fa213d',
    rule: 'message.too-big',
  },
  'deflate-stored-length': {
    sender: 'server',
    hex: 'c105 00 0100 0100',
    isCompressed: true,
    rule: 'deflate.stored-length',
  },
  // Four code lengths of 1 bit are more than a code can have.
  'deflate-code-lengths': {
    sender: 'server',
    hex: 'c104 04 00 92 04',
    isCompressed: true,
    rule: 'deflate.code-lengths',
  },
  // The second "Hello" of RFC 7692 §7.2.3.2, without the message before it.
  'deflate-distance': {
    sender: 'server',
    hex: 'c105 f200110000',
    isCompressed: true,
    rule: 'deflate.distance-before-start',
  },
} as const satisfies Record<string, Pick<OddInput, 'sender' | 'hex' | 'isCompressed' | 'rule'>>;

/** Long enough for a reader that waits for the end of the frame that it sees in them. */
const NOT_FRAMES = {
  'http-request': {
    sender: 'client',
    text: [
      'GET /chat HTTP/1.1',
      'Host: example.org',
      'User-Agent: example/1.0',
      'Accept: */*',
      'Accept-Language: en',
      'Origin: https://example.org',
      '',
      '',
    ].join('\r\n'),
  },
  'http-response': {
    sender: 'server',
    text: [
      'HTTP/1.1 400 Bad Request',
      'Content-Type: text/plain',
      'Content-Length: 31',
      'Connection: close',
      '',
      'The request was not understood.',
    ].join('\r\n'),
  },
  'tls-client-hello': {
    sender: 'client',
    hex: '16030107860100078203033a7d5b5f357d6e212fbdf69be4bedc34f9c851f3ba8d0d',
  },
  'tls-server-hello': {
    sender: 'server',
    hex: '160303007a02000076030351148e6496f0fbbc536c0808416a8e0bd5e4bc736d428a',
  },
  'tls-alert': { sender: 'server', hex: '15030300020228' },
  'tls-application-data': {
    sender: 'server',
    hex: '170303011aa988159edfb423a759496d2d0aaa62a49ad8aa6d2052f41a546aa087',
  },
  gzip: { sender: 'server', hex: '1f8b0800000000000003f348cdc9c907008289d1f705000000' },
  'hixie-text': { sender: 'server', hex: '0048656c6c6fff' },
  ssh: { sender: 'server', text: 'SSH-2.0-OpenSSH_9.2\r\n' },
  html: {
    sender: 'server',
    text: '<!doctype html>\n<html><head><title>502 Bad Gateway</title></head></html>',
  },
  'socket-io': {
    sender: 'server',
    text: '42["message",{"room":"general","text":"Hello, everybody"}]',
  },
  json: { sender: 'server', text: '{"type":"message","text":"Hello, everybody"}' },
} as const satisfies Partial<
  Record<NotAFrameId, { readonly sender: Side } & ({ readonly text: string } | { hex: string })>
>;

const REQUEST = 'GET /chat HTTP/1.1';
const REQUEST_FIELDS = [
  'Host: example.org',
  'Upgrade: websocket',
  'Connection: Upgrade',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  'Sec-WebSocket-Version: 13',
];
const RESPONSE = 'HTTP/1.1 101 Switching Protocols';
const RESPONSE_FIELDS = [
  'Upgrade: websocket',
  'Connection: Upgrade',
  'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=',
];

/**
 * A change to a valid head: a line that replaces the line with the same name, or an additional
 * line.
 */
type HeadChange = {
  readonly sender: Side;
  readonly rule: RuleId;
  readonly start?: string;
  readonly line?: string;
  readonly without?: string;
  /** Instead of all the fields. */
  readonly fields?: readonly string[];
  /** A line of the request, for a response that doesn't match it. */
  readonly requestLine?: string;
  /** The fault shows only beside the request. */
  readonly needsRequest?: true;
};

const HEADS = {
  'request-post': { sender: 'client', rule: 'request.method', start: 'POST /chat HTTP/1.1' },
  'request-http-1.0': { sender: 'client', rule: 'request.version', start: 'GET /chat HTTP/1.0' },
  'request-without-upgrade': { sender: 'client', rule: 'request.upgrade', without: 'Upgrade' },
  'request-upgrade-other': { sender: 'client', rule: 'request.upgrade', line: 'Upgrade: h2c' },
  'request-connection': {
    sender: 'client',
    rule: 'request.connection',
    line: 'Connection: keep-alive',
  },
  'request-without-key': {
    sender: 'client',
    rule: 'request.key-missing',
    without: 'Sec-WebSocket-Key',
  },
  'request-key-short': {
    sender: 'client',
    rule: 'request.key-malformed',
    line: 'Sec-WebSocket-Key: c2hvcnQ=',
  },
  'request-version-7': {
    sender: 'client',
    rule: 'request.websocket-version',
    line: 'Sec-WebSocket-Version: 7',
  },
  'request-subprotocol': {
    sender: 'client',
    rule: 'request.subprotocol-malformed',
    line: 'Sec-WebSocket-Protocol: chat, a/b',
  },
  'request-extensions': {
    sender: 'client',
    rule: 'extensions.malformed',
    line: 'Sec-WebSocket-Extensions: permessage-deflate; ;',
  },
  'request-window-17': {
    sender: 'client',
    rule: 'compression.offer-value',
    line: 'Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=17',
  },
  'response-404': {
    sender: 'server',
    rule: 'response.status',
    start: 'HTTP/1.1 404 Not Found',
    fields: ['Content-Length: 0'],
  },
  'response-401': {
    sender: 'server',
    rule: 'response.status',
    start: 'HTTP/1.1 401 Unauthorized',
    fields: ['WWW-Authenticate: Basic realm="example"', 'Content-Length: 0'],
  },
  'response-without-upgrade': { sender: 'server', rule: 'response.upgrade', without: 'Upgrade' },
  'response-upgrade-other': { sender: 'server', rule: 'response.upgrade', line: 'Upgrade: h2c' },
  'response-without-connection': {
    sender: 'server',
    rule: 'response.connection',
    without: 'Connection',
  },
  'response-connection-other': {
    sender: 'server',
    rule: 'response.connection',
    line: 'Connection: close',
  },
  'response-without-accept': {
    sender: 'server',
    rule: 'response.accept-missing',
    without: 'Sec-WebSocket-Accept',
  },
  'response-accept-wrong': {
    sender: 'server',
    rule: 'response.accept-wrong',
    line: 'Sec-WebSocket-Accept: AAAAAAAAAAAAAAAAAAAAAAAAAAA=',
    needsRequest: true,
  },
  'response-subprotocol-unasked': {
    sender: 'server',
    rule: 'response.subprotocol-not-offered',
    line: 'Sec-WebSocket-Protocol: chat',
    needsRequest: true,
  },
  'response-subprotocol-other': {
    sender: 'server',
    rule: 'response.subprotocol-not-offered',
    line: 'Sec-WebSocket-Protocol: superchat',
    requestLine: 'Sec-WebSocket-Protocol: chat',
    needsRequest: true,
  },
  'response-subprotocol-missing': {
    sender: 'server',
    rule: 'response.subprotocol-missing',
    requestLine: 'Sec-WebSocket-Protocol: chat',
    needsRequest: true,
  },
  'response-extension-unasked': {
    sender: 'server',
    rule: 'response.extension-not-offered',
    line: 'Sec-WebSocket-Extensions: permessage-deflate',
    needsRequest: true,
  },
  'response-extension-other': {
    sender: 'server',
    rule: 'response.extension-not-offered',
    line: 'Sec-WebSocket-Extensions: foo',
    requestLine: 'Sec-WebSocket-Extensions: permessage-deflate',
    needsRequest: true,
  },
  'response-extensions': {
    sender: 'server',
    rule: 'extensions.malformed',
    line: 'Sec-WebSocket-Extensions: permessage-deflate; ;',
    requestLine: 'Sec-WebSocket-Extensions: permessage-deflate',
  },
  'response-window-17': {
    sender: 'server',
    rule: 'compression.answer-value',
    line: 'Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=17',
    requestLine: 'Sec-WebSocket-Extensions: permessage-deflate',
  },
} as const satisfies Record<string, HeadChange>;

type NotFramesId = keyof typeof NOT_FRAMES;
type FramesId = keyof typeof FRAMES | Exclude<OddInputId, NotFramesId>;
type HeadId = keyof typeof HEADS;

export type ExampleId = FramesId | NotFramesId | HeadId;

export const NOT_FRAMES_IDS = Object.keys(NOT_FRAMES) as readonly NotFramesId[];

export const EXAMPLE_IDS: readonly ExampleId[] = [
  ...(Object.keys(FRAMES) as (keyof typeof FRAMES)[]),
  ...(Object.keys(ODD_INPUTS) as OddInputId[]).filter((id) => !(id in NOT_FRAMES)),
  ...NOT_FRAMES_IDS,
  ...(Object.keys(HEADS) as HeadId[]),
] as ExampleId[];

export function isExampleId(id: string): id is ExampleId {
  return id in FRAMES || id in ODD_INPUTS || id in NOT_FRAMES || id in HEADS;
}

/** What the example breaks, or what its bytes are if they aren't frames. Null if it is valid. */
export function exampleRule(id: ExampleId): RuleId | null {
  if (id in HEADS) return HEADS[id as HeadId].rule;
  return id in NOT_FRAMES ? null : framesOf(id as FramesId).rule;
}

export function notFrameOf(id: ExampleId): NotAFrameId | null {
  return id in NOT_FRAMES ? (id as NotFramesId) : null;
}

/**
 * The example as `reader` gets it: a client gets frames without a mask. `status` is that of the
 * response, if the error is about another one than the example's.
 */
export function exampleOf(
  id: ExampleId,
  reader: Reader,
  status: number | null = null,
): ErrorExample {
  if (id in HEADS) {
    const change: HeadChange = HEADS[id as HeadId];
    const hasStatus = status !== null && change.rule === 'response.status';
    return headExample(hasStatus ? { ...change, start: `HTTP/1.1 ${status} ` } : change);
  }
  if (id in NOT_FRAMES) return notFramesExample(NOT_FRAMES[id as NotFramesId], reader);
  return framesExample(framesOf(id as FramesId), reader);
}

function framesOf(id: FramesId): Pick<OddInput, 'sender' | 'hex' | 'isCompressed' | 'rule'> {
  return id in FRAMES ? FRAMES[id as keyof typeof FRAMES] : ODD_INPUTS[id as OddInputId];
}

function framesExample(
  input: Pick<OddInput, 'sender' | 'hex' | 'isCompressed' | 'rule'>,
  reader: Reader,
): ErrorExample {
  // A frame without a mask is wrong only from a client.
  const isUnmasked = input.rule === 'frame.unmasked-from-client';
  const isForClient = reader === 'client' && !isUnmasked;
  const sender = isForClient ? 'server' : input.sender;
  const bytes = fromHex(input.hex);
  const frames = sender === input.sender ? bytes : framesWithoutMasks(bytes);
  const response = input.isCompressed
    ? head(RESPONSE, [...RESPONSE_FIELDS, 'Sec-WebSocket-Extensions: permessage-deflate'])
    : new Uint8Array();
  return {
    sender,
    bytes: concatBytes([response, frames]),
    headSize: response.length,
    request: null,
    kind: 'frames',
  };
}

function notFramesExample(form: (typeof NOT_FRAMES)[NotFramesId], reader: Reader): ErrorExample {
  const sender = reader === 'client' ? 'server' : form.sender;
  const bytes = 'hex' in form ? fromHex(form.hex) : toUtf8(form.text);
  return { sender, bytes, headSize: 0, request: null, kind: 'not-frames' };
}

function headExample(change: HeadChange): ErrorExample {
  const { start, requestLine } = change;
  if (change.sender === 'client') {
    const bytes = head(start ?? REQUEST, changed(REQUEST_FIELDS, change));
    return { sender: 'client', bytes, headSize: 0, request: null, kind: 'head' };
  }
  const request = head(REQUEST, changed(REQUEST_FIELDS, requestLine ? { line: requestLine } : {}));
  return {
    sender: 'server',
    bytes: head(start ?? RESPONSE, change.fields ?? changed(RESPONSE_FIELDS, change)),
    headSize: 0,
    request: change.needsRequest || requestLine ? request : null,
    kind: 'head',
  };
}

function changed(
  fields: readonly string[],
  { line, without }: Pick<HeadChange, 'line' | 'without'>,
): string[] {
  const nameOf = (text: string) => text.slice(0, text.indexOf(':'));
  const replaced = line === undefined ? without : nameOf(line);
  const kept = fields.filter((field) => nameOf(field) !== replaced);
  return line === undefined ? kept : [...kept, line];
}

function head(start: string, fields: readonly string[]): Uint8Array {
  return toUtf8([start, ...fields, '', ''].join('\r\n'));
}
