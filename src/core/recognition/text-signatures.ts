/**
 * Text that people find where they expect frames: HTTP (RFC 9112), messages of libraries on top of
 * WebSocket, and hex or base64 digits.
 */

import { fromBase64 } from '#core/bytes/base64.ts';
import { fromHex } from '#core/bytes/hex.ts';
import { fromLatin1, fromValidUtf8, toUtf8 } from '#core/bytes/text.ts';
import { decodeHttpHead } from '#core/protocol/http/http-head.ts';
import { http2PrefaceSize } from '#core/protocol/http/http2-preface.ts';
import { readsAsFrames } from './frame-evidence.ts';
import { hasBytesAt, likely, sure, type Evidence, type Signature } from './signature.ts';

export const TEXT_SIGNATURES = [
  { id: 'http2-preface', look: lookForPreface },
  { id: 'proxy-v1', look: (bytes) => lookForStart(bytes, /^PROXY (?:TCP4|TCP6|UNKNOWN)\b/) },
  { id: 'ssh', look: (bytes) => lookForStart(bytes, /^SSH-[12]\.\d+-/) },
  { id: 'http-request', look: (bytes) => lookForHead(bytes, CUT_REQUEST) },
  { id: 'http-response', look: (bytes) => lookForHead(bytes, CUT_RESPONSE) },
  { id: 'byte-order-mark', look: lookForByteOrderMark },
  { id: 'html', look: lookForHtml },
  { id: 'engine-io', look: lookForEngineIo },
  { id: 'socket-io', look: lookForSocketIo },
  { id: 'sockjs', look: lookForSockJs },
  { id: 'json', look: lookForJson },
  { id: 'hex-text', look: lookForHexText },
  { id: 'base64-text', look: lookForBase64Text },
  { id: 'text', look: lookForText },
] as const satisfies readonly Signature<string>[];

/** No control characters except layout, and RS, which Engine.IO uses between packets. */
export function isReadable(text: string): boolean {
  return !/[\0-\x08\x0b\x0c\x0e-\x1d\x1f\x7f-\x9f]/.test(text);
}

/** The bytes as readable text, without a character that their end cuts; null if unreadable. */
function readText(bytes: Uint8Array): string | null {
  for (let cut = 0; cut < 4 && cut < bytes.length; cut++) {
    const text = fromValidUtf8(bytes.subarray(0, bytes.length - cut));
    if (text !== null) return isReadable(text) ? text : null;
  }
  return null;
}

function lookForPreface(bytes: Uint8Array): Evidence | null {
  const size = http2PrefaceSize(bytes);
  return size === 0 ? null : sure(0, size);
}

/** A beginning that is certain evidence. */
function lookForStart(bytes: Uint8Array, beginning: RegExp): Evidence | null {
  const match = beginning.exec(fromLatin1(bytes.subarray(0, 64)));
  return match && sure(0, match[0].length);
}

/** Only known methods, because in a cut line any word in capitals could be one. */
const CUT_REQUEST = /^(?:GET|HEAD|POST|PUT|DELETE|CONNECT|OPTIONS|TRACE|PATCH) /;
const CUT_RESPONSE = /^HTTP\//;

const LINE_FEED = 0x0a;
const RESPONSE_MARK = [0x48, 0x54, 0x54, 0x50, 0x2f];

/** A whole start line is certain evidence; a cut one can still become something else. */
function lookForHead(bytes: Uint8Array, cut: RegExp): Evidence | null {
  if (decodeHttpHead(bytes).kind === 'not-http') return null;
  if (hasBytesAt(bytes, 0, RESPONSE_MARK) !== (cut === CUT_RESPONSE)) return null;
  const lineEnd = bytes.indexOf(LINE_FEED);
  if (lineEnd !== -1) return sure(0, lineEnd + 1);
  const match = cut.exec(fromLatin1(bytes.subarray(0, 16)));
  return match && likely(0, match[0].length);
}

