/** Base64 (RFC 4648 §4), written and read strictly: padded, no line breaks, no stray bits. */

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUE_OF = new Map([...ALPHABET].map((character, value) => [character, value]));

export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let offset = 0; offset < bytes.length; offset += 3) {
    const missing = Math.max(0, offset + 3 - bytes.length);
    const group =
      ((bytes[offset] ?? 0) << 16) | ((bytes[offset + 1] ?? 0) << 8) | (bytes[offset + 2] ?? 0);
    for (let position = 0; position < 4 - missing; position++) {
      text += ALPHABET.charAt((group >> (18 - 6 * position)) & 0x3f);
    }
    text += '='.repeat(missing);
  }
  return text;
}

/** The bytes, or null if `text` is not base64 in its canonical form. */
export function fromBase64(text: string): Uint8Array | null {
  if (text.length % 4 !== 0) return null;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  for (let offset = 0, written = 0; offset < text.length; offset += 4, written += 3) {
    const isLast = offset + 4 === text.length;
    const significant = isLast ? 4 - padding : 4;
    let group = 0;
    for (let position = 0; position < 4; position++) {
      const value = position < significant ? VALUE_OF.get(text.charAt(offset + position)) : 0;
      if (value === undefined) return null;
      group = (group << 6) | value;
    }
    const strayBits = isLast ? (1 << (8 * padding)) - 1 : 0;
    if ((group & strayBits) !== 0) return null;
    bytes[written] = group >> 16;
    if (written + 1 < bytes.length) bytes[written + 1] = group >> 8;
    if (written + 2 < bytes.length) bytes[written + 2] = group;
  }
  return bytes;
}
