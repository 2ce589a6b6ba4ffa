/** What Live's log says about itself, in the capture's comment. */

export const LIVE_LOG_COMMENT =
  'Recorded by WS 101 at the sockets of its own server. Real: the bytes, their order, and when they passed these sockets. ' +
  'Made up: the headers of IP and TCP around them, and how the bytes are split into segments. ' +
  'A target at port 443 or 8443 is at port 80 here, because this has what was inside TLS.';
