/** Bytes in JSON values: strings of hex, base64 or text, arrays of numbers, Node's Buffers. */

import type { ByteCollector } from '#core/paste/text/byte-collector.ts';
import { CODE, hexValue, isBlank, isDigit } from '#core/paste/text/characters.ts';
import type { JsonNode } from '#core/paste/text/json-node.ts';
import { collectJsonString } from '#core/paste/text/utf8-text.ts';

export type ByteEncoding = 'text' | 'hex' | 'base64';

type Sink = Pick<ByteCollector, 'add'>;

const NOWHERE: Sink = { add: () => {} };

/** Adds the bytes of a string, each with its place; false if the string isn't in this encoding. */
export function addString(node: JsonNode, encoding: ByteEncoding, sink: Sink): boolean {
  if (!node.isString) return false;
  if (encoding === 'hex') return addHex(node, sink);
  if (encoding === 'base64') return addBase64(node, sink);
  collectJsonString(node.source, node.start, wholeEnd(node), sink);
  return true;
}

/** The start of an escape, or of a character with two code units. */
const BEGUN =
  /(?:\\ud[89ab][\da-f]{2})?\\(?:u[\da-f]{0,3})?$|\\ud[89ab][\da-f]{2}$|[\ud800-\udbff]$/i;

/** Where the last whole character of a string ends. */
function wholeEnd({ source, start, end, isCut }: JsonNode): number {
  if (!isCut) return end;
  const from = Math.max(start, end - 12);
  const found = BEGUN.exec(source.slice(from, end));
  if (found === null) return end;
  const place = from + found.index;
  let backslashes = 0;
  while (
    place - backslashes > start &&
    source.charCodeAt(place - backslashes - 1) === CODE.backslash
  ) {
    backslashes++;
  }
  // After a backslash, a backslash is only a character.
  return source.charCodeAt(place) === CODE.backslash && backslashes % 2 === 1 ? end : place;
}

export function isEncodedAs(node: JsonNode, encoding: ByteEncoding): boolean {
  return node.isString && (encoding === 'text' || addString(node, encoding, NOWHERE));
}

/** Pairs of digits, with or without "0x", "\x", and signs or spaces between them. */
function addHex({ source, start, end, isCut }: JsonNode, sink: Sink): boolean {
  for (let at = start; at < end;) {
    const code = source.charCodeAt(at);
    const value = hexValue(code);
    if (value < 0) {
      if (!isBetweenHex(code)) {
        // In JSON, a backslash is written twice.
        if (!source.startsWith('\\\\x', at)) return false;
        at += 3;
        continue;
      }
      at++;
      continue;
    }
    if (value === 0 && (source.charCodeAt(at + 1) | 0x20) === CODE.lowerX) {
      at += 2;
      continue;
    }
    const low = at + 1 < end ? hexValue(source.charCodeAt(at + 1)) : -1;
    // The other digit was cut off.
    if (at + 1 >= end && isCut) return true;
    if (low < 0) return false;
    sink.add((value << 4) | low, at, at + 2);
    at += 2;
  }
  return true;
}

function isBetweenHex(code: number): boolean {
  return isBlank(code) || code === CODE.comma || code === CODE.colon || code === CODE.minus;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Both alphabets of RFC 4648 §4 and §5; −1 for any other character. */
const BASE64_VALUES = Int8Array.from({ length: 0x80 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (character === '-') return 62;
  return character === '_' ? 63 : ALPHABET.indexOf(character);
});

const DATA_URL = /^data:[\w.+/\\-]{0,80}(?:;[\w=.-]{0,80})*;base64,/;

function addBase64({ source, start, end, isCut }: JsonNode, sink: Sink): boolean {
  const starts = [0, 0, 0, 0];
  const ends = [0, 0, 0, 0];
  let group = 0;
  let filled = 0;
  let padding = 0;
  const flush = () => {
    // The first byte is in the first two characters, the second in the next two, and so on.
    for (let byte = 0; byte < filled - 1; byte++) {
      sink.add((group >> (16 - 8 * byte)) & 0xff, starts[byte]!, ends[byte + 1]!);
    }
    group = 0;
    filled = 0;
  };
  const prefix = DATA_URL.exec(source.slice(start, Math.min(end, start + 300)))?.[0] ?? '';
  for (let at = start + prefix.length; at < end; at++) {
    const from = at;
    let code = source.charCodeAt(at);
    if (code === CODE.backslash) {
      // PHP writes "\/". Line ends of wrapped base64 are "\n".
      const escaped = source.charAt(++at);
      if (escaped === 'n' || escaped === 'r') continue;
      if (escaped !== '/') return false;
      code = CODE.slash;
    }
    if (code === CODE.equals) {
      padding++;
      if (filled < 2 || filled + padding > 4) return false;
      continue;
    }
    const value = code < 0x80 ? BASE64_VALUES[code]! : -1;
    if (value < 0 || padding > 0) return false;
    group |= value << (18 - 6 * filled);
    starts[filled] = from;
    ends[filled] = at + 1;
    filled++;
    if (filled === 4) flush();
  }
  // Six bits make no byte.
  if (filled === 1 && !isCut) return false;
  if (padding > 0 && filled + padding !== 4 && !isCut) return false;
  flush();
  return true;
}

/** Node's Buffer as JSON: {"type":"Buffer","data":[…]}. */
export function bufferData(node: JsonNode): JsonNode | null {
  if (node.member('type')?.text(20) !== 'Buffer') return null;
  const data = node.member('data');
  return data !== null && data.isArray && isByteArray(data) ? data : null;
}

export function isByteArray(node: JsonNode): boolean {
  if (!node.isArray) return false;
  for (const element of node.elements()) if (byteOf(element) === null) return false;
  return true;
}

/** A Uint8Array as JSON: {"0":129,"1":5}. */
export function isByteMap(node: JsonNode): boolean {
  if (!node.isObject) return false;
  let index = 0;
  for (const [name, value] of node.members()) {
    if (name !== String(index++) || byteOf(value) === null) return false;
  }
  return index > 0;
}

/** Adds the bytes of an array, a map or a Buffer. */
export function addNumbers(node: JsonNode, sink: Sink): void {
  const add = (element: JsonNode) => {
    const byte = byteOf(element);
    if (byte !== null) sink.add(byte, element.start, element.end);
  };
  const isBuffer = node.isObject && node.member('type')?.isString === true;
  const values = isBuffer ? (node.member('data') ?? node) : node;
  for (const element of values.elements()) add(element);
  for (const [, element] of values.members()) add(element);
}

/** Java writes bytes above 127 as negative numbers. */
function byteOf(node: JsonNode): number | null {
  const { source, start, end } = node;
  if (node.kind !== 'number' || end - start > 4) return null;
  const isNegative = source.charCodeAt(start) === CODE.minus;
  let value = 0;
  for (let at = isNegative ? start + 1 : start; at < end; at++) {
    const code = source.charCodeAt(at);
    if (!isDigit(code)) return null;
    value = value * 10 + code - CODE.zero;
  }
  if (isNegative) return value <= 0x80 ? (0x100 - value) & 0xff : null;
  return value <= 0xff ? value : null;
}
