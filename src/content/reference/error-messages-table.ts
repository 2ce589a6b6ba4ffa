/**
 * What libraries, servers and browsers print when a connection breaks, word for word, and the
 * causes.
 *
 * "{n}" is a number in any form: 7, 0x7.
 *
 * Sources: ws 8.23.0 (lib/), websocket-driver 0.8.0 (lib/), undici 7.30.2 (lib/web/websocket/) as
 * installed here; the others as in their repositories: wsproto (frame_protocol.py, extensions.py),
 * websockets (frames.py, protocol.py, streams.py), websocket-client (_abnf.py), aiohttp
 * (http_websocket.py), gorilla/websocket (conn.go, server.go), tungstenite (error.rs), Chromium
 * (net/websockets/*.cc), WebKit (WebSocketFrame.cpp), Java-WebSocket (Draft_6455.java), Tyrus
 * (ProtocolHandler.java), Wireshark (packet-websocket.c); Node and Python for their own.
 */

import type { NotAFrameId } from '#core/recognition/not-a-frame.ts';
import type { RuleId } from '#core/protocol/rules/rules.ts';

/** A broken rule, or a kind of bytes that aren't frames and often cause this message. */
export type ErrorCause = RuleId | NotAFrameId;

/** RSV1, RSV2, RSV3. */
export type ReservedBit = 1 | 2 | 3;

export type ErrorMessage = {
  readonly text: string;
  readonly library: string;
  /** The most likely cause comes first. */
  readonly causes: readonly ErrorCause[];
  /** The reserved bits that it concerns, if not all. */
  readonly reservedBits?: readonly ReservedBit[];
};

type Row = readonly [text: string, causes: readonly ErrorCause[], bits?: readonly ReservedBit[]];

function printedBy(library: string, rows: readonly Row[]): ErrorMessage[] {
  return rows.map(([text, causes, reservedBits]) => ({
    text,
    library,
    causes,
    ...(reservedBits && { reservedBits }),
  }));
}

const RSV1: readonly ErrorCause[] = ['frame.reserved-bit', 'http-request', 'http-response'];
const RSV2: readonly ErrorCause[] = ['frame.reserved-bit', 'json', 'html', 'socket-io'];
const RSV2_3: readonly ErrorCause[] = [...RSV2, 'tls-client-hello', 'tls-application-data', 'gzip'];
const ANY_RSV: readonly ErrorCause[] = [...RSV1, ...RSV2_3.slice(1)];
const OPCODE: readonly ErrorCause[] = [
  'frame.reserved-opcode',
  'http-request',
  'tls-client-hello',
  'tls-application-data',
];
const ORDER: readonly ErrorCause[] = [
  'message.continuation-without-start',
  'message.interleaved',
  'frame.reserved-opcode',
];
const CONTROL_FIN: readonly ErrorCause[] = ['control.fragmented', 'http-response'];
const UNSENDABLE: readonly ErrorCause[] = ['close.code-not-sendable', 'close.code-unassigned'];
const NOT_UTF8: readonly ErrorCause[] = ['message.text-not-utf8', 'close.reason-not-utf8'];
const NOT_DEFLATE: readonly ErrorCause[] = [
  'deflate.block-type',
  'deflate.stored-length',
  'deflate.code-lengths',
  'deflate.symbol',
  'deflate.distance-before-start',
];

/** What Chromium prints on the console and in its Close frame if it can't read a frame header. */
const UNREADABLE_HEADER: readonly ErrorCause[] = [
  'control.fragmented',
  'control.too-long',
  'frame.length-not-minimal',
  'frame.length-top-bit',
  'frame.reserved-bit',
  'deflate.block-type',
  'http-request',
  'http-response',
];

