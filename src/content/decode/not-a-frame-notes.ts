/**
 * Bytes that aren't frames: what they are, how they might have got there, and what to do. Each note
 * has the source of its format. How bytes got there is a guess, so "perhaps" and "usually".
 */

import type { NotAFrameId } from '#core/recognition/not-a-frame.ts';

export type NotAFrameNote = {
  /** After "This is not a WebSocket frame: ", or "… probably: ". */
  readonly title: string;
  /** How it got there: one or two sentences. */
  readonly why: string;
  readonly remedy: string;
};

// Source: RFC 8446 §5.2.
const TLS_WHY =
  'A wss connection is encrypted, and this is what the network sees of it. A capture always shows it. A server without TLS reads it if a client uses wss on a port for ws.';
// Source: RFC 6455 §3; Wireshark 4.0, tls.keylog_file.
const TLS_REMEDY =
  'Use wss only with a TLS port, and ws with one without. To see the frames of a capture, decrypt it first with the session’s keys.';
// Source: tcpdump(1), “-x”: “print the data of each packet (minus its link level header) in hex”.
const PACKET_WHY =
  'Tools such as tcpdump print whole packets, with the headers of every layer before the frame.';

// Source: RFC 6455 §5.2: each message is in frames.
const FILE_WHY = 'This is a file, or the payload of a message without the frame around it.';
// Source: RFC 6455 §5.6.
const FILE_REMEDY =
  'To see frames, capture the bytes on the wire. Inside a frame, a file belongs in a binary message.';

/** @param title with its article: "a PNG image" */
function fileNote(title: string): NotAFrameNote {
  return { title, why: FILE_WHY, remedy: FILE_REMEDY };
}

