/** Bytes that aren't frames: what they are, how they got there, and what to do. */

import type { NotAFrameId } from '#core/recognition/not-a-frame.ts';

export type NotAFrameNote = {
  /** After "This is not a WebSocket frame: ", or "… probably: ". */
  readonly title: string;
  /** How it got there: one or two sentences. */
  readonly why: string;
  readonly remedy: string;
};

const TLS_WHY =
  'A wss connection is encrypted, and this is what it looks like from outside. A socket without TLS reads it where a client speaks wss to a port for ws, and a capture shows it always.';
const TLS_REMEDY =
  'Speak wss to a port with TLS only, or ws to one without. To see the frames of a capture, decrypt it with the keys of the session first.';
const PACKET_WHY =
  'A tool such as tcpdump prints whole packets, with the headers of every layer in front of the frame.';

export const NOT_A_FRAME_NOTES: Readonly<Record<NotAFrameId, NotAFrameNote>> = {
  'http-request': {
    title: 'an HTTP request',
    why: 'The handshake comes before the first frame. Whoever reads it as a frame began too early: a WebSocket put on a socket whose request is still unread, or a client that asked twice.',
    remedy: 'Read the request up to its empty line, and frames only behind it.',
  },
  'http-response': {
    title: 'an HTTP response',
    why: 'The server, or a proxy before it, answers in HTTP where frames are due: an error page on a connection that had already switched, or an answer written by two handlers at once.',
    remedy:
      'Answer each upgrade once, with 101 or with an error, and write nothing else to that socket.',
  },
  'http2-preface': {
    title: 'the connection preface of HTTP/2',
    why: 'A client that speaks HTTP/2 sends these 24 bytes first. They look like HTTP/1.1, but are no request.',
    remedy:
      'Offer http/1.1 alone in TLS (ALPN), or let a server that knows HTTP/2 take the connection: there WebSockets open otherwise, as RFC 8441 says.',
  },
  'http2-settings': {
    title: 'the SETTINGS frame of HTTP/2',
    why: 'Both sides of HTTP/2 begin with it. Its frames have another form than those of a WebSocket.',
    remedy:
      'Take the DATA frames of one stream apart: a WebSocket over HTTP/2 is in their payloads.',
  },
  'tls-client-hello': {
    title: 'the ClientHello of TLS',
    why: 'A client that speaks wss, or https, has reached a port that expects plain bytes.',
    remedy: 'Use ws for this port, or put TLS in front of it.',
  },
  'tls-server-hello': {
    title: 'the ServerHello of TLS',
    why: TLS_WHY,
    remedy: TLS_REMEDY,
  },
  'tls-handshake': {
    title: 'a handshake record of TLS',
    why: TLS_WHY,
    remedy: TLS_REMEDY,
  },
  'tls-change-cipher-spec': {
    title: 'a record of TLS, ChangeCipherSpec',
    why: TLS_WHY,
    remedy: TLS_REMEDY,
  },
  'tls-alert': {
    title: 'an alert of TLS',
    why: 'One side of an encrypted connection says that something is wrong, or that it closes. Most often it was sent plain bytes.',
    remedy:
      'Speak wss to this port. If the alert is not encrypted, byte 7 of the record says what was wrong.',
  },
  'tls-application-data': {
    title: 'encrypted data of TLS',
    why: TLS_WHY,
    remedy: TLS_REMEDY,
  },
  gzip: {
    title: 'gzip',
    why: 'A file, an HTTP body, or a message that the application has compressed itself. WebSocket compression has no such header.',
    remedy: 'Unpack it first. Inside a frame gzip belongs in a binary message, with RSV1 0.',
  },
  zlib: {
    title: 'zlib data',
    why: 'A message that the application has compressed itself, or the payload of a frame without its header. WebSocket compression leaves the two bytes of zlib away.',
    remedy:
      'Compress without a header (“raw” deflate) for permessage-deflate, or send it as a binary message, with RSV1 0.',
  },
  pcap: {
    title: 'a capture file, pcap',
    why: 'It holds packets, and the frames are in those.',
    remedy: 'Open it as a file, not as bytes of a stream.',
  },
  pcapng: {
    title: 'a capture file, pcapng',
    why: 'It holds packets, and the frames are in those.',
    remedy: 'Open it as a file, not as bytes of a stream.',
  },
  'proxy-v2': {
    title: 'a PROXY header, version 2',
    why: 'A load balancer puts it in front of the stream to say who is calling. This server does not expect it.',
    remedy: 'Tell the server to read it, or the balancer not to send it.',
  },
  'ipv4-packet': {
    title: 'an IPv4 packet',
    why: PACKET_WHY,
    remedy: 'Leave away its header and that of TCP: mostly 40 or 52 bytes.',
  },
  'ipv6-packet': {
    title: 'an IPv6 packet',
    why: PACKET_WHY,
    remedy: 'Leave away its header and that of TCP: mostly 60 or 72 bytes.',
  },
  'ethernet-packet': {
    title: 'an Ethernet packet',
    why: PACKET_WHY,
    remedy: 'Leave away its headers and those of IP and TCP: mostly 54 or 66 bytes.',
  },
  'cooked-packet': {
    title: 'a packet as Linux captures it on “any”',
    why: PACKET_WHY,
    remedy: 'Leave away the 16 or 20 bytes in front, and the headers of IP and TCP.',
  },
  'hixie-close': {
    title: 'the close of an old draft, Hixie-76',
    why: 'Browsers of 2010 ended a connection with these two bytes. RFC 6455 came a year later and has other frames.',
    remedy: 'Replace the library that wrote it: no browser has spoken it since 2012.',
  },
  'hixie-text': {
    title: 'a message of an old draft, Hixie-76',
    why: 'Browsers of 2010 put each text between 00 and ff. RFC 6455 came a year later and has other frames.',
    remedy: 'Replace the library that wrote it: no browser has spoken it since 2012.',
  },
  'proxy-v1': {
    title: 'a PROXY header, version 1',
    why: 'A load balancer puts this line in front of the stream to say who is calling. This server does not expect it.',
    remedy: 'Tell the server to read it, or the balancer not to send it.',
  },
  ssh: {
    title: 'the greeting of SSH',
    why: 'This is another service: the port is that of SSH, or a tunnel ends at the wrong place.',
    remedy: 'Look at the port.',
  },
  'byte-order-mark': {
    title: 'a byte order mark',
    why: 'An editor, or a shell that writes UTF-16, put it in front of what was saved as text. No stream begins with it.',
    remedy: 'Take it away. What was bytes before may be damaged behind it, too.',
  },
  html: {
    title: 'HTML or XML',
    why: 'A page, or the body of an error answer, mostly from a proxy or a server that knows nothing of WebSockets at this address.',
    remedy: 'Look at the status and head in front of it, and at the address.',
  },
  'engine-io': {
    title: 'a packet of Engine.IO',
    why: 'This is what Socket.IO says inside a WebSocket message, or over polling: the text itself, without a frame around it.',
    remedy:
      'To see frames, take the bytes from the wire. To talk to such a server, use its own client.',
  },
  'socket-io': {
    title: 'a packet of Socket.IO',
    why: 'This is the text inside a WebSocket message, without a frame around it. The digits in front say which kind it is.',
    remedy:
      'To see frames, take the bytes from the wire. To talk to such a server, use its own client.',
  },
  sockjs: {
    title: 'a message of SockJS',
    why: 'SockJS wraps messages in a letter and an array. This is the text inside a WebSocket message, without a frame around it.',
    remedy:
      'To see frames, take the bytes from the wire. A plain WebSocket is at “/websocket” behind the same prefix.',
  },
  json: {
    title: 'JSON',
    why: 'This is the text of a message, without a frame around it: developer tools show messages so.',
    remedy: 'Take the bytes from the wire. Or it was written to the socket itself: then frame it.',
  },
  'hex-text': {
    title: 'hexadecimal digits as text',
    why: 'Bytes were written down as digits, and what came here are the characters of those digits.',
    remedy: 'Read the text as hexadecimal once more.',
  },
  'base64-text': {
    title: 'base64 as text',
    why: 'Bytes were written down in base64, and what came here are its characters.',
    remedy: 'Read the text as base64.',
  },
  text: {
    title: 'plain text',
    why: 'This is readable as it is: the text of a message without a frame around it, or a line of another protocol.',
    remedy: 'Take the bytes from the wire. Or it was written to the socket itself: then frame it.',
  },
  deflate: {
    title: 'compressed data without a frame',
    why: 'It can be inflated: this is the payload of a compressed message, without the header that goes before it.',
    remedy: 'Take the frame’s header along: 2 to 14 bytes before this.',
  },
};
