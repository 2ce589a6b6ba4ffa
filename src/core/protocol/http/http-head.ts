/**
 * The head of an HTTP/1.1 request or response: start line, field lines, empty line (RFC 9112 §2.1).
 *
 * It is read as Latin-1, so that offsets in the text are offsets in the bytes.
 */

import type { ByteRange } from '#core/bytes/bit-range.ts';
import { concatBytes, NO_BYTES } from '#core/bytes/byte-array.ts';
import { toLatin1 } from '#core/bytes/text.ts';
import type { FieldLine, FieldPair } from './field-line.ts';
import { isToken } from './token.ts';
import { decodeHeaderSection, lineText, type Line } from './header-section.ts';
import type { RuleId } from '#core/protocol/rules/rules.ts';
import { violationAtBytes, type Violation } from '#core/protocol/rules/violation.ts';
import { parseStartLine, StartLineWatch, type RequestLine, type StatusLine } from './start-line.ts';

/** Parts of a head that can be unknown. `fields`: there may be more than are known. */
export const HEAD_PARTS = ['method', 'target', 'status', 'version', 'fields'] as const;

export type HeadPart = (typeof HEAD_PARTS)[number];

export type HttpHead<StartLine = RequestLine | StatusLine> = {
  readonly startLine: StartLine;
  /** The start line, including its line end. */
  readonly startLineRange: ByteRange;
  readonly fields: readonly FieldLine[];
  /** The empty line that ends the head. */
  readonly endRange: ByteRange;
  /** The size of the whole head, in bytes. */
  readonly size: number;
  /**
   * What is unknown of a head that wasn't read off a connection, but put together from a list of
   * fields. Placeholders are in its place. Default: nothing.
   */
  readonly lacks?: readonly HeadPart[];
};

export type RequestHead = HttpHead<RequestLine>;
export type ResponseHead = HttpHead<StatusLine>;

/** A head, the start of a head, a head that is too long, or something else. */
export type HeadReading =
  | {
      readonly kind: 'head';
      readonly head: HttpHead;
      readonly violations: readonly Violation[];
    }
  | { readonly kind: 'incomplete' }
  | { readonly kind: 'too-long'; readonly limit: number }
  /** `line` ends with the first byte that can't be in a start line. */
  | { readonly kind: 'not-http'; readonly line: ByteRange };

/** The longest head that is read, in bytes. RFC 9110 §5.4 leaves the limit to the receiver. */
export const MAX_HEAD_SIZE = 64 * 1024;

const INCOMPLETE: HeadReading = { kind: 'incomplete' };
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
/** In bytes. Most heads are shorter. */
const FIRST_CAPACITY = 1024;

/**
 * Reads a head that arrives in chunks of any size. It looks at each byte once, so single bytes cost
 * no more than one chunk. It keeps at most `limit` bytes.
 */
export class HeadReader {
  readonly #limit: number;
  readonly #startLine = new StartLineWatch();
  readonly #lines: Line[] = [];
  /** Its first `#size` bytes are the head so far. */
  #bytes: Uint8Array = NO_BYTES;
  #size = 0;
  #reading: HeadReading = INCOMPLETE;
  #rest: Uint8Array = NO_BYTES;

  constructor(limit = MAX_HEAD_SIZE) {
    this.#limit = limit;
  }

  /** The bytes of the last chunk after the head, as a view of that chunk. */
  get rest(): Uint8Array {
    return this.#rest;
  }

