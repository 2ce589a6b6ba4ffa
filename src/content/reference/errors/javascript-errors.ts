/**
 * What JavaScript libraries print.
 *
 * Sources: ws 8.23.0 and websocket-driver 0.8.0 (lib/) as installed here, Node 20.20.2 and its
 * undici 6.24.1, each text measured (tests/content/reference/errors/printed-texts.test.ts);
 * socket.io 4.8 (packages/*\/lib at d2d753fe).
 */

import { printedBy, type ErrorMessage } from './error-message.ts';

const FRAME = ['Invalid WebSocket frame: ', 'Unsupported WebSocket frame: '];

const RSV1 = ['rsv1', 'http-request', 'http-response'] as const;
const RSV2_3 = [
  'rsv2',
  'json',
  'html',
  'socket-io',
  'tls-client-hello',
  'tls-application-data',
  'gzip',
] as const;
const ANY_RSV = [...RSV1, ...RSV2_3.slice(1), 'ssh'] as const;
const ORDER = ['orphan-continuation', 'interleaved-text', 'opcode-3', 'hixie-text'] as const;
const UNSENDABLE = ['close-1006', 'close-code-as-text', 'close-2999'] as const;
const NOT_UTF8 = ['text-not-utf8', 'close-reason-not-utf8'] as const;
const NOT_DEFLATE = [
  'deflate-not-deflate',
  'deflate-stored-length',
  'deflate-code-lengths',
  'deflate-distance',
] as const;
const NOT_HTTP = ['tls-alert', 'tls-server-hello', 'ssh', 'hixie-text'] as const;

export const WS_ERRORS: readonly ErrorMessage[] = [
  ...printedBy({ library: 'ws', prefixes: FRAME }, [
    ['Invalid WebSocket frame: RSV1 must be clear', RSV1],
    ['WS_ERR_UNEXPECTED_RSV_1', RSV1],
    ['Invalid WebSocket frame: RSV2 and RSV3 must be clear', RSV2_3],
    ['WS_ERR_UNEXPECTED_RSV_2_3', RSV2_3],
    ['Invalid WebSocket frame: MASK must be set', ['client-unmasked']],
    ['WS_ERR_EXPECTED_MASK', ['client-unmasked']],
    ['Invalid WebSocket frame: MASK must be clear', ['server-masked']],
    ['WS_ERR_UNEXPECTED_MASK', ['server-masked']],
    ['Invalid WebSocket frame: FIN must be set', ['fragmented-ping']],
    ['WS_ERR_EXPECTED_FIN', ['fragmented-ping']],
    ['Invalid WebSocket frame: invalid opcode {n}', ORDER],
    ['WS_ERR_INVALID_OPCODE', ORDER],
    ['Invalid WebSocket frame: invalid payload length {n}', ['ping-126', 'close-one-byte']],
    ['WS_ERR_INVALID_CONTROL_PAYLOAD_LENGTH', ['ping-126', 'close-one-byte']],
    ['Invalid WebSocket frame: invalid status code {n}', UNSENDABLE],
    ['WS_ERR_INVALID_CLOSE_CODE', UNSENDABLE],
    ['Invalid WebSocket frame: invalid UTF-8 sequence', NOT_UTF8],
    ['WS_ERR_INVALID_UTF8', NOT_UTF8],
    [
      'Unsupported WebSocket frame: payload length > 2^53 - 1',
      ['length-top-bit', 'length-past-2-53'],
    ],
    ['WS_ERR_UNSUPPORTED_DATA_PAYLOAD_LENGTH', ['length-top-bit', 'length-past-2-53']],
    ['Max payload size exceeded', ['large-frame']],
    ['WS_ERR_UNSUPPORTED_MESSAGE_LENGTH', ['large-frame']],
    ['Too many message fragments', ['too-many-fragments']],
    ['Too many buffered chunks', ['too-many-fragments']],
    ['WS_ERR_TOO_MANY_BUFFERED_PARTS', ['too-many-fragments']],
    ['Unexpected server response: {n}', ['response-404']],
    [
      'Unexpected server response: 101',
      ['response-without-upgrade', 'response-without-connection'],
    ],
    ['Invalid Upgrade header', ['response-upgrade-other', 'request-upgrade-other']],
    ['Invalid Sec-WebSocket-Accept header', ['response-accept-wrong', 'response-without-accept']],
    ['Server sent a subprotocol but none was requested', ['response-subprotocol-unasked']],
    ['Server sent an invalid subprotocol', ['response-subprotocol-other']],
    ['Server sent no subprotocol', ['response-subprotocol-missing']],
    [
      'Server sent a Sec-WebSocket-Extensions header but no extension was requested',
      ['response-extension-unasked'],
    ],
    ['Server indicated an extension that was not requested', ['response-extension-other']],
    ['Invalid Sec-WebSocket-Extensions header', ['response-extensions', 'response-window-17']],
    ['Invalid HTTP method', ['request-post']],
    ['Missing or invalid Sec-WebSocket-Key header', ['request-without-key', 'request-key-short']],
    ['Missing or invalid Sec-WebSocket-Version header', ['request-version-7']],
    ['Invalid Sec-WebSocket-Protocol header', ['request-subprotocol']],
    [
      'Invalid or unacceptable Sec-WebSocket-Extensions header',
      ['request-extensions', 'request-window-17'],
    ],
    ['Opening handshake has timed out', ['connect-timeout']],
    ['WebSocket was closed before the connection was established', ['closed-while-connecting']],
    ['WebSocket is not open: readyState {n} ({…})', ['not-open']],
  ]),
];

