/**
 * What browsers print on their consoles, and what they throw.
 *
 * Sources: Chromium 156 and Firefox 153, each text measured (tests/browser/error-messages.spec.ts);
 * of Chromium that weren't: net/websockets/websocket_basic_handshake_stream.cc and
 * websocket_stream.cc at chromium/chromium 01779449. WebKit: WebSocketFrame.cpp
 * and WebSocketHandshake.cpp at WebKit/WebKit 019e12e8; Safari's texts as in public bug reports of
 * 2022 to 2026.
 */

import { printedBy, type ErrorMessage } from './error-message.ts';

// Chromium reads all that arrives before it judges, so bytes that aren't frames usually end here.
const UNREADABLE_HEADER = [
  'fragmented-ping',
  'ping-126',
  'length-16-not-minimal',
  'length-top-bit',
  'deflate-not-deflate',
  'http-response',
  'html',
  'json',
  'socket-io',
  'gzip',
] as const;

const RESERVED_BITS = ['rsv1', 'tls-application-data', 'ssh'] as const;

const FAILED = ["WebSocket connection to '{…}' failed: "];
const HANDSHAKE = ['Error during WebSocket handshake: '];
const CONNECTION = ['Error in connection establishment: '];

export const CHROMIUM_ERRORS: readonly ErrorMessage[] = [
  ...printedBy({ library: 'Chromium', reader: 'client' }, [
    ['Invalid frame header', UNREADABLE_HEADER],
    [
      'One or more reserved bits are on: reserved1 = {n}, reserved2 = {n}, reserved3 = {n}',
      RESERVED_BITS,
    ],
    ['Unrecognized frame opcode: {n}', ['opcode-3']],
    ['A server must not mask any frames that it sends to the client.', ['server-masked']],
    ['Received unexpected continuation frame.', ['orphan-continuation', 'hixie-text']],
    ['Received start of new message but previous message is unfinished.', ['interleaved-text']],
    ['Could not decode a text frame as UTF-8.', ['text-not-utf8']],
    ['Received a broken close frame with an invalid size of 1 byte.', ['close-one-byte']],
    ['Received a broken close frame containing a reserved status code.', ['close-1006']],
    ['Received a broken close frame containing invalid UTF-8.', ['close-reason-not-utf8']],
    ['Data frame received after close', ['text-after-close']],
    ['Ping received after close', ['control-after-close'], { answer: 'frame' }],
    ['Close received after close', ['control-after-close'], { answer: 'frame' }],
    // The reasons in its Close frames, which the server sees.
    ['Invalid reserved bit', RESERVED_BITS],
    ['Unknown opcode', ['opcode-3']],
    ['Masked frame from server', ['server-masked']],
    ['Unexpected continuation', ['orphan-continuation', 'hixie-text']],
    ['Previous data frame unfinished', ['interleaved-text']],
    ['Invalid UTF-8 in text frame', ['text-not-utf8']],
    ['Invalid UTF-8 in Close frame', ['close-reason-not-utf8']],
    ['WebSocket Protocol Error', UNREADABLE_HEADER],
    ['WebSocket is closed before the connection is established.', ['closed-while-connecting']],
    ['Connection closed before receiving a handshake response', ['closed-before-response']],
    ['WebSocket opening handshake timed out', ['connect-timeout']],
    ['HTTP Authentication failed; no valid credentials available', ['response-401']],
    ['WebSocket is already in CLOSING or CLOSED state.', ['not-open']],
    ["Failed to execute 'send' on 'WebSocket': Still in CONNECTING state.", ['not-open']],
    [
      "Failed to execute 'close' on 'WebSocket': The close code must be either 1000, or between 3000 and 4999. {n} is neither.",
      ['bad-argument'],
    ],
    [
      "Failed to execute 'close' on 'WebSocket': The close reason must not be greater than 123 UTF-8 bytes.",
      ['bad-argument'],
    ],
    [
      "Failed to construct 'WebSocket': The URL's scheme must be either 'http', 'https', 'ws', or 'wss'. '{…}' is not allowed.",
      ['bad-argument'],
    ],
    ["Failed to construct 'WebSocket': The URL '{…}' is invalid.", ['bad-argument']],
    [
      "Failed to construct 'WebSocket': The URL contains a fragment identifier ('{…}'). Fragment identifiers are not allowed in WebSocket URLs.",
      ['bad-argument'],
    ],
    ["Failed to construct 'WebSocket': The subprotocol '{…}' is invalid.", ['bad-argument']],
    ["Failed to construct 'WebSocket': The subprotocol '{…}' is duplicated.", ['bad-argument']],
    [
      "Failed to construct 'WebSocket': An insecure WebSocket connection may not be initiated from a page loaded over HTTPS.",
      ['blocked-by-browser'],
    ],
    [
      "Connecting to '{…}' violates the following Content Security Policy directive",
      ['blocked-by-browser'],
    ],
    ['attempted to connect to the insecure WebSocket endpoint', ['blocked-by-browser']],
  ]),
  ...printedBy({ library: 'Chromium', reader: 'client', prefixes: HANDSHAKE }, [
    ['Error during WebSocket handshake: Unexpected response code: {n}', ['response-404']],
    ["Error during WebSocket handshake: 'Upgrade' header is missing", ['response-without-upgrade']],
    [
      "Error during WebSocket handshake: 'Upgrade' header value is not 'WebSocket': {…}",
      ['response-upgrade-other'],
    ],
    [
      "Error during WebSocket handshake: 'Connection' header is missing",
      ['response-without-connection'],
    ],
    [
      "Error during WebSocket handshake: 'Connection' header value must contain 'Upgrade'",
      ['response-connection-other'],
    ],
    [
      "Error during WebSocket handshake: 'Sec-WebSocket-Accept' header is missing",
      ['response-without-accept'],
    ],
    [
      "Error during WebSocket handshake: Incorrect 'Sec-WebSocket-Accept' header value",
      ['response-accept-wrong'],
    ],
    [
      "Error during WebSocket handshake: Sent non-empty 'Sec-WebSocket-Protocol' header but no response was received",
      ['response-subprotocol-missing'],
    ],
    [
      "Error during WebSocket handshake: Response must not include 'Sec-WebSocket-Protocol' header if not present in request",
      ['response-subprotocol-unasked'],
    ],
    [
      "Error during WebSocket handshake: 'Sec-WebSocket-Protocol' header value '{…}' in response does not match any of sent values",
      ['response-subprotocol-other'],
    ],
    [
      "Error during WebSocket handshake: Found an unsupported extension '{…}' in 'Sec-WebSocket-Extensions' header",
      ['response-extension-other'],
    ],
    [
      "Error during WebSocket handshake: 'Sec-WebSocket-Extensions' header value is rejected by the parser: {…}",
      ['response-extensions'],
    ],
    [
      'Error during WebSocket handshake: Error in permessage-deflate: Received invalid server_max_window_bits parameter',
      ['response-window-17'],
    ],
    [
      'Error during WebSocket handshake: net::ERR_INVALID_HTTP_RESPONSE',
      ['tls-alert', 'ssh'],
      { answer: 'handshake' },
    ],
    ['Error during WebSocket handshake: net::ERR_CONNECTION_CLOSED', ['closed-before-response']],
    ['Error during WebSocket handshake: net::ERR_CONNECTION_RESET', ['connection-reset']],
  ]),
  ...printedBy({ library: 'Chromium', reader: 'client', prefixes: CONNECTION }, [
    ['Error in connection establishment: net::ERR_CONNECTION_REFUSED', ['refused']],
    ['Error in connection establishment: net::ERR_CONNECTION_RESET', ['connection-reset']],
    ['Error in connection establishment: net::ERR_CONNECTION_CLOSED', ['closed-before-response']],
    ['Error in connection establishment: net::ERR_CONNECTION_TIMED_OUT', ['connect-timeout']],
    ['Error in connection establishment: net::ERR_TIMED_OUT', ['connect-timeout']],
    ['Error in connection establishment: net::ERR_ADDRESS_UNREACHABLE', ['unreachable']],
    ['Error in connection establishment: net::ERR_NAME_NOT_RESOLVED', ['host-not-found']],
    ['Error in connection establishment: net::ERR_SSL_PROTOCOL_ERROR', ['tls-to-plain-port']],
    ['Error in connection establishment: net::ERR_CERT_AUTHORITY_INVALID', ['tls-certificate']],
    ['Error in connection establishment: net::ERR_CERT_COMMON_NAME_INVALID', ['tls-certificate']],
    ['Error in connection establishment: net::ERR_CERT_DATE_INVALID', ['tls-certificate']],
    ['Error in connection establishment: net::ERR_UNSAFE_PORT', ['blocked-by-browser']],
  ]),
];

