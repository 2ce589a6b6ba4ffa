/** The text that a file's bytes are, if they are one. */

/**
 * A text is valid in its encoding and contains no control characters other than line ends and tabs.
 * Null for other bytes.
 *
 * @param isCut whether more bytes follow, so that the last character may be incomplete
 */
export function textOfFile(bytes: Uint8Array, isCut = false): string | null {
  try {
    const decoder = new TextDecoder(encodingOf(bytes), { fatal: true });
    const text = decoder.decode(bytes, { stream: isCut });
    return /[\u0000-\u0008\u000e-\u001a]/.test(text) ? null : text;
  } catch {
    return null;
  }
}

/** PowerShell and Notepad write UTF-16 with a byte order mark. */
function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}
