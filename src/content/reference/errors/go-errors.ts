/**
 * What Go packages print.
 *
 * Sources: gorilla/websocket 1.5.3 (conn.go, client.go, server.go, at e064f32), coder/websocket
 * 1.8.15 (read.go, close.go, accept.go, dial.go), golang.org/x/net (websocket/websocket.go at
 * 0b0093f7), each as read.
 */

import { printedBy, type ErrorMessage } from './error-message.ts';

const WITH_RSV2 = ['json', 'html', 'socket-io'] as const;
const UNSENDABLE = ['close-1006', 'close-999'] as const;

const VIOLATION = ['WebSocket protocol violation: '];

export const GO_ERRORS: readonly ErrorMessage[] = [
  ...printedBy({ library: 'gorilla/websocket', prefixes: ['websocket: '] }, [
    ['websocket: RSV1 set', ['rsv1', 'http-request', 'http-response', 'json']],
    ['websocket: RSV2 set', ['rsv2', ...WITH_RSV2]],
    [
      'websocket: RSV3 set',
      ['rsv3', ...WITH_RSV2, 'tls-client-hello', 'tls-application-data', 'gzip'],
    ],
    ['websocket: len > 125 for control', ['ping-126']],
    ['websocket: FIN not set on control', ['fragmented-ping', 'http-response']],
    ['websocket: data before FIN', ['interleaved-text']],
    ['websocket: continuation after FIN', ['orphan-continuation', 'hixie-text']],
    [
      'websocket: bad opcode {n}',
      [
        'opcode-3',
        'http-request',
        ...WITH_RSV2,
        'tls-client-hello',
        'tls-application-data',
        'gzip',
      ],
    ],
    [
      'websocket: bad MASK',
      ['client-unmasked', 'server-masked', 'http-request', 'tls-client-hello', 'gzip'],
    ],
    ['websocket: bad close code {n}', UNSENDABLE],
    ['websocket: invalid utf8 payload in close frame', ['close-reason-not-utf8']],
    [
      "websocket: the client is not using the websocket protocol: 'upgrade' token not found in 'Connection' header",
      ['request-connection'],
    ],
    [
      "websocket: the client is not using the websocket protocol: 'websocket' token not found in 'Upgrade' header",
      ['request-without-upgrade', 'request-upgrade-other'],
    ],
    [
      'websocket: the client is not using the websocket protocol: request method is not GET',
      ['request-post'],
    ],
    [
      "websocket: unsupported version: 13 not found in 'Sec-Websocket-Version' header",
      ['request-version-7'],
    ],
    [
      "websocket: not a websocket handshake: 'Sec-WebSocket-Key' header is missing or blank",
      ['request-without-key'],
    ],
    [
      "websocket: not a websocket handshake: 'Sec-WebSocket-Key' header must be Base64 encoded value of 16-byte in length",
      ['request-key-short', 'request-without-key'],
    ],
    [
      'websocket: request origin not allowed by Upgrader.CheckOrigin',
      ['origin-refused'],
      {
        answer: 'handshake',
      },
    ],
    ['websocket: hijack: {…}', ['cannot-upgrade'], { answer: 'handshake' }],
    // Until 1.5.0.
    [
      'websocket: response does not implement http.Hijacker',
      ['cannot-upgrade'],
      { answer: 'handshake' },
    ],
    [
      'websocket: bad handshake',
      [
        'response-404',
        'response-without-upgrade',
        'response-connection-other',
        'response-accept-wrong',
      ],
    ],
    ['malformed ws or wss URL', ['bad-argument']],
    ['websocket: close sent', ['not-open']],
    ['websocket: write closed', ['not-open']],
    ['websocket: read limit exceeded', ['large-frame']],
    ['concurrent write to websocket connection', ['concurrent-calls']],
    ['repeated read on failed websocket connection', ['not-open']],
    ['websocket: close 1006 (abnormal closure): unexpected EOF', ['cut-without-close']],
  ]),
  ...printedBy({ library: 'coder/websocket', prefixes: VIOLATION }, [
    [
      'received header with unexpected rsv bits set: {…}',
      [
        'rsv1',
        'http-request',
        'http-response',
        'html',
        'json',
        'socket-io',
        'tls-application-data',
        'gzip',
      ],
    ],
    ['received unmasked frame from client', ['client-unmasked']],
    ['received unknown opcode {…}', ['opcode-3']],
    ['received control frame payload with invalid length: {n}', ['ping-126']],
    ['received fragmented control frame', ['fragmented-ping']],
    [
      'received continuation frame without text or binary frame',
      ['orphan-continuation', 'hixie-text'],
    ],
    ['received new data message without finishing the previous message', ['interleaved-text']],
    ['received invalid close payload: {…}', ['close-one-byte', ...UNSENDABLE]],
    ['received negative payload length: {n}', ['length-top-bit']],
    ['read limited at {n} bytes', ['large-frame']],
    [
      'WebSocket protocol violation: Connection header {…} does not contain Upgrade',
      ['request-connection', 'response-connection-other'],
    ],
    [
      'WebSocket protocol violation: Upgrade header {…} does not contain websocket',
      ['request-upgrade-other', 'response-upgrade-other'],
    ],
    ['WebSocket protocol violation: handshake request method is not GET but {…}', ['request-post']],
    ['WebSocket protocol violation: missing Sec-WebSocket-Key', ['request-without-key']],
    ['WebSocket protocol violation: invalid Sec-WebSocket-Key {…}', ['request-key-short']],
    [
      'WebSocket protocol violation: invalid Sec-WebSocket-Accept {…}',
      ['response-accept-wrong', 'response-without-accept'],
    ],
    [
      'WebSocket protocol violation: unexpected Sec-WebSocket-Protocol from server: {…}',
      ['response-subprotocol-other'],
    ],
    ['unsupported WebSocket protocol version (only 13 is supported): {…}', ['request-version-7']],
    [
      'request Origin {…} is not authorized for Host {…}',
      ['origin-refused'],
      {
        answer: 'handshake',
      },
    ],
    [
      'http.ResponseWriter does not implement http.Hijacker',
      ['cannot-upgrade'],
      {
        answer: 'handshake',
      },
    ],
    ['expected handshake response status code 101 but got {n}', ['response-404']],
    ['failed to wait for pong: {…}', ['ping-unanswered']],
  ]),
  ...printedBy({ library: 'golang.org/x/net' }, [
    ['missing or bad WebSocket-Origin', ['origin-refused'], { answer: 'handshake' }],
    ['missing or bad WebSocket Version', ['request-version-7']],
    ['missing or bad upgrade', ['response-upgrade-other', 'response-without-upgrade']],
    ['mismatch challenge/response', ['response-accept-wrong']],
    ['not websocket protocol', ['request-without-upgrade']],
    ['websocket: frame payload size exceeds limit', ['large-frame']],
  ]),
];
