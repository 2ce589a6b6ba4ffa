/**
 * What Python packages print.
 *
 * Sources: websockets 17.1, wsproto 1.3.2, websocket-client 1.9.2, aiohttp 3.14.3, Python 3.11:
 * each text about frames measured on 29 November 2026 with the example beside it; those about the
 * handshake and the connection from websockets/exceptions.py, asyncio/client.py and
 * asyncio/connection.py, websocket/_handshake.py, _app.py and _socket.py, aiohttp/client.py and
 * web_ws.py.
 */

import { printedBy, type ErrorMessage } from './error-message.ts';

const NOT_FRAMES = [
  'http-request',
  'tls-client-hello',
  'tls-application-data',
  'html',
  'json',
  'socket-io',
  'gzip',
] as const;
const UNSENDABLE = ['close-999', 'close-1004', 'close-1006'] as const;
const NOT_DEFLATE = [
  'deflate-not-deflate',
  'deflate-stored-length',
  'deflate-code-lengths',
  'deflate-distance',
] as const;

export const PYTHON_ERRORS: readonly ErrorMessage[] = [
  ...printedBy({ library: 'wsproto' }, [
    ['Reserved bit set unexpectedly', ['rsv1']],
    ['Invalid opcode {n}', ['opcode-3', ...NOT_FRAMES]],
    ['Invalid attempt to fragment control frame', ['fragmented-ping', 'http-response']],
    ['Control frame with payload len > 125', ['ping-126']],
    ['unexpected CONTINUATION', ['orphan-continuation', 'hixie-text']],
    ['expected CONTINUATION, got {…}', ['interleaved-text']],
    ['server received unexpected unmasked frame', ['client-unmasked']],
    ['client received unexpected masked frame', ['server-masked']],
    [
      'Payload length used {n} bytes when {n} would have sufficed',
      ['length-16-not-minimal', 'length-64-not-minimal'],
    ],
    ['8-byte payload length with non-zero MSB', ['length-top-bit']],
    ['CLOSE with 1 byte payload', ['close-one-byte']],
    ['CLOSE with invalid code', ['close-999', 'close-code-as-text']],
    ['CLOSE with unknown reserved code', ['close-1004', 'close-2999']],
    ['remote CLOSE with local-only reason', ['close-1006']],
    ['Error decoding CLOSE reason', ['close-reason-not-utf8']],
    ['error in extension', [...NOT_DEFLATE, 'deflate-rsv1-on-continuation']],
  ]),
  ...printedBy({ library: 'websockets (Python)' }, [
    ['reserved bits must be 0', ['rsv1', 'http-response']],
    ['invalid opcode', ['opcode-3', ...NOT_FRAMES]],
    ['incorrect masking', ['client-unmasked', 'server-masked']],
    ['control frame too long', ['ping-126']],
    ['fragmented control frame', ['fragmented-ping']],
    ['unexpected continuation frame', ['orphan-continuation']],
    ['expected a continuation frame', ['interleaved-text']],
    ['incomplete fragmented message', ['close-within-message'], { answer: 'close' }],
    ['close frame too short', ['close-one-byte']],
    ['invalid status code', UNSENDABLE],
    ['decompression failed', NOT_DEFLATE],
    ['RSV1 bit set in continuation frame', ['deflate-rsv1-on-continuation']],
    ['frame with {n} bytes exceeds limit of {n} bytes', ['large-frame']],
    ['server rejected WebSocket connection: HTTP {n}', ['response-404']],
    ['did not receive a valid HTTP response', ['closed-before-response']],
    ['did not receive a valid HTTP request', ['no-request']],
    ['missing Sec-WebSocket-Key header', ['request-without-key']],
    ['missing Sec-WebSocket-Accept header', ['response-without-accept']],
    ['missing Upgrade header', ['request-without-upgrade', 'response-without-upgrade']],
    ['missing Connection header', ['response-without-connection']],
    ['invalid Connection header: {…}', ['request-connection', 'response-connection-other']],
    ['invalid Upgrade header: {…}', ['request-upgrade-other', 'response-upgrade-other']],
    ['invalid Sec-WebSocket-Accept header: {…}', ['response-accept-wrong']],
    ['timed out during opening handshake', ['connect-timeout']],
    ['no close frame received or sent', ['cut-without-close']],
    ['keepalive ping timeout', ['ping-unanswered']],
  ]),
  ...printedBy({ library: 'websocket-client (Python)', reader: 'client' }, [
    [
      'rsv is not implemented, yet',
      ['rsv1', 'http-response', 'tls-application-data', 'html', 'json', 'socket-io', 'gzip'],
    ],
    ['Invalid opcode {n}', ['opcode-3']],
    ['Invalid ping frame.', ['fragmented-ping']],
    ['Ping message is too long', ['ping-126']],
    ['Illegal frame', ['orphan-continuation', 'interleaved-text']],
    ['Invalid close frame.', ['close-one-byte', 'close-reason-not-utf8']],
    ['Invalid close opcode {n}', UNSENDABLE],
    ['Handshake status {n} {…}', ['response-404']],
    ['Invalid WebSocket Header', ['response-accept-wrong', 'response-without-upgrade']],
    ['Connection to remote host was lost.', ['cut-without-close']],
    ['socket is already closed.', ['not-open', 'cut-without-close']],
    ['ping/pong timed out', ['ping-unanswered']],
  ]),
  ...printedBy({ library: 'aiohttp' }, [
    [
      'Received frame with non-zero reserved bits',
      ['rsv1', 'http-request', 'http-response', ...NOT_FRAMES.slice(1), 'ssh'],
    ],
    ['Unexpected opcode={n}', ['opcode-3']],
    ['Received fragmented control frame', ['fragmented-ping']],
    ['Control frame payload cannot be larger than 125 bytes', ['ping-126']],
    ['Continuation frame for non started message', ['orphan-continuation']],
    ['The opcode in non-fin frame is expected to be zero, got {n}', ['interleaved-text']],
    ['Invalid UTF-8 text message', ['text-not-utf8', 'close-reason-not-utf8']],
    ['Invalid close code: {n}', ['close-999', 'close-1004', 'close-1005']],
    ['Invalid close frame: {…}', ['close-one-byte']],
    ['Message size {n} exceeds limit {n}', ['large-frame', 'length-top-bit']],
    ['Cannot write to closing transport', ['not-open']],
    ["message='Invalid response status'", ['response-404']],
    ["message='Invalid upgrade header'", ['response-upgrade-other']],
    ["message='Invalid connection header'", ['response-connection-other']],
    ["message='Invalid challenge response'", ['response-accept-wrong', 'response-without-accept']],
    ['No WebSocket UPGRADE hdr: {…}', ['request-without-upgrade', 'request-upgrade-other']],
    ['No CONNECTION upgrade hdr: {…}', ['request-connection']],
  ]),
  ...printedBy({ library: 'Python' }, [
    [
      "'utf-8' codec can't decode byte {n} in position {n}: invalid continuation byte",
      ['text-not-utf8'],
    ],
    [
      "'utf-8' codec can't decode byte {n} in position {n}: invalid start byte",
      ['close-reason-not-utf8'],
    ],
    [
      "'utf-8' codec can't decode byte {n} in position {n}: unexpected end of data",
      ['text-not-utf8'],
    ],
  ]),
];
