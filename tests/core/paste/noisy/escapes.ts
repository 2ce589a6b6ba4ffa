/** Bytes as string literals of programming languages. */

import { toHexByte } from '#core/bytes/hex.ts';
import type { PasteWriter } from './paste-writer.ts';

export type EscapeStyle = {
  /** Before and after the characters. */
  readonly open: string;
  readonly close: string;
  /** Characters that have an escape of their own. */
  readonly named: Readonly<Record<string, string>>;
  readonly escape: (value: number, next: number | undefined) => string;
  /** Every byte is escaped, even letters. */
  readonly isFull?: boolean;
  /** Printed between a byte and one that would be read as part of its escape. */
  readonly isLongest?: boolean;
};

const CONTROLS = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\' };
const asHex = (value: number) => `\\x${toHexByte(value)}`;
const C_CONTROLS = { ...CONTROLS, '\u0007': '\\a', '\b': '\\b', '\f': '\\f', '\v': '\\v' };

export const ESCAPE_STYLES = {
  python: { open: "b'", close: "'", named: { ...CONTROLS, "'": "\\'" }, escape: asHex },
  javascript: { open: '"', close: '"', named: { ...CONTROLS, '"': '\\"' }, escape: asHex },
  go: { open: '"', close: '"', named: { ...C_CONTROLS, '"': '\\"' }, escape: asHex },
  rust: {
    open: 'b"',
    close: '"',
    named: { ...CONTROLS, '"': '\\"', "'": "\\'" },
    escape: asHex,
  },
  ruby: {
    open: '"',
    close: '"',
    named: { ...C_CONTROLS, '"': '\\"', '\u001b': '\\e', '#': '\\#' },
    escape: (value: number) => `\\x${toHexByte(value).toUpperCase()}`,
  },
  c: { open: '"', close: '"', named: { ...CONTROLS, '"': '\\"' }, escape: asHex, isLongest: true },
  'all-escaped': { open: '"', close: '"', named: {}, escape: asHex, isFull: true },
  octal: {
    open: '"',
    close: '"',
    named: { ...C_CONTROLS, '"': '\\"' },
    escape: (value: number, next: number | undefined) => {
      const isDigit = next !== undefined && next >= 0x30 && next <= 0x39;
      return `\\${value.toString(8).padStart(isDigit ? 3 : 1, '0')}`;
    },
  },
} satisfies Readonly<Record<string, EscapeStyle>>;

export function writeEscaped(writer: PasteWriter, bytes: Uint8Array, style: EscapeStyle): void {
  writer.write(style.open);
  let afterEscape = false;
  bytes.forEach((value, index) => {
    const character = String.fromCharCode(value);
    const isPlain = value >= 0x20 && value < 0x7f && style.isFull !== true;
    const named = style.named[character];
    const isEscape = named === undefined && !isPlain;
    // In C, an escape takes all hex digits that follow it.
    if (afterEscape && isPlain && style.isLongest && /[\da-f]/i.test(character))
      writer.write('" "');
    writer.byte(value, named ?? (isPlain ? character : style.escape(value, bytes[index + 1])));
    afterEscape = isEscape;
  });
  writer.write(style.close);
}
