/**
 * What tungstenite and the crates around it print, such as tokio-tungstenite and axum.
 *
 * Source: snapview/tungstenite-rs 0.29.0 (src/error.rs; the order of checks in
 * src/protocol/frame/frame.rs and src/protocol/mod.rs), as read.
 */

import { printedBy, type ErrorMessage } from './error-message.ts';

const PROTOCOL = ['WebSocket protocol error: '];

export const RUST_ERRORS: readonly ErrorMessage[] = [
  ...printedBy({ library: 'tungstenite', prefixes: PROTOCOL }, [
    ['WebSocket protocol error: Reserved bits are non-zero', ['rsv1', 'http-response']],
    [
      'WebSocket protocol error: Encountered invalid opcode: {n}',
      [
        'opcode-3',
        'http-request',
        'tls-client-hello',
        'tls-application-data',
        'html',
        'json',
        'socket-io',
        'gzip',
      ],
    ],
    ['WebSocket protocol error: Received an unmasked frame from client', ['client-unmasked']],
    ['WebSocket protocol error: Received a masked frame from server', ['server-masked']],
    ['WebSocket protocol error: Fragmented control frame', ['fragmented-ping']],
    [
      'WebSocket protocol error: Control frame too big (payload must be 125 bytes or less)',
      ['ping-126'],
    ],
    [
      'WebSocket protocol error: Continue frame but nothing to continue',
      ['orphan-continuation', 'hixie-text'],
    ],
    [
      'WebSocket protocol error: While waiting for more fragments received: {…}',
      ['interleaved-text'],
    ],
    ['WebSocket protocol error: Invalid close sequence', ['close-one-byte']],
    ['WebSocket protocol error: Remote sent after having closed', ['text-after-close']],
    ['WebSocket protocol error: Connection reset without closing handshake', ['cut-without-close']],
    ['WebSocket protocol error: Sending after closing is not allowed', ['not-open']],
    ['WebSocket protocol error: Handshake not finished', ['closed-before-response']],
    [
      'WebSocket protocol error: Key mismatch in "Sec-WebSocket-Accept" header',
      ['response-accept-wrong', 'response-without-accept'],
    ],
    [
      'WebSocket protocol error: No "Upgrade: websocket" header',
      [
        'response-without-upgrade',
        'response-upgrade-other',
        'request-without-upgrade',
        'request-upgrade-other',
      ],
    ],
    [
      'WebSocket protocol error: No "Connection: upgrade" header',
      ['response-without-connection', 'response-connection-other', 'request-connection'],
    ],
    ['WebSocket protocol error: No "Sec-WebSocket-Version: 13" header', ['request-version-7']],
    ['WebSocket protocol error: No "Sec-WebSocket-Key" header', ['request-without-key']],
    [
      'WebSocket protocol error: Unsupported HTTP method used - only GET is allowed',
      ['request-post'],
    ],
    ['WebSocket protocol error: HTTP version must be 1.1 or higher', ['request-http-1.0']],
    [
      'WebSocket protocol error: SubProtocol error: Server sent a subprotocol but none was requested',
      ['response-subprotocol-unasked'],
    ],
    [
      'WebSocket protocol error: SubProtocol error: Server sent an invalid subprotocol',
      ['response-subprotocol-other'],
    ],
    [
      'WebSocket protocol error: SubProtocol error: Server sent no subprotocol',
      ['response-subprotocol-missing'],
    ],
  ]),
  ...printedBy({ library: 'tungstenite' }, [
    ['Space limit exceeded: Message too long: {n} > {n}', ['large-frame']],
    ['Trying to work with closed connection', ['not-open']],
    ['Connection closed normally', ['closed-by-application'], { answer: 'close' }],
    ['TLS support not compiled in', ['tls-not-compiled']],
    ['HTTP error: {n} {…}', ['response-404']],
  ]),
];
