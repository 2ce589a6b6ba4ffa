/**
 * Text as bytes: UTF-8 (RFC 3629), and Latin-1 for HTTP heads and hex dumps.
 *
 * U+FEFF is kept. RFC 6455 gives a byte order mark no meaning, so it is a character like any other.
 */

const ENCODER = new TextEncoder();
const LENIENT = new TextDecoder('utf-8', { ignoreBOM: true });
const STRICT = new TextDecoder('utf-8', { ignoreBOM: true, fatal: true });

export function toUtf8(text: string): Uint8Array {
  return ENCODER.encode(text);
}

/** Never fails: invalid bytes become U+FFFD. For display, not for validation. */
export function fromUtf8(bytes: Uint8Array): string {
  return LENIENT.decode(bytes);
}

/** The text, or null if the bytes are not valid UTF-8. */
export function fromValidUtf8(bytes: Uint8Array): string | null {
  try {
    return STRICT.decode(bytes);
  } catch {
    return null;
  }
}

/**
 * Maps each byte to the character with the same number, so positions in text and bytes are equal.
 */
export function fromLatin1(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

/** The inverse of `fromLatin1`. Throws a RangeError for characters above U+00FF. */
export function toLatin1(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => {
    const code = character.charCodeAt(0);
    if (code > 0xff) throw new RangeError(`expected characters up to U+00FF, got "${character}"`);
    return code;
  });
}

/**
 * For comparing texts regardless of case, as by Unicode's full case folding (Unicode 3.13.3):
 * "GRÜSSE" and "grüße" become equal.
 */
export function foldCase(text: string): string {
  // A dotless i is the only letter whose uppercase is that of another: "I".
  return text
    .toLowerCase()
    .split('ı')
    .map((part) => part.toUpperCase())
    .join('ı');
}
