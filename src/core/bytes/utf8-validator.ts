/**
 * Checks UTF-8 as it arrives (RFC 3629 §4). So a text message fails at its first invalid byte, and
 * a character can continue in the next fragment (RFC 6455 §5.6, §8.1).
 */

/** Checks one text, in chunks of any size. */
export class Utf8Validator {
  /** The number of continuation bytes that the current character is missing. */
  #remaining = 0;
  /** The range of the next byte: 80 to bf, but narrower for some second bytes of a character. */
  #low = 0x80;
  #high = 0xbf;
  #fed = 0;
  #firstInvalidAt: number | null = null;

  /** Checks the bytes from `start` up to `end`. Once a byte was invalid, it returns false. */
  feed(bytes: Uint8Array, start = 0, end = bytes.length): boolean {
    if (this.#firstInvalidAt !== null) return false;
    for (let at = start; at < end; at++) {
      const byte = bytes[at] ?? 0;
      if (this.#remaining === 0) {
        if (byte >= 0x80 && !this.#begin(byte)) return this.#fail(at - start);
      } else if (byte < this.#low || byte > this.#high) {
        return this.#fail(at - start);
      } else {
        this.#remaining--;
        this.#low = 0x80;
        this.#high = 0xbf;
      }
    }
    this.#fed += end - start;
    return true;
  }

  /** Skips `count` ASCII bytes. False in the middle of a multi-byte character. */
  skipAscii(count: number): boolean {
    if (this.#firstInvalidAt !== null) return false;
    if (count > 0 && this.#remaining > 0) return this.#fail(0);
    this.#fed += count;
    return true;
  }

  /** The offset in the text of the first invalid byte; null if there is none so far. */
  get firstInvalidAt(): number | null {
    return this.#firstInvalidAt;
  }

  /** The number of bytes so far, without invalid ones. */
  get fedSize(): number {
    return this.#fed;
  }

  /** Whether the text so far is valid, and doesn't end in the middle of a character. */
  get isComplete(): boolean {
    return this.#firstInvalidAt === null && this.#remaining === 0;
  }

  /** The first byte decides how many follow, and the range of the second (Unicode, table 3-7). */
  #begin(lead: number): boolean {
    if (lead < 0xc2 || lead > 0xf4) return false;
    this.#remaining = lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
    this.#low = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
    this.#high = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
    return true;
  }

  #fail(index: number): false {
    this.#firstInvalidAt = this.#fed + index;
    return false;
  }
}

/** Whether the bytes from `start` up to `end` are valid UTF-8, up to the last character. */
export function isUtf8(bytes: Uint8Array, start: number, end: number): boolean {
  const validator = new Utf8Validator();
  return validator.feed(bytes, start, end) && validator.isComplete;
}
