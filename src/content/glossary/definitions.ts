/** What each term of the glossary means, and where its standard says so. */

import { rfc, type Reference } from '#core/protocol/rules/reference.ts';
import type { TermId } from './terms.ts';

export type Definition = {
  /** One to three sentences, at most `MAX_DEFINITION` characters. */
  readonly text: string;
  /** Null if no standard defines it. Then a guide explains it. */
  readonly reference: Reference | null;
};

/** Three lines of a popover (UTF-16 code units). */
export const MAX_DEFINITION = 240;

export const DEFINITIONS: Readonly<Record<TermId, Definition>> = {
  segment: {
    text: 'What TCP sends at a time: a header, and often a part of the byte stream. TCP may split the stream anywhere, so segments and frames have different borders.',
    reference: rfc(9293, '3.1'),
  },
  syn: {
    text: 'The TCP segment that asks for a connection. SYN is short for synchronize: it announces the number from which its sender counts its bytes.',
    reference: rfc(9293, '3.5'),
  },
  'syn-ack': {
    text: 'The second segment of a TCP connection. It acknowledges the SYN, and is the SYN of the other direction.',
    reference: rfc(9293, '3.5'),
  },
  ack: {
    text: 'Short for acknowledgement. It contains the number of the next byte that its sender expects, so everything before that byte has arrived.',
    reference: rfc(9293, '3.4'),
  },
  fin: {
    text: 'The TCP segment with which a side ends its direction. Afterwards, this side sends no more data, but it can still receive.',
    reference: rfc(9293, '3.6'),
  },
  rst: {
    text: 'The TCP segment that ends a connection immediately, in both directions. Data in flight may be lost.',
    reference: rfc(9293, '3.5.2'),
  },
  'sequence-number': {
    text: 'TCP numbers every byte of a direction, starting from a number that is hard to guess. So a receiver can order bytes and notice missing ones. SYN and FIN count as one byte each.',
    reference: rfc(9293, '3.4'),
  },
  'round-trip': {
    text: 'The time to the peer and back: twice the latency, if both directions take equally long. Each request that waits for its response costs one.',
    reference: rfc(2681, '2'),
  },
  latency: {
    text: 'How long a segment takes from one side to the other. Compression and smaller headers hardly change it; distance does.',
    reference: rfc(7679, '3'),
  },
  retransmission: {
    text: 'TCP sends a segment again if its acknowledgement doesn’t arrive in time. The application doesn’t notice, except by the delay.',
    reference: rfc(9293, '3.8.1'),
  },
  'time-wait': {
    text: 'A state of TCP. The side that closed first waits some time, so that late segments can’t disturb a new connection and a lost last ACK can be repeated.',
    reference: rfc(9293, '3.3.2'),
  },
  'keep-alive': {
    text: 'An empty TCP segment that asks an idle peer for an ACK. It is optional, and off by default. A WebSocket’s Ping asks the peer’s WebSocket code, not only its TCP.',
    reference: rfc(9293, '3.8.4'),
  },
  'half-close': {
    text: 'The state of a TCP connection after one direction has ended. The side that sent its FIN can still receive. A WebSocket passes through this state only while it closes.',
    reference: rfc(9293, '3.6.1'),
  },
  'head-of-line': {
    text: 'Waiting for something that is first in line. TCP delivers in order, so bytes that have arrived wait for a segment that was lost before them.',
    reference: rfc(9113, '1'),
  },
  tls: {
    text: 'The protocol that encrypts a connection and lets a client check the server’s certificate. wss and https use it. The frames inside stay the same.',
    reference: rfc(8446, '1'),
  },
  quic: {
    text: 'The transport protocol of HTTP/3, over UDP. It has many streams, which don’t wait for one another’s lost packets, and it always encrypts.',
    reference: rfc(9000, '1'),
  },
  'opening-handshake': {
    text: 'One HTTP request and its response, which turn a TCP connection into a WebSocket. Before the response, neither side may send a frame.',
    reference: rfc(6455, '4'),
  },
  'header-field': {
    text: 'A line of an HTTP request or response with a name and a value, such as Host: example.com.',
    reference: rfc(9110, '6.3'),
  },
  upgrade: {
    text: 'The header field with which a client asks the server to speak another protocol on the same connection. For a WebSocket, its value is websocket.',
    reference: rfc(9110, '7.8'),
  },
  'status-code': {
    text: 'The three digits of an HTTP response. 101 means that the server switches protocols. Any other status leaves the connection in HTTP.',
    reference: rfc(9110, '15'),
  },
  'handshake-key': {
    text: 'The value of Sec-WebSocket-Key: 16 random bytes in base64. The server must answer it with the accept value. It isn’t a secret and encrypts nothing.',
    reference: rfc(6455, '4.1'),
  },
  nonce: {
    text: 'A number used once. The 16 bytes in a handshake key are one, so a stored response to another handshake doesn’t match.',
    reference: rfc(6455, '4.1'),
  },
  base64: {
    text: 'A way to write bytes with 64 letters, digits and signs: 3 bytes become 4 characters. It hides nothing.',
    reference: rfc(4648, '4'),
  },
  'sha-1': {
    text: 'A function that turns any input into a hash of 20 bytes. It isn’t secure enough for signatures. In the handshake, it only shows that the server read the key.',
    reference: rfc(3174, '1'),
  },
  guid: {
    text: 'A fixed text of 36 characters that the server appends to the handshake key. A server that doesn’t know WebSocket is unlikely to use it.',
    reference: rfc(6455, '1.3'),
  },
  'accept-value': {
    text: 'The value of Sec-WebSocket-Accept: the SHA-1 of handshake key and GUID, in base64. The client checks it, so it knows that the server understood the request.',
    reference: rfc(6455, '4.2.2'),
  },
  origin: {
    text: 'Scheme, host and port of the page that opens the connection. Browsers send it, so a server can reject foreign pages. Other programs can send any.',
    reference: rfc(6455, '10.2'),
  },
  subprotocol: {
    text: 'What the messages mean, as named by the application. The client offers names, and the server chooses one of them or none.',
    reference: rfc(6455, '1.9'),
  },
  extension: {
    text: 'An addition to the protocol that both sides negotiate in the opening handshake, such as compression. It can give reserved bits and opcodes a meaning.',
    reference: rfc(6455, '9'),
  },
  proxy: {
    text: 'A program in the network that forwards messages between client and server. An old one might take frames for HTTP.',
    reference: rfc(9110, '3.7'),
  },
  'cache-poisoning': {
    text: 'An attack: a page sends bytes that look like HTTP, so that a proxy stores a false response for everyone who uses it. Masking prevents that.',
    reference: rfc(6455, '10.3'),
  },
  'extended-connect': {
    text: 'The request that opens a WebSocket in a stream of HTTP/2 or HTTP/3: CONNECT with a :protocol of websocket. A status of 200 accepts it, not 101.',
    reference: rfc(8441, '4'),
  },
  cors: {
    text: 'The rules by which a server lets pages of other origins read its HTTP responses. They don’t apply to WebSockets, so a server has to check the Origin itself.',
    reference: { document: 'WHATWG Fetch', section: 'http-cors-protocol' },
  },
  polling: {
    text: 'A page asks at intervals whether there is news. A message waits for the next request, and many responses are empty.',
    reference: rfc(6202, '2.1'),
  },
  'long-polling': {
    text: 'The server holds a request until it has news, then responds, and the client asks again. So a message rarely waits, but each response needs a new request.',
    reference: rfc(6202, '2.1'),
  },
  'server-sent-events': {
    text: 'An HTTP response that doesn’t end: the server adds events to it as text. A page reads them with EventSource, which reconnects by itself. They only go to the client.',
    reference: { document: 'WHATWG HTML', section: 'server-sent-events' },
  },
  webtransport: {
    text: 'An API of browsers for HTTP/3, with several streams and with datagrams, which may be lost. Streams don’t wait for one another.',
    reference: { document: 'W3C WebTransport', section: 'web-transport' },
  },
  frame: {
    text: 'The unit that WebSocket sends: a header of 2 to 14 bytes, and a payload. A message is one frame or several.',
    reference: rfc(6455, '5.2'),
  },
  'fin-bit': {
    text: 'The first bit of a frame: 1 in the last frame of a message, 0 if more frames of it follow. It has nothing to do with TCP’s FIN.',
    reference: rfc(6455, '5.2'),
  },
  'rsv-bits': {
    text: 'Bits 1 to 3 of a frame, reserved for extensions. Without one they must be 0. Compression uses the first of them, RSV1.',
    reference: rfc(6455, '5.2'),
  },
  opcode: {
    text: 'Four bits with the type of a frame: continuation 0, text 1, binary 2, Close 8, Ping 9, Pong 10. The other ten are reserved.',
    reference: rfc(6455, '5.2'),
  },
  payload: {
    text: 'What a frame carries after its header: data of the application, or in a control frame up to 125 bytes.',
    reference: rfc(6455, '5.2'),
  },
  'payload-length': {
    text: 'How many bytes of payload follow the header. The field has 7 bits, up to 125. The values 126 and 127 mean that the length is in the next 2 or 8 bytes.',
    reference: rfc(6455, '5.2'),
  },
  'masking-key': {
    text: 'The 4 bytes with which a client masks a payload. They must be unpredictable and new for each frame. They are sent in the same frame, so they hide nothing.',
    reference: rfc(6455, '5.3'),
  },
  masking: {
    text: 'A client combines each payload byte with a byte of the masking key by XOR. So a page can’t choose the bytes on the wire. Servers must not mask.',
    reference: rfc(6455, '5.3'),
  },
  xor: {
    text: 'Exclusive or: compares two bits and gives 1 if they differ. Doing it twice with the same key gives the first value again.',
    reference: rfc(6455, '5.3'),
  },
  message: {
    text: 'What one send() sends, and one message event receives: a text or binary data. It takes one frame, or several fragments.',
    reference: rfc(6455, '5.4'),
  },
  fragment: {
    text: 'One of several frames that a message is split into, so that its sender can start before it knows the length. Code receives the whole message.',
    reference: rfc(6455, '5.4'),
  },
  'continuation-frame': {
    text: 'A frame with opcode 0: the second or a later fragment of a message. It has the type of the first one.',
    reference: rfc(6455, '5.4'),
  },
  'control-frame': {
    text: 'A Close, Ping or Pong frame. It has at most 125 bytes of payload, is never fragmented, and may come between the fragments of a message.',
    reference: rfc(6455, '5.5'),
  },
  ping: {
    text: 'A control frame that asks for a Pong. It shows that the peer is still there, or keeps an idle connection open. Pages can’t send one.',
    reference: rfc(6455, '5.5.2'),
  },
  pong: {
    text: 'The control frame that answers a Ping with the same payload. It can also be sent without a Ping, and needs no answer.',
    reference: rfc(6455, '5.5.3'),
  },
  'utf-8': {
    text: 'An encoding of text: one byte for an ASCII character, two to four for any other. Text messages and close reasons must be valid UTF-8.',
    reference: rfc(6455, '8.1'),
  },
  'permessage-deflate': {
    text: 'The extension that compresses messages with DEFLATE. A compressed message has RSV1 set in its first frame.',
    reference: rfc(7692, '7'),
  },
  deflate: {
    text: 'The compression of gzip and ZIP files: repeated bytes become references to earlier ones, and frequent values get short codes.',
    reference: rfc(1951, '3'),
  },
  'context-takeover': {
    text: 'A compressor keeps earlier messages in memory, so that the next message can refer to them. Without it, each message is compressed alone.',
    reference: rfc(7692, '7.1.1'),
  },
  close: {
    text: 'The control frame that starts or answers the closing handshake. It can contain a close code and a reason. Its sender sends no data after it.',
    reference: rfc(6455, '5.5.1'),
  },
  'close-code': {
    text: 'The first 2 bytes of a Close frame’s payload: a number from 1000 to 4999 for why the connection ends. 1000 is a normal end.',
    reference: rfc(6455, '7.4'),
  },
  'close-reason': {
    text: 'A text after the close code in a Close frame, at most 123 bytes of UTF-8. It helps with debugging. Clients must not show it to users.',
    reference: rfc(6455, '5.5.1'),
  },
  'closing-handshake': {
    text: 'A Close frame each way. Then the server should close TCP first. Without a closing handshake, the page’s close event has wasClean false.',
    reference: rfc(6455, '1.4'),
  },
  'ready-state': {
    text: 'What a page reads of its WebSocket’s state: 0 CONNECTING, 1 OPEN, 2 CLOSING, 3 CLOSED. A server has no such number.',
    reference: { document: 'WHATWG WebSockets', section: 'dom-websocket-readystate' },
  },
  heartbeat: {
    text: 'A small message or Ping at intervals. It keeps idle timeouts from ending the connection, and an answer that doesn’t come shows that the connection is lost.',
    reference: rfc(6455, '5.5.2'),
  },
  'idle-timeout': {
    text: 'How long a proxy or server keeps a connection that carries nothing. Then it closes the connection, usually without a Close frame.',
    reference: rfc(9112, '9.5'),
  },
  jitter: {
    text: 'A random part of a delay. If each client waits for another time, clients that lost their connection together don’t come back together.',
    reference: rfc(6455, '7.2.3'),
  },
  backpressure: {
    text: 'A signal from a slow receiver to a fast sender to wait. Without it, messages fill a queue. The WebSocket API has none for messages that a page receives.',
    reference: { document: 'WHATWG Streams', section: 'backpressure' },
  },
  'load-balancer': {
    text: 'A proxy that distributes clients among several servers. It chooses once for each WebSocket, because a connection stays with its server.',
    reference: rfc(9110, '3.7'),
  },
  // Source: Socket.IO, “Using multiple nodes”; AWS, “Sticky sessions for your Application Load
  // Balancer”: both in content/facts.
  'sticky-session': {
    text: 'With it, a load balancer sends all requests of a client to the same server. Methods with several requests can need that. A WebSocket is a single connection.',
    reference: null,
  },
  // Source: RFC 6455 §5.1 and §5.4; the model in core/operations/fan-out.ts.
  'fan-out': {
    text: 'Sending one message to many clients. Each gets its own frame. With several servers, each server needs a copy first.',
    reference: null,
  },
};
