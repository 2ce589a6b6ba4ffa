/**
 * UTF-8 judged as it arrives (RFC 3629 §4), so that a broken text message is known at its first bad
 * byte and a character may be cut by a fragment's border (RFC 6455 §5.6, §8.1).
 */

/** One text, fed in any pieces. */
export class Utf8Validator {
  /** Continuation bytes that the character under way still lacks. */
  #remaining = 0;
  /**
   * Where the next of them must lie: only the second byte of a character has a narrower range than
   * 80 to bf.
   */
  #low = 0x80;
  #high = 0xbf;
  #fed = 0;
  #firstInvalidAt: number | null = null;

  /** Takes bytes `start` up to `end`; returns false from the first bad byte on. */
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

  /**
   * Takes as many bytes of ASCII unseen; false where a character is half said, which no ASCII can
   * end.
   */
  skipAscii(count: number): boolean {
    if (this.#firstInvalidAt !== null) return false;
    if (count > 0 && this.#remaining > 0) return this.#fail(0);
    this.#fed += count;
    return true;
  }

  /**
   * Offset, in everything fed, of the first byte that no continuation could make right; null when
   * there is none.
   */
  get firstInvalidAt(): number | null {
    return this.#firstInvalidAt;
  }

  /** Bytes found good so far. */
  get fedSize(): number {
    return this.#fed;
  }

  /** True when no character is left half said. */
  get isComplete(): boolean {
    return this.#firstInvalidAt === null && this.#remaining === 0;
  }

  /**
   * Table 3-7 of the Unicode Standard: the first byte says how many follow, and where the second
   * must lie.
   */
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

/** Whether bytes `start` up to `end` are whole UTF-8. */
export function isUtf8(bytes: Uint8Array, start: number, end: number): boolean {
  const validator = new Utf8Validator();
  return validator.feed(bytes, start, end) && validator.isComplete;
}
