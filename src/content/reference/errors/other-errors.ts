/**
 * What .NET, Apple's systems, proxies, operating systems and Wireshark print.
 *
 * Sources: dotnet/runtime (System.Net.WebSockets, Strings.resx at 00468812 and
 * ManagedWebSocket.cs); nginx 1.31 (ngx_http_upstream.c, ngx_http_special_response.c); Envoy
 * (grpc_web_filter_integration_test.cc); the GNU C library 2.36, strerror(3); OpenSSL 3
 * (ssl/ssl_err.c); Node 20.20.2, errors of net, dns and tls; Go 1.25 (crypto/tls/conn.go);
 * Wireshark 4.0 (packet-websocket.c); NSPOSIXErrorDomain and NSURLErrorDomain as in public bug
 * reports of 2022 to 2026.
 */

import { printedBy, type ErrorMessage } from './error-message.ts';

const UPSTREAM = [
  'upstream timed out (110: Connection timed out) while ',
  'connect() failed (111: Connection refused) while ',
];

export const OTHER_ERRORS: readonly ErrorMessage[] = [
  ...printedBy({ library: '.NET' }, [
    [
      'The remote party closed the WebSocket connection without completing the close handshake.',
      ['cut-without-close', 'connection-reset'],
    ],
    [
      "The server returned status code '{n}' when status code '101' was expected.",
      ['response-404'],
    ],
    [
      "The '{…}' header value '{…}' is invalid.",
      ['response-upgrade-other', 'response-connection-other', 'response-accept-wrong'],
    ],
    [
      'The WebSocket received a frame with one or more reserved bits set.',
      ['rsv2', 'rsv3', 'html', 'json', 'socket-io', 'tls-application-data', 'gzip'],
    ],
    [
      'The WebSocket received compressed frame when compression is not enabled.',
      ['rsv1', 'http-response'],
    ],
    ['The WebSocket server sent a masked frame.', ['server-masked']],
    [
      'The WebSocket received a continuation frame from a previous final message.',
      ['orphan-continuation'],
    ],
    [
      'The WebSocket expected a continuation frame after having received a previous non-final frame.',
      ['interleaved-text'],
    ],
    ['The WebSocket received an invalid control message.', ['fragmented-ping', 'ping-126']],
    ["The WebSocket received a frame with an unknown opcode: '{n}'.", ['opcode-3', 'opcode-b']],
    ['The WebSocket received a frame with an invalid payload length.', ['length-top-bit']],
    [
      "The WebSocket is in an invalid state ('{…}') for this operation. Valid states are: '{…}'",
      ['not-open'],
    ],
    ['The WebSocket is not connected.', ['not-open']],
    [
      "There is already one outstanding '{…}' call for this WebSocket instance.",
      ['concurrent-calls'],
    ],
    [
      "The WebSocket didn't recieve a Pong frame in response to a Ping frame within the configured KeepAliveTimeout.",
      ['ping-unanswered'],
    ],
    ["Only Uris starting with 'ws://' or 'wss://' are supported.", ['bad-argument']],
    [
      "The close status code '{n}' is reserved for system use only and cannot be specified when calling this method.",
      ['bad-argument'],
    ],
    ['Unable to connect to the remote server', ['refused', 'host-not-found', 'tls-failed']],
  ]),
  ...printedBy({ library: 'Apple’s URLSession', reader: 'client' }, [
    ['NSPOSIXErrorDomain Code=57', ['cut-without-close', 'not-open']],
    ['NSPOSIXErrorDomain Code=53', ['cut-without-close']],
    ['NSPOSIXErrorDomain Code=54', ['connection-reset']],
    ['NSPOSIXErrorDomain Code=61', ['refused']],
    ['NSPOSIXErrorDomain Code=100', ['unnamed-rule'], { answer: 'frame' }],
    ['Socket is not connected', ['cut-without-close', 'not-open']],
    ['NSURLErrorDomain Code=-1011', ['response-404']],
    ['NSURLErrorDomain Code=-1005', ['cut-without-close']],
    ['NSURLErrorDomain Code=-1004', ['refused']],
    ['NSURLErrorDomain Code=-1003', ['host-not-found']],
    ['NSURLErrorDomain Code=-1001', ['connect-timeout']],
    ['NSURLErrorDomain Code=-1200', ['tls-failed']],
    ['NSURLErrorDomain Code=-1202', ['tls-certificate']],
  ]),
  ...printedBy({ library: 'nginx', prefixes: UPSTREAM }, [
    [
      'upstream prematurely closed connection while reading response header from upstream',
      ['server-behind-proxy-closed'],
    ],
    [
      'upstream timed out (110: Connection timed out) while reading response header from upstream',
      ['connect-timeout'],
    ],
    [
      'upstream timed out (110: Connection timed out) while proxying upgraded connection',
      ['idle-limit'],
    ],
    ['upstream timed out (110: Connection timed out) while reading upstream', ['idle-limit']],
    [
      'upstream timed out (110: Connection timed out) while connecting to upstream',
      ['no-server-behind-proxy'],
    ],
    [
      'connect() failed (111: Connection refused) while connecting to upstream',
      ['no-server-behind-proxy'],
    ],
    ['no live upstreams while connecting to upstream', ['no-server-behind-proxy']],
    ['host not found in upstream', ['host-not-found']],
    [
      'recv() failed (104: Connection reset by peer) while proxying upgraded connection',
      ['connection-reset'],
    ],
    ['The plain HTTP request was sent to HTTPS port', ['plain-to-tls-port']],
  ]),
  ...printedBy({ library: 'Envoy' }, [
    [
      'upstream connect error or disconnect/reset before headers',
      ['no-server-behind-proxy', 'server-behind-proxy-closed'],
    ],
  ]),
  ...printedBy({ library: 'Node.js' }, [
    ['socket hang up', ['closed-before-response', 'connection-reset']],
    ['ECONNREFUSED', ['refused']],
    ['ECONNRESET', ['connection-reset']],
    ['EPIPE', ['cut-without-close', 'connection-reset', 'not-open']],
    ['ETIMEDOUT', ['connect-timeout', 'cut-without-close']],
    ['EHOSTUNREACH', ['unreachable']],
    ['ENOTFOUND', ['host-not-found']],
    ['EAI_AGAIN', ['host-not-found']],
    ['ERR_SSL_WRONG_VERSION_NUMBER', ['tls-to-plain-port']],
    ['CERT_HAS_EXPIRED', ['tls-certificate']],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', ['tls-certificate']],
    ['SELF_SIGNED_CERT_IN_CHAIN', ['tls-certificate']],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', ['tls-certificate']],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', ['tls-certificate']],
    ['ERR_TLS_CERT_ALTNAME_INVALID', ['tls-certificate']],
  ]),
  ...printedBy({ library: 'OpenSSL' }, [
    ['wrong version number', ['tls-to-plain-port']],
    ['packet length too long', ['tls-to-plain-port']],
    ['certificate verify failed', ['tls-certificate']],
    ['CERTIFICATE_VERIFY_FAILED', ['tls-certificate']],
    ['WRONG_VERSION_NUMBER', ['tls-to-plain-port']],
  ]),
  ...printedBy({ library: 'Go' }, [
    ['tls: first record does not look like a TLS handshake', ['tls-to-plain-port']],
    ['client sent an HTTP request to an HTTPS server', ['plain-to-tls-port']],
    ['x509: certificate signed by unknown authority', ['tls-certificate']],
    ['x509: certificate has expired or is not yet valid', ['tls-certificate']],
    ['use of closed network connection', ['not-open']],
    ['no such host', ['host-not-found']],
    ['i/o timeout', ['connect-timeout', 'idle-limit']],
  ]),
  ...printedBy({ library: 'the operating system' }, [
    ['Connection refused', ['refused']],
    ['Connection reset by peer', ['connection-reset']],
    ['Connection timed out', ['connect-timeout', 'cut-without-close']],
    ['Broken pipe', ['cut-without-close', 'connection-reset', 'not-open']],
    ['No route to host', ['unreachable']],
    ['Name or service not known', ['host-not-found']],
    ['Temporary failure in name resolution', ['host-not-found']],
    ['An existing connection was forcibly closed by the remote host', ['connection-reset']],
    ['No connection could be made because the target machine actively refused it', ['refused']],
  ]),
  ...printedBy({ library: 'Wireshark' }, [
    [
      'Dissector for Websocket Opcode ({n}) code not implemented',
      ['opcode-3', 'orphan-continuation'],
    ],
  ]),
];
