/**
 * UTF-8 judged as it arrives (RFC 3629 §4), so that a broken text message is known at its first bad byte and a
 * character may be cut by a fragment's border (RFC 6455 §5.6, §8.1).
 */

/** What may follow: how many continuation bytes, and the range the next one must lie in. */
type Expectation = { readonly remaining: number; readonly low: number; readonly high: number };

const START: Expectation = { remaining: 0, low: 0x80, high: 0xbf };

/** Table 3-7 of the Unicode Standard: the second byte's range depends on the first. */
function expectationAfterLead(byte: number): Expectation | null {
  if (byte <= 0x7f) return START;
  if (byte < 0xc2) return null;
  if (byte <= 0xdf) return { remaining: 1, low: 0x80, high: 0xbf };
  if (byte === 0xe0) return { remaining: 2, low: 0xa0, high: 0xbf };
  if (byte === 0xed) return { remaining: 2, low: 0x80, high: 0x9f };
  if (byte <= 0xef) return { remaining: 2, low: 0x80, high: 0xbf };
  if (byte === 0xf0) return { remaining: 3, low: 0x90, high: 0xbf };
  if (byte <= 0xf3) return { remaining: 3, low: 0x80, high: 0xbf };
  if (byte === 0xf4) return { remaining: 3, low: 0x80, high: 0x8f };
  return null;
}

/** One text, fed in any pieces. */
export class Utf8Validator {
  #expected = START;
  #fed = 0;
  #firstInvalidAt: number | null = null;

  /** Returns false from the first bad byte on. */
  feed(bytes: Uint8Array): boolean {
    if (this.#firstInvalidAt !== null) return false;
    for (let index = 0; index < bytes.length; index++) {
      const byte = bytes[index] ?? 0;
      const expected = this.#expected;
      if (expected.remaining === 0) {
        const next = expectationAfterLead(byte);
        if (next === null) return this.#fail(index);
        this.#expected = next;
      } else if (byte < expected.low || byte > expected.high) {
        return this.#fail(index);
      } else {
        this.#expected = { remaining: expected.remaining - 1, low: 0x80, high: 0xbf };
      }
    }
    this.#fed += bytes.length;
    return true;
  }

  /** Offset, in everything fed, of the first byte that no continuation could make right; null when there is none. */
  get firstInvalidAt(): number | null {
    return this.#firstInvalidAt;
  }

  /** Bytes found good so far. */
  get fedSize(): number {
    return this.#fed;
  }

  /** True when no character is left half said. */
  get isComplete(): boolean {
    return this.#firstInvalidAt === null && this.#expected.remaining === 0;
  }

  #fail(index: number): false {
    this.#firstInvalidAt = this.#fed + index;
    return false;
  }
}
