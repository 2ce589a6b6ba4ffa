/** What Live's log says about itself, in the capture's comment. */

export const LIVE_LOG_COMMENT =
  'WS 101 recorded this at its own sockets. The bytes, their order and their times are real. ' +
  'The IP and TCP headers are made up, and so are the limits of the segments. ' +
  'If the relay reached a target over TLS, the bytes are those inside it, so port 443 or 8443 is written as 80. ' +
  'Connections of a watched browser keep their ports and their TLS, and its keys are in this file.';
