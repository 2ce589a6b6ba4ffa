/** Characters of a text as the bytes of their UTF-8 encoding (RFC 3629). */

import type { ByteCollector } from './byte-collector.ts';
import { CODE } from './characters.ts';
import { escapeAt } from './escape.ts';

/** Adds the UTF-8 bytes of a range of text. Each byte gets the place of its character. */
export function collectUtf8(
  text: string,
  start: number,
  end: number,
  sink: Pick<ByteCollector, 'add'>,
): void {
  for (let at = start; at < end;) {
    const code = text.codePointAt(at) ?? 0;
    const next = at + (code > 0xffff ? 2 : 1);
    addCharacter(code, at, next, sink);
    at = next;
  }
}

/** The same for the text between the quotes of a JSON string. */
export function collectJsonString(
  text: string,
  start: number,
  end: number,
  sink: Pick<ByteCollector, 'add'>,
): void {
  for (let at = start; at < end;) {
    let code = text.codePointAt(at) ?? 0;
    let next = at + (code > 0xffff ? 2 : 1);
    if (code === CODE.backslash) {
      ({ code, next } = jsonEscapeAt(text, at));
      const isHalf = code >= 0xd800 && code < 0xdc00 && text.charCodeAt(next) === CODE.backslash;
      const rest = isHalf ? jsonEscapeAt(text, next) : null;
      if (rest && rest.code >= 0xdc00 && rest.code < 0xe000) {
        code = 0x10000 + ((code - 0xd800) << 10) + (rest.code - 0xdc00);
        next = rest.next;
      }
    }
    addCharacter(code, at, next, sink);
    at = next;
  }
}

/** The code unit that an escape at `at` means, and where the text after it begins. */
export function jsonEscapeAt(text: string, at: number): { code: number; next: number } {
  const escape = escapeAt(text, at + 1, 'octal');
  const next = escape.end;
  if (escape.kind === 'byte') return { code: escape.byte, next };
  return { code: escape.kind === 'character' ? escape.code : 0xfffd, next };
}

function addCharacter(
  code: number,
  start: number,
  end: number,
  sink: Pick<ByteCollector, 'add'>,
): void {
  if (code < 0x80) return sink.add(code, start, end);
  // Half of a surrogate pair is not a character, so encoders replace it by U+FFFD.
  const scalar = code >= 0xd800 && code < 0xe000 ? 0xfffd : code;
  const more = scalar < 0x800 ? 1 : scalar < 0x10000 ? 2 : 3;
  sink.add(LEAD_BYTES[more] | (scalar >> (6 * more)), start, end);
  for (let index = more - 1; index >= 0; index--) {
    sink.add(0x80 | ((scalar >> (6 * index)) & 0x3f), start, end);
  }
}

/** The lead bytes of characters by the number of bytes that follow (RFC 3629 §3). */
const LEAD_BYTES = [0, 0xc0, 0xe0, 0xf0] as const;
