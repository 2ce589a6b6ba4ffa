/**
 * Bytes that aren't frames: what else arrives where frames are expected, and how to recognize it.
 * Sources: those of the formats in not-a-frame-notes.ts; RFC 6455 §5.2 for what a frame reader
 * sees.
 */

import { toBase64 } from '#core/bytes/base64.ts';
import { fromHex } from '#core/bytes/hex.ts';
import { toLatin1, toUtf8 } from '#core/bytes/text.ts';
import type { DirectionMode } from '#core/paste/assembly/direction-mode.ts';
import { encodeFrame } from '#core/protocol/framing/frame.ts';
import { encodeRequestHead, encodeResponseHead } from '#core/protocol/http/http-head.ts';
import { HTTP2_PREFACE } from '#core/protocol/http/http2-preface.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import { pasteOf, type Example, type ExamplesIn } from './gallery-example.ts';

const HELLO_FRAME = encodeFrame({
  opcode: OPCODE.text,
  maskingKey: null,
  payload: toUtf8('Hello'),
});

export const NOT_FRAME_EXAMPLES: ExamplesIn<'not-frames'> = {
  // The first bytes of records that Chromium 156 and Node 20 sent each other (RFC 8446 §5.1).
  'tls-client-hello': notFrames(
    'A ClientHello of TLS',
    'It begins with 16 03 01. A client uses wss on a port for ws. A frame reader sees RSV3 set and opcode 6.',
    fromHex('16030107860100078203033a7d5b5f357d6e212fbdf69be4bedc34f9c851f3ba8d0d'),
    'from-client',
  ),
  'tls-alert': notFrames(
    'An alert of TLS',
    'Seven bytes that begin with 15 03. The last one, 28, is the reason: “handshake failure”.',
    fromHex('15030300020228'),
  ),
  'tls-application-data': notFrames(
    'Encrypted frames, as a capture shows them',
    'TLS records of application data begin with 17 03 03. The frames in them are readable only with the keys.',
    fromHex('170303001aa988159edfb423a759496d2d0aaa62a49ad8aa6d2052f41a546aa087'),
  ),
  'http-answer': notFrames(
    'An HTTP answer where frames are expected',
    '“HTTP/1.1 502” comes from a proxy or gateway. “H” is 48, in which a frame reader sees RSV1 set and a Close frame with FIN 0.',
    encodeResponseHead(502, 'Bad Gateway', [['Content-Length', '0']]),
  ),
  'http-request': notFrames(
    'A request where frames are expected',
    '“G” is 47, in which a frame reader sees RSV1 set and opcode 7. The request was never read as HTTP.',
    encodeRequestHead('GET', '/', [['Host', 'server.example.com']]),
  ),
  'http2-preface': notFrames(
    'The preface of HTTP/2',
    'A client that uses HTTP/2 sends these 24 bytes first. There, a WebSocket opens with an extended CONNECT.',
    HTTP2_PREFACE,
    'from-client',
  ),
  'proxy-v1': notFrames(
    'A PROXY line',
    'A load balancer sends the client’s address, in a line of text before the first byte of HTTP.',
    toLatin1('PROXY TCP4 192.0.2.1 192.0.2.2 56324 80\r\n'),
    'from-client',
  ),
  'proxy-v2': notFrames(
    'A PROXY header in bytes',
    'Twelve fixed bytes, 0d 0a 0d 0a 00 0d 0a 51 55 49 54 0a, then the client’s address.',
    fromHex('0d0a0d0a000d0a515549540a 21 11 000c c0000201 c0000202 dc04 0050'),
    'from-client',
  ),
  json: notFrames(
    'JSON without a frame',
    'Developer tools show the content of a message, as here. They don’t show the frame around it.',
    toUtf8('{"type":"hello","to":"everybody"}'),
  ),
  'socket-io': notFrames(
    'A packet of Socket.IO',
    'The digits 42 are Socket.IO’s own header, inside the text of a message.',
    toUtf8('42["hello","everybody"]'),
  ),
  'engine-io': notFrames(
    'The first packet of Engine.IO',
    'A 0, then the session as JSON. A Socket.IO server sends this first.',
    toUtf8('0{"sid":"lv_VI97HAXpY6yYWAAAC","upgrades":["websocket"],"pingInterval":25000}'),
  ),
  gzip: notFrames(
    'gzip',
    'It begins with 1f 8b. The application compressed the message itself. WebSocket compression has no such header.',
    fromHex(
      '1f8b0800000000000003ab562aa92c4855b252ca48cdc9c957d2512ac957b2524a2d4b2daa4cca4fa954aa0500aef9286521000000',
    ),
  ),
  deflate: notFrames(
    'A compressed payload without its frame',
    'These 7 bytes inflate to “Hello”. The 2-byte frame header before them is missing.',
    fromHex('f248cdc9c90700'),
  ),
  html: notFrames(
    'A page',
    'A proxy answered with a page: 502 means that it got no valid answer from the server.',
    toUtf8('<!doctype html>\n<title>502 Bad Gateway</title>\n<h1>502 Bad Gateway</h1>\n'),
  ),
  'hixie-text': notFrames(
    'A message of 2010',
    'A text between 00 and ff is from the drafts before RFC 6455. Current browsers don’t use them.',
    fromHex('0048656c6c6fff'),
  ),
  'hex-text': notFrames(
    'Hex that was encoded twice',
    'These are the characters “8”, “1” and so on, not the bytes 81 05.',
    toUtf8('81 05 48 65 6c 6c 6f'),
  ),
  'base64-text': notFrames(
    'Base64 that was never decoded',
    'The characters are base64. Decoded, they are a frame with “Hello”.',
    toUtf8(toBase64(HELLO_FRAME)),
  ),
};

function notFrames(
  title: string,
  look: string,
  bytes: Uint8Array,
  directions: DirectionMode = 'as-told',
): Example {
  return { title, look, source: pasteOf([bytes], { directions }) };
}
