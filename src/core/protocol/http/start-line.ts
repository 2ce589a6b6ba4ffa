/** The first line of an HTTP/1.1 message: a request line or a status line (RFC 9112 §3, §4). */

export type RequestLine = {
  readonly kind: 'request';
  readonly method: string;
  readonly target: string;
  /** "HTTP/1.1". */
  readonly version: string;
};

export type StatusLine = {
  readonly kind: 'response';
  readonly version: string;
  readonly status: number;
  readonly reason: string;
};

/** Standard methods are uppercase by convention (RFC 9110 §9.1), so "Hello" isn't read as one. */
const REQUEST_LINE = /^([A-Z][A-Z0-9_-]*) (\S+) (HTTP\/\d\.\d)$/;
const STATUS_LINE = /^(HTTP\/\d\.\d) (\d{3})(?: (.*))?$/;

/** `0` means any digit. */
const VERSION = 'HTTP/0.0';
const VERSION_AND_STATUS = 'HTTP/0.0 000';

/** Expects a line without its line end. Null if it is neither a request line nor a status line. */
export function parseStartLine(text: string): RequestLine | StatusLine | null {
  const status = STATUS_LINE.exec(text);
  if (status) {
    const [, version = '', code = '', reason = ''] = status;
    return { kind: 'response', version, status: Number(code), reason };
  }
  const request = REQUEST_LINE.exec(text);
  if (request === null) return null;
  const [, method = '', target = '', version = ''] = request;
  return { kind: 'request', method, target, version };
}

type Part = 'method' | 'target' | 'version' | 'status' | 'reason' | 'end' | 'after-return';

/**
 * Reads a start line character by character. So a receiver can reject bytes that aren't HTTP
 * without waiting for a line end, and without reading any byte twice.
 */
export class StartLineWatch {
  #part: Part = 'method';
  /** The number of characters in the current part so far. */
  #length = 0;
  /** Whether what looks like a method can still become "HTTP/". */
  #isVersionSoFar = true;

  /**
   * Whether `character` can be the next one of a start line, up to its line feed. Must not be
   * called again after it returned false.
   */
  accepts(character: string): boolean {
    switch (this.#part) {
      case 'method':
        return this.#acceptsInMethod(character);
      case 'target':
        if (character === ' ') return this.#length > 0 && this.#begin('version');
        return /\S/.test(character) && this.#goOn();
      case 'version':
        return this.#acceptsIn(VERSION, character, 'end');
      case 'status':
        return this.#acceptsIn(VERSION_AND_STATUS, character, 'reason');
      case 'reason':
        if (this.#acceptsEnd(character)) return true;
        // A reason may be absent, and so may the space before it.
        return (this.#length > 0 || character === ' ') && character !== '\r' && this.#goOn();
      case 'end':
        return this.#acceptsEnd(character);
      case 'after-return':
        return character === '\n';
    }
  }

  #acceptsInMethod(character: string): boolean {
    const length = this.#length;
    if (character === ' ') return length > 0 && this.#begin('target');
    this.#isVersionSoFar &&= character === VERSION[length];
    if (character === '/') return this.#isVersionSoFar && this.#begin('status', length + 1);
    return (length > 0 ? /[A-Z0-9_-]/ : /[A-Z]/).test(character) && this.#goOn();
  }

  #acceptsIn(template: string, character: string, next: Part): boolean {
    const expected = template[this.#length];
    const isExpected = expected === '0' ? /\d/.test(character) : character === expected;
    if (!isExpected) return false;
    return this.#length + 1 === template.length ? this.#begin(next) : this.#goOn();
  }

  #acceptsEnd(character: string): boolean {
    if (character === '\r') return this.#begin('after-return');
    return character === '\n';
  }

  #goOn(): true {
    this.#length++;
    return true;
  }

  #begin(part: Part, length = 0): true {
    this.#part = part;
    this.#length = length;
    return true;
  }
}
