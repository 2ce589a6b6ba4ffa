/**
 * Text in bytes: UTF-8 (RFC 3629) and the one-byte view that HTTP heads and hex dumps need.
 *
 * U+FEFF is kept: RFC 6455 gives a byte order mark no meaning, so it is a character like any other.
 */

const ENCODER = new TextEncoder();
const LENIENT = new TextDecoder('utf-8', { ignoreBOM: true });
const STRICT = new TextDecoder('utf-8', { ignoreBOM: true, fatal: true });

export function toUtf8(text: string): Uint8Array {
  return ENCODER.encode(text);
}

/** Never fails: what is not UTF-8 becomes U+FFFD. For showing, not for judging. */
export function fromUtf8(bytes: Uint8Array): string {
  return LENIENT.decode(bytes);
}

/** The text, or null when the bytes are not UTF-8. */
export function fromValidUtf8(bytes: Uint8Array): string | null {
  try {
    return STRICT.decode(bytes);
  } catch {
    return null;
  }
}

/**
 * Each byte as the character of the same number, so that positions in the text are positions in the
 * bytes.
 */
export function fromLatin1(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

/** The inverse of `fromLatin1`; expects characters up to U+00FF. */
export function toLatin1(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => {
    const code = character.charCodeAt(0);
    if (code > 0xff) throw new RangeError(`expected characters up to U+00FF, got "${character}"`);
    return code;
  });
}