/** U+FEFF in UTF-8, or in either form of UTF-16. */
function lookForByteOrderMark(bytes: Uint8Array): Evidence | null {
  if (hasBytesAt(bytes, 0, [0xef, 0xbb, 0xbf])) return sure(0, 3);
  const isUtf16 = hasBytesAt(bytes, 0, [0xff, 0xfe]) || hasBytesAt(bytes, 0, [0xfe, 0xff]);
  return isUtf16 ? likely(0, 2) : null;
}

function lookForHtml(bytes: Uint8Array): Evidence | null {
  const text = readText(bytes);
  const page = /^\s*<(?:!doctype html|html|head|body|\?xml)\b[^>]*>?/i.exec(text ?? '');
  if (page) return sure(0, toUtf8(page[0]).length);
  const tag = /^\s*<[!/]?[a-z][^<>]*>/i.exec(text ?? '');
  return tag && likely(0, toUtf8(tag[0]).length);
}

/** Engine.IO's packets: open with its session ID, and the probes of an upgrade. */
function lookForEngineIo(bytes: Uint8Array): Evidence | null {
  const text = readText(bytes) ?? '';
  // Up to protocol 3, polling put the length before each packet.
  const certain = /^(?:\d+:)?(?:0\{"sid":|[23]probe$)/.exec(text);
  if (certain) return sure(0, certain[0].length);
  return /^(?:\d+:)?[23]$/.test(text) ? likely(0, text.length) : null;
}

/** Socket.IO's packets in Engine.IO messages: "4", type 0 to 6, a namespace, an ID, JSON. */
function lookForSocketIo(bytes: Uint8Array): Evidence | null {
  const text = readText(bytes) ?? '';
  const match = /^(?:\d+:)?4[0-6](?:\d+-)?(?:\/[^,[{"]*,?)?\d*(["[{]*)/.exec(text);
  if (match === null) return null;
  const [head, body = ''] = match;
  if (body !== '' && body !== '"') return sure(0, toUtf8(head).length);
  return head.length === text.length ? likely(0, bytes.length) : null;
}

/** SockJS' frames: o, h, a[…] and c[…]. */
function lookForSockJs(bytes: Uint8Array): Evidence | null {
  const text = readText(bytes)?.trimEnd() ?? '';
  if (text === 'o' || text === 'h') return likely(0, 1);
  const certain = /^(?:a\["|c\[\d{4},")/.exec(text);
  return certain && sure(0, certain[0].length);
}

function lookForJson(bytes: Uint8Array): Evidence | null {
  const text = readText(bytes) ?? '';
  if (!/^\s*[[{]/.test(text)) return null;
  if (isJson(text)) return sure(0, bytes.length);
  const beginning = /^\s*(?:\{\s*"[^"]*"\s*:|\[\s*(?:[[{"\d]|-\d|true|false|null))/.exec(text);
  return beginning && likely(0, toUtf8(beginning[0]).length);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The hex digits of the bytes as text, sent instead of the bytes. */
function lookForHexText(bytes: Uint8Array): Evidence | null {
  const text = readText(bytes)?.trim() ?? '';
  if (!/^(?:(?:0x|\\x)?[0-9a-f]{2}[\s:,-]*){2,}$/i.test(text)) return null;
  const written = fromHex(text.replace(/0x|\\x|[^0-9a-f]/gi, ''));
  if (readsAsFrames(written) === 'whole') return sure(0, bytes.length);
  return /\d/.test(text) ? likely(0, bytes.length) : null;
}

/** The same in base64, only if it decodes to frames, because any word can be base64. */
function lookForBase64Text(bytes: Uint8Array): Evidence | null {
  const text = readText(bytes)?.trim() ?? '';
  const written = /^[A-Za-z0-9+/]+={0,2}$/.test(text) ? fromBase64(text) : null;
  if (written === null || readsAsFrames(written) !== 'whole') return null;
  return likely(0, bytes.length);
}

/** Fewer bytes can be readable by chance. */
const SHORTEST_TEXT = 4;

function lookForText(bytes: Uint8Array): Evidence | null {
  if (bytes.length < SHORTEST_TEXT || readText(bytes) === null) return null;
  return likely(0, bytes.length);
}