export const FIREFOX_ERRORS: readonly ErrorMessage[] = printedBy(
  { library: 'Firefox', reader: 'client' },
  [
    [
      'Firefox can’t establish a connection to the server at {…}',
      ['hidden-by-browser', 'response-404', 'response-accept-wrong', 'refused', 'tls-failed'],
    ],
    [
      'The connection to {…} was interrupted while the page was loading.',
      ['firefox-interrupted', 'rsv1', 'opcode-3', 'text-not-utf8', 'fragmented-ping'],
    ],
    [
      'Content-Security-Policy: The page’s settings blocked the loading of a resource (connect-src) at {…}',
      ['blocked-by-browser'],
    ],
  ],
);

export const WEBKIT_ERRORS: readonly ErrorMessage[] = [
  ...printedBy({ library: 'Safari', reader: 'client', prefixes: FAILED }, [
    [
      "WebSocket connection to '{…}' failed: There was a bad response from the server.",
      ['response-404'],
    ],
    ["WebSocket connection to '{…}' failed: Could not connect to the server.", ['refused']],
    [
      "WebSocket connection to '{…}' failed: The operation couldn’t be completed. Socket is not connected",
      ['cut-without-close'],
    ],
    [
      "WebSocket connection to '{…}' failed: The operation couldn’t be completed. Protocol error",
      ['unnamed-rule'],
      { answer: 'frame' },
    ],
    [
      "WebSocket connection to '{…}' failed: The network connection was lost.",
      ['cut-without-close'],
    ],
    [
      "WebSocket connection to '{…}' failed: WebSocket is closed due to suspension.",
      ['page-suspended'],
    ],
  ]),
  ...printedBy({ library: 'WebKit before URLSession', reader: 'client' }, [
    ['A server must not mask any frames that it sends to the client.', ['server-masked']],
    ['Compressed bit must be 0 if no negotiated deflate-frame extension', ['rsv1']],
  ]),
];