export const NODE_ERRORS: readonly ErrorMessage[] = printedBy({ library: 'Node.js' }, [
  ['Parse Error: Expected HTTP/, RTSP/ or ICE/', NOT_HTTP, { answer: 'handshake' }],
  ['HPE_INVALID_CONSTANT', NOT_HTTP, { answer: 'handshake' }],
  ['invalid block type', ['deflate-not-deflate']],
  ['invalid stored block lengths', ['deflate-stored-length']],
  ['invalid code lengths set', ['deflate-code-lengths']],
  ['invalid distance too far back', ['deflate-distance']],
  ['Z_DATA_ERROR', NOT_DEFLATE],
]);

export const UNDICI_ERRORS: readonly ErrorMessage[] = printedBy(
  {
    library: 'Node.js (undici)',
    reader: 'client',
    // Source: measured with undici 6.24.1 in Node 20.20.2, and with undici 7.30.2.
    note: 'undici 6 passes this text to the error event. In undici 7 the event’s message is empty.',
  },
  [
    ['Expected RSV1 to be clear.', ['rsv1', 'http-response']],
    ['RSV1, RSV2, RSV3 must be clear', ['rsv2']],
    [
      'Invalid opcode received',
      ['opcode-3', 'tls-application-data', 'html', 'json', 'socket-io', 'gzip'],
    ],
    ['Frame cannot be masked', ['server-masked']],
    ['Invalid frame type was fragmented.', ['fragmented-ping']],
    ['Control frame either too large or fragmented', ['ping-126']],
    ['Unexpected continuation frame', ['orphan-continuation', 'hixie-text']],
    ['Expected continuation frame', ['interleaved-text']],
    ['Received invalid UTF-8 in text frame.', ['text-not-utf8']],
    ['Invalid status code', UNSENDABLE],
    ['Received close frame with a 1-byte body.', ['close-one-byte']],
    ['Invalid UTF-8', ['close-reason-not-utf8']],
    ['Received payload length > 2^31 bytes.', ['length-past-2-53', 'length-top-bit']],
    [
      'Received network error or non-101 status code.',
      ['response-404', 'response-without-upgrade', 'response-without-connection', 'refused'],
    ],
    ['Server did not set Upgrade header to "websocket".', ['response-upgrade-other']],
    [
      'Incorrect hash received in Sec-WebSocket-Accept header.',
      ['response-accept-wrong', 'response-without-accept'],
    ],
    ['Protocol was not set in the opening handshake.', ['response-subprotocol-other']],
    ['Server did not respond with sent protocols.', ['response-subprotocol-missing']],
    ['Sec-WebSocket-Extensions header does not match.', ['response-extension-other']],
    ['Sent before connected.', ['not-open']],
  ],
);

export const DRIVER_ERRORS: readonly ErrorMessage[] = printedBy(
  { library: 'websocket-driver', prefixes: ['Error during WebSocket handshake: '] },
  [
    [
      'One or more reserved bits are on: reserved1 = {n}, reserved2 = {n}, reserved3 = {n}',
      ANY_RSV,
    ],
    ['Unrecognized frame opcode: {n}', ['opcode-3']],
    ['Received fragmented control frame: opcode = {n}', ['fragmented-ping']],
    ['Received new data frame but previous continuous frame is unfinished', ['interleaved-text']],
    ['Received unexpected continuation frame', ['orphan-continuation']],
    ['Received unmasked frame but masking is required', ['client-unmasked']],
    ['Received control frame having too long payload: {n}', ['ping-126']],
    ['WebSocket frame length too large', ['large-frame', 'length-past-2-53', 'length-top-bit']],
    ['Could not decode a text frame as UTF-8', ['text-not-utf8']],
    ['Error during WebSocket handshake: Unexpected response code: {n}', ['response-404']],
    ["Error during WebSocket handshake: 'Upgrade' header is missing", ['response-without-upgrade']],
    [
      "Error during WebSocket handshake: 'Upgrade' header value is not 'WebSocket'",
      ['response-upgrade-other'],
    ],
    [
      "Error during WebSocket handshake: 'Connection' header is missing",
      ['response-without-connection'],
    ],
    [
      "Error during WebSocket handshake: 'Connection' header value is not 'Upgrade'",
      ['response-connection-other'],
    ],
    [
      'Error during WebSocket handshake: Sec-WebSocket-Accept mismatch',
      ['response-accept-wrong', 'response-without-accept'],
    ],
    [
      'Error during WebSocket handshake: Sec-WebSocket-Protocol mismatch',
      ['response-subprotocol-other', 'response-subprotocol-unasked'],
    ],
    [
      'Error during WebSocket handshake: Server sent an extension response for unknown extension "{…}"',
      ['response-extension-unasked'],
    ],
  ],
);

export const SOCKET_IO_ERRORS: readonly ErrorMessage[] = printedBy({ library: 'Socket.IO' }, [
  ['xhr poll error', ['polling-failed']],
  ['xhr post error', ['polling-failed']],
  ['fetch read error', ['polling-failed']],
  ['websocket error', ['hidden-by-browser']],
  ['transport close', ['cut-without-close']],
  ['transport error', ['cut-without-close', 'connection-reset']],
  ['ping timeout', ['ping-unanswered']],
  ['parse error', ['not-socket-io']],
  ['io server disconnect', ['closed-by-application']],
  ['io client disconnect', ['closed-by-application']],
  ['client namespace disconnect', ['closed-by-application']],
  ['server namespace disconnect', ['closed-by-application']],
  ['server shutting down', ['closed-by-application']],
]);