export const NOT_A_FRAME_NOTES: Readonly<Record<NotAFrameId, NotAFrameNote>> = {
  // Source: PNG, third edition, §5.2, W3C.
  png: fileNote('a PNG image'),
  // Source: ITU-T T.81 §B.1.1.3, §B.2.1.
  jpeg: fileNote('a JPEG image'),
  // Source: GIF89a §17.
  gif: fileNote('a GIF image'),
  // Source: RFC 9649 §2.4.
  webp: fileNote('a WebP image'),
  // Source: Microsoft, Multimedia Programming Interface 1.0, “Waveform Audio File Format”.
  wav: fileNote('a WAV file'),
  // Source: RFC 3533 §6.
  ogg: fileNote('an Ogg file'),
  // Source: ISO/IEC 14496-12 §4.2, §4.3.
  'iso-media': fileNote('an MP4 file, or part of one'),
  // Source: RFC 8794 §11.2; RFC 9559 §5.1.
  matroska: fileNote('a WebM or Matroska file, or part of one'),
  // Source: ISO 32000-2 §7.5.2.
  pdf: fileNote('a PDF document'),
  // Source: WebAssembly Core 2.0 §5.5.16, W3C.
  wasm: fileNote('a WebAssembly module'),
  // Source: APPNOTE.TXT 6.3.10 §4.3.7, §4.3.16.
  zip: fileNote('a ZIP archive'),
  // Source: RFC 8878 §3.1.1.
  zstd: fileNote('Zstandard data'),
  'http-request': {
    // Source: RFC 9112 §3; RFC 6455 §4.1.
    title: 'an HTTP request',
    why: 'The opening handshake comes before the first frame, so reading began too early. Perhaps the request was never read from this socket, or the client sent it twice.',
    remedy: 'Read the request up to its empty line, and frames only after it.',
  },
  'http-response': {
    // Source: RFC 9112 §4; RFC 6455 §4.2.2.
    title: 'an HTTP response',
    why: 'The server, or a proxy before it, sent HTTP instead of a frame. Perhaps it sent an error page after the switch, or two handlers responded.',
    remedy:
      'Respond to each upgrade once, with 101 or an error, and write nothing else to that socket.',
  },
  'http2-preface': {
    // Source: RFC 9113 §3.4.
    title: 'the HTTP/2 connection preface',
    why: 'A client that speaks HTTP/2 sends these 24 bytes first. They look like HTTP/1.1, but are not a request.',
    remedy:
      'Let the server accept only http/1.1 in TLS (ALPN), or use a server that supports HTTP/2. There, WebSockets open with an extended CONNECT (RFC 8441).',
  },
  'http2-settings': {
    // Source: RFC 9113 §3.4, §4.1, §6.5; RFC 8441 §5.
    title: 'an HTTP/2 SETTINGS frame',
    why: 'In HTTP/2, each side sends a SETTINGS frame first, the client after its preface. HTTP/2 frames have another format than WebSocket frames.',
    remedy:
      'Extract the payloads of one stream’s DATA frames. They contain the frames of a WebSocket over HTTP/2.',
  },
  'tls-client-hello': {
    // Source: RFC 8446 §4.1.2, §5.1.
    title: 'a TLS ClientHello',
    why: 'A client that uses wss or https has connected to a port without TLS.',
    remedy: 'Use ws for this port, or add TLS to it.',
  },
  'tls-server-hello': {
    // Source: RFC 8446 §4.1.3, §5.1.
    title: 'a TLS ServerHello',
    why: TLS_WHY,
    remedy: TLS_REMEDY,
  },
  'tls-handshake': {
    // Source: RFC 8446 §5.1.
    title: 'a TLS handshake record',
    why: TLS_WHY,
    remedy: TLS_REMEDY,
  },
  'tls-change-cipher-spec': {
    // Source: RFC 8446 §5, §D.4.
    title: 'a TLS ChangeCipherSpec record',
    why: TLS_WHY,
    remedy: TLS_REMEDY,
  },
  'tls-alert': {
    // Source: RFC 8446 §6.
    title: 'a TLS alert',
    why: 'One side of a TLS connection reports an error, or closes the connection. Perhaps it received plain bytes.',
    remedy:
      'Use wss for this port. Byte 7 of the record, the alert’s description, shows what was wrong.',
  },
  'tls-application-data': {
    // Source: RFC 8446 §5.2.
    title: 'encrypted TLS data',
    why: TLS_WHY,
    remedy: TLS_REMEDY,
  },
  gzip: {
    // Source: RFC 1952 §2.3; RFC 7692 §7.2.
    title: 'gzip',
    why: 'This is a file, an HTTP body, or a message that the application compressed itself. WebSocket compression doesn’t use gzip’s header.',
    remedy: 'Decompress it first. Inside a frame, gzip belongs in a binary message with RSV1 0.',
  },
  zlib: {
    // Source: RFC 1950 §2.2; RFC 7692 §7.2.
    title: 'zlib data',
    why: 'Perhaps the application compressed the message itself. WebSocket compression doesn’t use zlib’s 2-byte header.',
    remedy:
      'For permessage-deflate, compress without a header (“raw” deflate). Otherwise, send it as a binary message with RSV1 0.',
  },
  pcap: {
    // Source: draft-ietf-opsawg-pcap §4.
    title: 'a capture file, pcap',
    why: 'It contains packets, which contain the frames.',
    remedy: 'Open it as a file, not as bytes of a stream.',
  },
  pcapng: {
    // Source: draft-ietf-opsawg-pcapng §4.1.
    title: 'a capture file, pcapng',
    why: 'It contains packets, which contain the frames.',
    remedy: 'Open it as a file, not as bytes of a stream.',
  },
  'proxy-v2': {
    // Source: HAProxy, “The PROXY protocol, versions 1 & 2”, §2.2.
    title: 'a PROXY header, version 2',
    why: 'A load balancer sends it before the stream, with the client’s address. This server doesn’t expect it.',
    remedy: 'Configure the server to read it, or the load balancer not to send it.',
  },
  'ipv4-packet': {
    // Source: RFC 791 §3.1; RFC 9293 §3.1; RFC 7323 §3.2 for the 12 bytes of time stamps.
    title: 'an IPv4 packet',
    why: PACKET_WHY,
    remedy: 'Omit its header and TCP’s, usually 40 or 52 bytes.',
  },
  'ipv6-packet': {
    // Source: RFC 8200 §3; RFC 9293 §3.1; RFC 7323 §3.2.
    title: 'an IPv6 packet',
    why: PACKET_WHY,
    remedy: 'Omit its header and TCP’s, usually 60 or 72 bytes.',
  },
  'ethernet-packet': {
    // Source: IEEE 802.3 §3.1.1: 14 bytes of header; IPv4 and TCP as above.
    title: 'an Ethernet packet',
    why: PACKET_WHY,
    remedy: 'Omit its header and those of IP and TCP, usually 54 or 66 bytes.',
  },
  'cooked-packet': {
    // Source: tcpdump.org, LINKTYPE_LINUX_SLL (16 bytes) and LINKTYPE_LINUX_SLL2 (20 bytes).
    title: 'a packet as Linux captures it on “any”',
    why: PACKET_WHY,
    remedy: 'Omit the first 16 or 20 bytes, and the headers of IP and TCP.',
  },
  'hixie-close': {
    // Source: draft-hixie-thewebsocketprotocol-76 (May 2010).
    title: 'a close of Hixie-76, an old draft',
    why: 'Browsers of 2010 ended a connection with these two bytes. RFC 6455, published in December 2011, has other frames.',
    remedy: 'Replace the library that wrote it: current browsers use RFC 6455 only.',
  },
  'hixie-text': {
    // Source: draft-hixie-thewebsocketprotocol-76 (May 2010).
    title: 'a message of Hixie-76, an old draft',
    why: 'Browsers of 2010 put each text between 00 and ff. RFC 6455, published in December 2011, has other frames.',
    remedy: 'Replace the library that wrote it: current browsers use RFC 6455 only.',
  },
  'proxy-v1': {
    // Source: HAProxy, “The PROXY protocol, versions 1 & 2”, §2.1.
    title: 'a PROXY header, version 1',
    why: 'A load balancer sends this line before the stream, with the client’s address. This server doesn’t expect it.',
    remedy: 'Configure the server to read it, or the load balancer not to send it.',
  },
  ssh: {
    // Source: RFC 4253 §4.2.
    title: 'an SSH greeting',
    why: 'Another service sent this. Perhaps this is the port of SSH, or a tunnel ends at the wrong port.',
    remedy: 'Check the port.',
  },
  'byte-order-mark': {
    // Source: RFC 3629 §6 for UTF-8, RFC 2781 §3.2 for UTF-16.
    title: 'a byte order mark',
    why: 'Perhaps an editor, or a shell that writes UTF-16, saved the bytes as text. Frames don’t begin with it.',
    remedy: 'Remove it. The bytes after it might be damaged too.',
  },
  html: {
    // Source: WHATWG MIME Sniffing §7.1.
    title: 'HTML or XML',
    why: 'This is a page, or the body of an error response. Perhaps a proxy sent it, or a server without a WebSocket at this address.',
    remedy: 'Look at the status and headers before it, and at the address.',
  },
  'engine-io': {
    // Source: Engine.IO protocol, version 4, “Packet encoding”.
    title: 'an Engine.IO packet',
    why: 'Socket.IO sends this in WebSocket messages, or over polling. This is only the text, without a frame around it.',
    remedy:
      'To see frames, capture the bytes on the wire. To connect to such a server, use its own client.',
  },
  'socket-io': {
    // Source: Socket.IO protocol, version 5, “Packet encoding”.
    title: 'a Socket.IO packet',
    why: 'This is the text of a WebSocket message, without a frame around it. Its first digits are the packet’s types.',
    remedy:
      'To see frames, capture the bytes on the wire. To connect to such a server, use its own client.',
  },
  sockjs: {
    // Source: SockJS protocol 0.3.3, “Framing” and “Raw WebSocket”.
    title: 'a SockJS message',
    why: 'SockJS writes a letter before an array of messages. This is the text of a WebSocket message, without a frame around it.',
    remedy:
      'To see frames, capture the bytes on the wire. A plain WebSocket is at “/websocket” after the same prefix.',
  },
  json: {
    // Source: RFC 8259 §2.
    title: 'JSON',
    why: 'This is the text of a message, without a frame around it. Developer tools show messages in this form.',
    remedy: 'Capture the bytes on the wire. If it was written to the socket itself, frame it.',
  },
  'hex-text': {
    // Source: RFC 4648 §8.
    title: 'hexadecimal digits as text',
    why: 'Bytes were written as digits. These are the characters of those digits.',
    remedy: 'Decode the text from hexadecimal again.',
  },
  'base64-text': {
    // Source: RFC 4648 §4.
    title: 'base64 as text',
    why: 'Bytes were written in base64. These are its characters.',
    remedy: 'Decode the text from base64.',
  },
  text: {
    // Source: RFC 3629 §4.
    title: 'plain text',
    why: 'This is the text of a message without a frame around it, or a line of another protocol.',
    remedy: 'Capture the bytes on the wire. If it was written to the socket itself, frame it.',
  },
  deflate: {
    // Source: RFC 7692 §7.2; RFC 6455 §5.2 for the sizes of a header.
    title: 'compressed data without a frame',
    why: 'These bytes can be inflated. They are probably the payload of a compressed message, without its frame header.',
    remedy: 'Copy the frame header too, which is the 2 to 14 bytes before this.',
  },
};
