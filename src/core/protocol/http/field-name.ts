/**
 * Names of header fields, written as in RFC 6455 §11.3 and RFC 9110. Names that differ only in case
 * are the same name (RFC 9110 §5.1).
 */

export const FIELD = {
  host: 'Host',
  upgrade: 'Upgrade',
  connection: 'Connection',
  webSocketKey: 'Sec-WebSocket-Key',
  webSocketVersion: 'Sec-WebSocket-Version',
  webSocketAccept: 'Sec-WebSocket-Accept',
  webSocketProtocol: 'Sec-WebSocket-Protocol',
  webSocketExtensions: 'Sec-WebSocket-Extensions',
  origin: 'Origin',
  cookie: 'Cookie',
  contentLength: 'Content-Length',
  transferEncoding: 'Transfer-Encoding',
  allow: 'Allow',
  location: 'Location',
  retryAfter: 'Retry-After',
  via: 'Via',
  wwwAuthenticate: 'WWW-Authenticate',
} as const;