  /**
   * Reads a chunk. Once the result isn't `incomplete`, it stays the same, and `rest` is the chunk.
   */
  feed(chunk: Uint8Array): HeadReading {
    if (this.#reading.kind !== 'incomplete') {
      this.#rest = chunk;
      return this.#reading;
    }
    const before = this.#size;
    const taken = chunk.subarray(0, this.#limit - before);
    // A head that arrives in one chunk is read without a copy.
    if (before === 0) this.#bytes = taken;
    else this.#append(taken);
    this.#size = before + taken.length;
    this.#reading = this.#search(before);
    if (this.#reading.kind === 'incomplete' && before === 0) this.#bytes = taken.slice();
    const end = this.#reading.kind === 'head' ? this.#reading.head.size : this.#size;
    this.#rest = chunk.subarray(end - before);
    return this.#reading;
  }

  #append(more: Uint8Array): void {
    const size = this.#size + more.length;
    if (size > this.#bytes.length) {
      const capacity = Math.max(FIRST_CAPACITY, size, this.#bytes.length * 2);
      const grown = new Uint8Array(Math.min(capacity, this.#limit));
      grown.set(this.#bytes.subarray(0, this.#size));
      this.#bytes = grown;
    }
    this.#bytes.set(more, this.#size);
  }

  /** Looks for line ends in the new bytes, from `from` on. */
  #search(from: number): HeadReading {
    const bytes = this.#bytes.subarray(0, this.#size);
    if (this.#lines.length === 0) {
      const oddAt = this.#watchStartLine(bytes, from);
      if (oddAt !== null) return { kind: 'not-http', line: { start: 0, end: oddAt + 1 } };
    }
    for (let at = from; ;) {
      const feedAt = bytes.indexOf(LINE_FEED, at);
      if (feedAt === -1) break;
      const line = endLine(bytes, this.#lines.at(-1)?.end ?? 0, feedAt);
      if (line.start === line.textEnd) return readHead(bytes, this.#lines, line);
      this.#lines.push(line);
      at = line.end;
    }
    return this.#size < this.#limit ? INCOMPLETE : { kind: 'too-long', limit: this.#limit };
  }

  /** The offset of the first byte that can't be in a start line; null if there is none so far. */
  #watchStartLine(bytes: Uint8Array, from: number): number | null {
    for (let at = from; at < bytes.length; at++) {
      const byte = bytes[at] ?? 0;
      if (!this.#startLine.accepts(String.fromCharCode(byte))) return at;
      if (byte === LINE_FEED) break;
    }
    return null;
  }
}

/**
 * Skips one empty line before a request: a server "SHOULD ignore at least one empty line (CRLF)
 * received prior to the request-line" (RFC 9112 §2.2).
 */
export class EmptyLineSkipper {
  /** The part of the line that was skipped; null once anything else came, or the whole line. */
  #skipped: '' | '\r' | null = '';

  /** The chunk without that line. */
  skip(chunk: Uint8Array): Uint8Array {
    let at = 0;
    while (this.#skipped !== null && at < chunk.length) {
      const byte = chunk[at];
      if (this.#skipped === '' && byte === CARRIAGE_RETURN) {
        this.#skipped = '\r';
        at++;
        continue;
      }
      const hasReturn = this.#skipped === '\r';
      this.#skipped = null;
      if (byte === LINE_FEED) at++;
      // A return alone is no line end, so the request starts with it.
      else if (hasReturn) return concatBytes([Uint8Array.of(CARRIAGE_RETURN), chunk.subarray(at)]);
    }
    return chunk.subarray(at);
  }
}

/** The size of that line at the start of `bytes`; 0 if they don't start with a whole one. */
export function emptyLineSize(bytes: Uint8Array): number {
  const size = bytes.length - new EmptyLineSkipper().skip(bytes).length;
  return bytes[size - 1] === LINE_FEED ? size : 0;
}

/** The rule that it breaks: a client "MUST NOT preface or follow a request with an extra CRLF". */
export function checkEmptyLine(size: number): Violation[] {
  return size === 0 ? [] : [violationAtBytes('head.empty-line', { start: 0, end: size })];
}

export function isRequestHead(head: HttpHead): head is RequestHead {
  return head.startLine.kind === 'request';
}

export function isResponseHead(head: HttpHead): head is ResponseHead {
  return head.startLine.kind === 'response';
}

/**
 * Reads the head at the start of `bytes`.
 *
 * @param limit none to show a head that a receiver might reject for its size
 */
export function decodeHttpHead(bytes: Uint8Array, limit = MAX_HEAD_SIZE): HeadReading {
  return new HeadReader(limit).feed(bytes);
}

/** The rules of HTTP that the bytes break. */
export function checkHeadReading(reading: HeadReading): readonly Violation[] {
  switch (reading.kind) {
    case 'head':
      return reading.violations;
    case 'incomplete':
      return [];
    case 'too-long':
      return [violationAtBytes('head.too-long', { start: 0, end: reading.limit })];
    case 'not-http':
      return [violationAtBytes('head.start-line', reading.line)];
  }
}

/** A rule broken in `line`; without a line, the position is the end of the head. */
export function violationInHead(
  id: RuleId,
  head: HttpHead,
  line: FieldLine | null | undefined,
): Violation {
  return violationAtBytes(id, line?.range ?? head.endRange);
}

/** Throws a `TypeError` if the target contains a space, or a field a line break. */
export function encodeRequestHead(
  method: string,
  target: string,
  fields: readonly FieldPair[],
): Uint8Array {
  return encodeHead(`${method} ${target} HTTP/1.1`, fields);
}

/** Throws a `TypeError` if a field contains a line break. */
export function encodeResponseHead(
  status: number,
  reason: string,
  fields: readonly FieldPair[],
): Uint8Array {
  return encodeHead(`HTTP/1.1 ${status} ${reason}`, fields);
}

function encodeHead(startLine: string, fields: readonly FieldPair[]): Uint8Array {
  if (parseStartLine(startLine) === null) {
    throw new TypeError(`expected a start line, got "${startLine}"`);
  }
  const lines = [startLine, ...fields.map(encodeField), '', ''];
  return toLatin1(lines.join('\r\n'));
}

/** A CR or LF in a value would let the caller inject further fields. */
function encodeField([name, value]: FieldPair): string {
  if (isToken(name) && !/[\0\r\n]/.test(value)) return `${name}: ${value}`;
  throw new TypeError(`expected a header field in one line, got "${name}: ${value}"`);
}

/** The line that the line feed at `feedAt` ends. */
function endLine(bytes: Uint8Array, start: number, feedAt: number): Line {
  const hasReturn = feedAt > start && bytes[feedAt - 1] === CARRIAGE_RETURN;
  return { start, textEnd: hasReturn ? feedAt - 1 : feedAt, end: feedAt + 1 };
}

function readHead(bytes: Uint8Array, lines: readonly Line[], last: Line): HeadReading {
  const [first, ...others] = lines;
  const startLine = first ? parseStartLine(lineText(bytes, first)) : null;
  if (first === undefined || startLine === null) return { kind: 'not-http', line: last };
  const section = decodeHeaderSection(bytes, others);
  const { fields } = section;
  const violations =
    startLine.kind === 'response' ? section.violations.map(inResponse) : section.violations;
  const bareFeed = [...lines, last].find((line) => line.end - line.textEnd === 1);
  return {
    kind: 'head',
    head: {
      startLine,
      startLineRange: { start: first.start, end: first.end },
      fields,
      endRange: { start: last.start, end: last.end },
      size: last.end,
    },
    violations: bareFeed ? [...violations, bareLineFeed(bareFeed)] : violations,
  };
}

/** A line in a response that isn't a field, with how our client reacts. */
const LENIENT: Readonly<Partial<Record<RuleId, Violation['reaction']>>> = {
  /** Chromium 156 and Firefox 153 ignore the line; Node's client fails. */
  'head.field-line': 'accepts',
  /** Chromium 156 ignores the space; Firefox 153 rejects the response. */
  'head.blank-before-colon': 'fails',
};

/** Only servers have to reject these (RFC 9112 §2.2, §5.1). A client may. */
function inResponse(violation: Violation): Violation {
  const reaction = LENIENT[violation.id];
  return reaction === undefined ? violation : { ...violation, receiver: 'may fail', reaction };
}

/** Reported once per head, because heads with a bare LF usually have it on every line. */
function bareLineFeed({ textEnd, end }: Line): Violation {
  return violationAtBytes('head.bare-line-feed', { start: textEnd, end });
}
