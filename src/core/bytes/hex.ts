/**
 * Converts bytes to hexadecimal digits and back. `core/paste` reads the hex that users paste.
 */

/** A lookup table, because inputs can be megabytes. */
const DIGITS = Array.from({ length: 0x100 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Two lowercase digits. */
export function toHexByte(byte: number): string {
  return DIGITS[byte] ?? '';
}

/** Lowercase digits, two per byte, with `separator` between bytes. */
export function toHex(bytes: Uint8Array, separator = ''): string {
  let text = '';
  for (const byte of bytes) text += (text === '' ? '' : separator) + toHexByte(byte);
  return text;
}

/** Reads the project's own hex, with optional spaces. Throws a TypeError for anything else. */
export function fromHex(text: string): Uint8Array {
  const digits = text.replace(/\s+/g, '');
  if (!/^(?:[0-9a-fA-F]{2})*$/.test(digits)) {
    throw new TypeError(`expected pairs of hexadecimal digits, got "${text}"`);
  }
  return Uint8Array.from({ length: digits.length / 2 }, (_, index) =>
    Number.parseInt(digits.slice(index * 2, index * 2 + 2), 16),
  );
}