export const ERROR_MESSAGES: readonly ErrorMessage[] = [
  ...printedBy('ws', [
    ['Invalid WebSocket frame: RSV1 must be clear', RSV1, [1]],
    ['WS_ERR_UNEXPECTED_RSV_1', RSV1, [1]],
    ['Invalid WebSocket frame: RSV2 and RSV3 must be clear', RSV2_3, [2, 3]],
    ['WS_ERR_UNEXPECTED_RSV_2_3', RSV2_3, [2, 3]],
    ['Invalid WebSocket frame: MASK must be set', ['frame.unmasked-from-client']],
    ['WS_ERR_EXPECTED_MASK', ['frame.unmasked-from-client']],
    ['Invalid WebSocket frame: MASK must be clear', ['frame.masked-from-server']],
    ['WS_ERR_UNEXPECTED_MASK', ['frame.masked-from-server']],
    ['Invalid WebSocket frame: FIN must be set', ['control.fragmented']],
    ['WS_ERR_EXPECTED_FIN', ['control.fragmented']],
    ['Invalid WebSocket frame: invalid opcode {n}', ORDER],
    ['WS_ERR_INVALID_OPCODE', ORDER],
    [
      'Invalid WebSocket frame: invalid payload length {n}',
      ['control.too-long', 'close.one-byte', 'frame.length-not-minimal'],
    ],
    ['WS_ERR_INVALID_CONTROL_PAYLOAD_LENGTH', ['control.too-long', 'close.one-byte']],
    ['Invalid WebSocket frame: invalid status code {n}', UNSENDABLE],
    ['WS_ERR_INVALID_CLOSE_CODE', UNSENDABLE],
    ['Invalid WebSocket frame: invalid UTF-8 sequence', NOT_UTF8],
    ['WS_ERR_INVALID_UTF8', NOT_UTF8],
    [
      'Unsupported WebSocket frame: payload length > 2^53 - 1',
      ['frame.length-top-bit', 'message.too-big'],
    ],
    ['WS_ERR_UNSUPPORTED_DATA_PAYLOAD_LENGTH', ['frame.length-top-bit', 'message.too-big']],
    ['Max payload size exceeded', ['message.too-big']],
    ['WS_ERR_UNSUPPORTED_MESSAGE_LENGTH', ['message.too-big']],
    ['Too many message fragments', ['message.too-many-fragments']],
    ['Too many buffered chunks', ['message.too-many-fragments']],
    ['WS_ERR_TOO_MANY_BUFFERED_PARTS', ['message.too-many-fragments']],
    ['Unexpected server response: {n}', ['response.status']],
    ['Invalid Upgrade header', ['response.upgrade', 'request.upgrade']],
    ['Invalid Sec-WebSocket-Accept header', ['response.accept-wrong', 'response.accept-missing']],
    ['Server sent a subprotocol but none was requested', ['response.subprotocol-not-offered']],
    ['Server sent an invalid subprotocol', ['response.subprotocol-not-offered']],
    ['Server sent no subprotocol', ['response.subprotocol-missing']],
    [
      'Server sent a Sec-WebSocket-Extensions header but no extension was requested',
      ['response.extension-not-offered'],
    ],
    ['Invalid Sec-WebSocket-Extensions header', ['extensions.malformed']],
    ['Invalid HTTP method', ['request.method']],
    [
      'Missing or invalid Sec-WebSocket-Key header',
      ['request.key-missing', 'request.key-malformed', 'request.key-repeated'],
    ],
    ['Missing or invalid Sec-WebSocket-Version header', ['request.websocket-version']],
    ['Invalid Sec-WebSocket-Protocol header', ['request.subprotocol-malformed']],
    [
      'Invalid or unacceptable Sec-WebSocket-Extensions header',
      ['extensions.malformed', 'compression.offer-value'],
    ],
  ]),
  ...printedBy('Node.js', [
    [
      'Parse Error: Expected HTTP/, RTSP/ or ICE/',
      ['head.start-line', 'tls-alert', 'tls-server-hello', 'ssh', 'hixie-text'],
    ],
    ['HPE_INVALID_CONSTANT', ['head.start-line', 'tls-alert', 'tls-server-hello', 'ssh']],
    ['invalid block type', ['deflate.block-type']],
    ['invalid stored block lengths', ['deflate.stored-length']],
    ['invalid code lengths set', ['deflate.code-lengths']],
    ['invalid distance too far back', ['deflate.distance-before-start']],
    ['Z_DATA_ERROR', NOT_DEFLATE],
  ]),
  ...printedBy('Node.js (undici)', [
    ['Expected RSV1 to be clear.', RSV1, [1]],
    ['RSV1, RSV2, RSV3 must be clear', RSV2_3, [2, 3]],
    ['Invalid opcode received', OPCODE],
    ['Frame cannot be masked', ['frame.masked-from-server']],
    ['Invalid frame type was fragmented.', CONTROL_FIN],
    ['Control frame either too large or fragmented', ['control.too-long', 'control.fragmented']],
    ['Unexpected continuation frame', ['message.continuation-without-start']],
    ['Expected continuation frame', ['message.interleaved']],
    ['Received invalid UTF-8 in text frame.', ['message.text-not-utf8']],
    ['Invalid status code', UNSENDABLE],
    ['Received close frame with a 1-byte body.', ['close.one-byte']],
    ['Invalid UTF-8', ['close.reason-not-utf8']],
    ['Received payload length > 2^31 bytes.', ['message.too-big', 'frame.length-top-bit']],
  ]),
  ...printedBy('websocket-driver', [
    [
      'One or more reserved bits are on: reserved1 = {n}, reserved2 = {n}, reserved3 = {n}',
      ANY_RSV,
    ],
    ['Unrecognized frame opcode: {n}', OPCODE],
    ['Received fragmented control frame: opcode = {n}', CONTROL_FIN],
    [
      'Received new data frame but previous continuous frame is unfinished',
      ['message.interleaved'],
    ],
    ['Received unexpected continuation frame', ['message.continuation-without-start']],
    ['Received unmasked frame but masking is required', ['frame.unmasked-from-client']],
    ['Received control frame having too long payload: {n}', ['control.too-long']],
    ['WebSocket frame length too large', ['message.too-big', 'frame.length-top-bit']],
    ['Could not decode a text frame as UTF-8', ['message.text-not-utf8']],
    ['Unexpected response code: {n}', ['response.status']],
    ["'Upgrade' header is missing", ['response.upgrade']],
    ["'Upgrade' header value is not 'WebSocket'", ['response.upgrade']],
    ["'Connection' header is missing", ['response.connection']],
    ["'Connection' header value is not 'Upgrade'", ['response.connection']],
    ['Sec-WebSocket-Accept mismatch', ['response.accept-wrong', 'response.accept-missing']],
    ['Sec-WebSocket-Protocol mismatch', ['response.subprotocol-not-offered']],
  ]),
  ...printedBy('wsproto', [
    ['Reserved bit set unexpectedly', ['frame.reserved-bit']],
    ['Invalid opcode {n}', OPCODE],
    ['Invalid attempt to fragment control frame', CONTROL_FIN],
    ['Control frame with payload len > 125', ['control.too-long']],
    ['unexpected CONTINUATION', ['message.continuation-without-start']],
    ['expected CONTINUATION, got <Opcode.TEXT: 1>', ['message.interleaved']],
    ['expected CONTINUATION, got <Opcode.BINARY: 2>', ['message.interleaved']],
    ['server received unexpected unmasked frame', ['frame.unmasked-from-client']],
    ['client received unexpected masked frame', ['frame.masked-from-server']],
    ['Payload length used {n} bytes when {n} would have sufficed', ['frame.length-not-minimal']],
    ['8-byte payload length with non-zero MSB', ['frame.length-top-bit']],
    ['CLOSE with 1 byte payload', ['close.one-byte']],
    ['CLOSE with invalid code', UNSENDABLE],
    ['CLOSE with unknown reserved code', ['close.code-unassigned']],
    ['remote CLOSE with local-only reason', ['close.code-not-sendable']],
    ['Error decoding CLOSE reason', ['close.reason-not-utf8']],
    ['error in extension', [...NOT_DEFLATE, 'frame.reserved-bit']],
  ]),
  ...printedBy('websockets (Python)', [
    ['reserved bits must be 0', ANY_RSV],
    ['invalid opcode', OPCODE],
    ['incorrect masking', ['frame.unmasked-from-client', 'frame.masked-from-server']],
    ['control frame too long', ['control.too-long']],
    ['fragmented control frame', CONTROL_FIN],
    ['unexpected continuation frame', ['message.continuation-without-start']],
    ['expected a continuation frame', ['message.interleaved']],
    ['close frame too short', ['close.one-byte']],
    ['invalid status code', UNSENDABLE],
    ['decompression failed', NOT_DEFLATE],
    ['RSV1 bit set in continuation frame', ['frame.reserved-bit'], [1]],
    ['server rejected WebSocket connection: HTTP {n}', ['response.status']],
  ]),
  ...printedBy('websocket-client (Python)', [
    ['rsv is not implemented, yet', ANY_RSV],
    ['Invalid opcode {n}', OPCODE],
    ['Invalid ping frame.', ['control.fragmented']],
    ['Invalid close frame.', ['close.one-byte', 'control.too-long', 'close.reason-not-utf8']],
    ['Invalid close opcode {n}', UNSENDABLE],
  ]),
  ...printedBy('aiohttp', [
    ['Received frame with non-zero reserved bits', ANY_RSV],
    ['Received fragmented control frame', CONTROL_FIN],
    ['Control frame payload cannot be larger than 125 bytes', ['control.too-long']],
  ]),
  ...printedBy('Python', [
    ["'utf-8' codec can't decode byte {n} in position {n}: invalid continuation byte", NOT_UTF8],
    ["'utf-8' codec can't decode byte {n} in position {n}: invalid start byte", NOT_UTF8],
    ["'utf-8' codec can't decode byte {n} in position {n}: unexpected end of data", NOT_UTF8],
  ]),
  ...printedBy('gorilla/websocket', [
    ['RSV1 set', RSV1, [1]],
    ['RSV2 set', RSV2, [2]],
    ['RSV3 set', RSV2_3, [3]],
    ['len > 125 for control', ['control.too-long']],
    ['FIN not set on control', CONTROL_FIN],
    ['data before FIN', ['message.interleaved']],
    ['continuation after FIN', ['message.continuation-without-start']],
    ['bad opcode {n}', OPCODE],
    ['bad MASK', ['frame.unmasked-from-client', 'frame.masked-from-server']],
    ['bad close code {n}', UNSENDABLE],
    ['invalid utf8 payload in close frame', ['close.reason-not-utf8']],
    [
      "the client is not using the websocket protocol: 'upgrade' token not found in 'Connection' header",
      ['request.connection'],
    ],
    [
      "the client is not using the websocket protocol: 'websocket' token not found in 'Upgrade' header",
      ['request.upgrade'],
    ],
    [
      'the client is not using the websocket protocol: request method is not GET',
      ['request.method'],
    ],
    [
      "unsupported version: 13 not found in 'Sec-Websocket-Version' header",
      ['request.websocket-version'],
    ],
    [
      "not a websocket handshake: 'Sec-WebSocket-Key' header is missing or blank",
      ['request.key-missing'],
    ],
  ]),
  ...printedBy('tungstenite', [
    ['Reserved bits are non-zero', ANY_RSV],
    ['Received an unmasked frame from client', ['frame.unmasked-from-client']],
    ['Received a masked frame from server', ['frame.masked-from-server']],
    ['Fragmented control frame', CONTROL_FIN],
    ['Control frame too big', ['control.too-long']],
    ['Unknown control frame type', ['frame.reserved-opcode']],
    ['Unknown data frame type', OPCODE],
    ['Continue frame but nothing to continue', ['message.continuation-without-start']],
    ['While waiting for more fragments received', ['message.interleaved']],
    [
      'Key mismatch in "Sec-WebSocket-Accept" header',
      ['response.accept-wrong', 'response.accept-missing'],
    ],
    ['No "Upgrade: websocket" header', ['response.upgrade', 'request.upgrade']],
  ]),
  ...printedBy('Chromium', [
    ['Invalid frame header', UNREADABLE_HEADER],
    [
      'One or more reserved bits are on: reserved1 = {n}, reserved2 = {n}, reserved3 = {n}',
      ANY_RSV,
    ],
    ['Unrecognized frame opcode: {n}', OPCODE],
    [
      'A server must not mask any frames that it sends to the client.',
      ['frame.masked-from-server'],
    ],
    ['Received unexpected continuation frame.', ['message.continuation-without-start']],
    ['Received start of new message but previous message is unfinished.', ['message.interleaved']],
    ['Could not decode a text frame as UTF-8.', ['message.text-not-utf8']],
    ['Received a broken close frame with an invalid size of 1 byte.', ['close.one-byte']],
    [
      'Received a broken close frame containing a reserved status code.',
      ['close.code-not-sendable'],
    ],
    ['Received a broken close frame containing invalid UTF-8.', ['close.reason-not-utf8']],
    ['Data frame received after close', ['close.bytes-after']],
    ['Ping received after close', ['close.bytes-after']],
    ['Close received after close', ['close.bytes-after']],
    ['Error during WebSocket handshake: Unexpected response code: {n}', ['response.status']],
    ["Error during WebSocket handshake: 'Upgrade' header is missing", ['response.upgrade']],
    ["'Upgrade' header value is not 'WebSocket'", ['response.upgrade']],
    ["Error during WebSocket handshake: 'Connection' header is missing", ['response.connection']],
    ["'Connection' header value must contain 'Upgrade'", ['response.connection']],
    ["Incorrect 'Sec-WebSocket-Accept' header value", ['response.accept-wrong']],
    [
      "Sent non-empty 'Sec-WebSocket-Protocol' header but no response was received",
      ['response.subprotocol-missing'],
    ],
    [
      "Response must not include 'Sec-WebSocket-Protocol' header if not present in request",
      ['response.subprotocol-not-offered'],
    ],
    [
      "'Sec-WebSocket-Protocol' header value in response does not match any of sent values",
      ['response.subprotocol-not-offered'],
    ],
    ['Invalid reserved bit', RSV1],
    ['Unknown opcode', OPCODE],
    ['Masked frame from server', ['frame.masked-from-server']],
    ['Unexpected continuation', ['message.continuation-without-start']],
    ['Previous data frame unfinished', ['message.interleaved']],
    ['Invalid UTF-8 in text frame', ['message.text-not-utf8']],
    ['Invalid UTF-8 in Close frame', ['close.reason-not-utf8']],
    ['WebSocket Protocol Error', UNREADABLE_HEADER],
  ]),
  ...printedBy('WebKit', [
    [
      'A server must not mask any frames that it sends to the client.',
      ['frame.masked-from-server'],
    ],
    [
      'Compressed bit must be 0 if no negotiated deflate-frame extension',
      ['frame.reserved-bit'],
      [1],
    ],
  ]),
  ...printedBy('Java-WebSocket', [['bad rsv {n}', ANY_RSV]]),
  ...printedBy('Tyrus', [['RSV bit(s) incorrectly set', ANY_RSV]]),
  ...printedBy('Wireshark', [
    [
      'Dissector for Websocket Opcode ({n}) code not implemented',
      ['frame.reserved-opcode', 'message.continuation-without-start'],
    ],
  ]),
];
