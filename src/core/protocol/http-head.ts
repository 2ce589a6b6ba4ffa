/**
 * The head of an HTTP/1.1 request or response: start line, field lines, empty line (RFC 9112 §2.1).
 *
 * Read as bytes of Latin-1, so that positions in the text are positions in the bytes.
 */

import { bitsOfBytes, shiftRange, type ByteRange } from '#core/bytes/bit-range.ts';
import { fromLatin1, toLatin1 } from '#core/bytes/text.ts';
import type { FieldLine, FieldPair } from './field-line.ts';
import { violationOf, type RuleId } from './rules.ts';
import type { Violation } from './violation.ts';

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

export type HttpHead<StartLine = RequestLine | StatusLine> = {
  readonly startLine: StartLine;
  /** The start line with its line end. */
  readonly startLineRange: ByteRange;
  readonly fields: readonly FieldLine[];
  /** The empty line that ends the head. */
  readonly endRange: ByteRange;
  /** Bytes of the whole head. */
  readonly size: number;
};

export type RequestHead = HttpHead<RequestLine>;
export type ResponseHead = HttpHead<StatusLine>;

/** A head; or the beginning of one; or something else, with the offset of the first line that is not HTTP. */
export type HeadReading =
  | {
      readonly kind: 'head';
      readonly head: HttpHead;
      readonly violations: readonly Violation<RuleId>[];
    }
  | { readonly kind: 'incomplete' }
  | { readonly kind: 'too-long'; readonly limit: number }
  | { readonly kind: 'not-http'; readonly line: ByteRange };

/** Longest head that is read (RFC 9110 §5.4 leaves the limit to the receiver). */
export const MAX_HEAD_SIZE = 64 * 1024;

/** Any registered method: all are in capitals (RFC 9110 §16.1), so that "Hello" is not taken for one. */
const METHOD = '[A-Z][A-Z0-9_-]*';
const REQUEST_LINE = new RegExp(String.raw`^(${METHOD}) (\S+) (HTTP\/\d\.\d)$`);
const STATUS_LINE = /^(HTTP\/\d\.\d) (\d{3})(?: (.*))?$/;
/** A start line that is cut may still become one: "GE", "GET /ch", "HTTP/1.1 10". */
const CUT_START_LINE = new RegExp(
  String.raw`^(?:|${METHOD}(?: \S*)?(?: H?T?T?P?\/?[\d.]*)?|HTTP\/[\d.]*(?: .*)?)\r?$`,
);
const FIELD_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** "invalid and dangerous" in a value (RFC 9110 §5.5): a line that has one is not read. */
const FORBIDDEN_IN_VALUE = /[\0\r]/;
const LINE_FEED = 0x0a;

/** Where a line lies, without and with its line end. */
type Line = { readonly start: number; readonly textEnd: number; readonly end: number };

export function isRequestHead(head: HttpHead): head is RequestHead {
  return head.startLine.kind === 'request';
}

export function isResponseHead(head: HttpHead): head is ResponseHead {
  return head.startLine.kind === 'response';
}

/** Reads the head at the beginning of `bytes`. */
export function decodeHttpHead(bytes: Uint8Array): HeadReading {
  const lines = splitLines(bytes);
  const [first] = lines;
  if (first && !isStartLine(textOf(bytes, first))) return { kind: 'not-http', line: first };
  const last = lines.at(-1);
  const isEnded = last !== undefined && lines.length > 1 && last.textEnd === last.start;
  if (!isEnded) {
    if (bytes.length >= MAX_HEAD_SIZE) return { kind: 'too-long', limit: MAX_HEAD_SIZE };
    return first || couldStartHttp(bytes)
      ? { kind: 'incomplete' }
      : { kind: 'not-http', line: { start: 0, end: bytes.length } };
  }
  return readLines(bytes, lines);
}

export function encodeRequestHead(
  method: string,
  target: string,
  fields: readonly FieldPair[],
): Uint8Array {
  return encodeHead(`${method} ${target} HTTP/1.1`, fields);
}

export function encodeResponseHead(
  status: number,
  reason: string,
  fields: readonly FieldPair[],
): Uint8Array {
  return encodeHead(`HTTP/1.1 ${status} ${reason}`, fields);
}

function encodeHead(startLine: string, fields: readonly FieldPair[]): Uint8Array {
  const lines = [startLine, ...fields.map(([name, value]) => `${name}: ${value}`), '', ''];
  return toLatin1(lines.join('\r\n'));
}

/** Lines up to and including the first empty one, of those that have ended. */
function splitLines(bytes: Uint8Array): Line[] {
  const lines: Line[] = [];
  const limit = Math.min(bytes.length, MAX_HEAD_SIZE);
  let start = 0;
  while (start < limit) {
    const feed = bytes.subarray(0, limit).indexOf(LINE_FEED, start);
    if (feed === -1) break;
    const hasReturn = feed > start && bytes[feed - 1] === 0x0d;
    const line = { start, textEnd: hasReturn ? feed - 1 : feed, end: feed + 1 };
    lines.push(line);
    if (line.textEnd === line.start) break;
    start = line.end;
  }
  return lines;
}

function readLines(bytes: Uint8Array, lines: readonly Line[]): HeadReading {
  const [first, ...rest] = lines;
  const last = rest.pop();
  if (first === undefined || last === undefined) return { kind: 'incomplete' };
  const startLine = parseStartLine(textOf(bytes, first));
  if (startLine === null) return { kind: 'not-http', line: first };
  const violations: Violation<RuleId>[] = [];
  const fields: FieldLine[] = [];
  for (const line of rest) {
    const text = textOf(bytes, line);
    const previous = fields.at(-1);
    const isSafe = !FORBIDDEN_IN_VALUE.test(text);
    if (isSafe && isBlank(text, 0) && previous !== undefined) {
      violations.push(violationOf('head.folded-line', bitsOfBytes(line.start, line.end)));
      fields[fields.length - 1] = unfold(previous, text, line);
      continue;
    }
    const field = isSafe ? parseFieldLine(text, line) : null;
    if (field) fields.push(field);
    else violations.push(violationOf('head.field-line', bitsOfBytes(line.start, line.end)));
  }
  const bareFeed = lines.find((line) => line.end - line.textEnd === 1);
  if (bareFeed) {
    violations.push(
      violationOf('head.bare-line-feed', bitsOfBytes(bareFeed.textEnd, bareFeed.end)),
    );
  }
  const head: HttpHead = {
    startLine,
    startLineRange: { start: first.start, end: first.end },
    fields,
    endRange: { start: last.start, end: last.end },
    size: last.end,
  };
  return { kind: 'head', head, violations };
}

function textOf(bytes: Uint8Array, line: Line): string {
  return fromLatin1(bytes.subarray(line.start, line.textEnd));
}

function isStartLine(text: string): boolean {
  return REQUEST_LINE.test(text) || STATUS_LINE.test(text);
}

function parseStartLine(text: string): RequestLine | StatusLine | null {
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

function parseFieldLine(text: string, line: Line): FieldLine | null {
  const colon = text.indexOf(':');
  const name = text.slice(0, colon);
  if (colon === -1 || !FIELD_NAME.test(name)) return null;
  const value = withoutBlanks(text, colon + 1);
  return {
    name,
    value: text.slice(value.start, value.end),
    range: { start: line.start, end: line.end },
    nameRange: { start: line.start, end: line.start + colon },
    valueRange: shiftRange(value, line.start),
  };
}

/** A line that begins with a blank goes on with the field before it (obs-fold, RFC 9112 §5.2). */
function unfold(field: FieldLine, text: string, line: Line): FieldLine {
  const more = withoutBlanks(text, 0);
  const values = [field.value, text.slice(more.start, more.end)].filter((value) => value !== '');
  return {
    ...field,
    value: values.join(' '),
    range: { start: field.range.start, end: line.end },
    valueRange: { start: field.valueRange.start, end: line.textEnd },
  };
}

/** Where the text lies from `from` on, without the blanks around it. HTTP's are space and tab only (RFC 9110 §5.6.3). */
function withoutBlanks(text: string, from: number): ByteRange {
  let start = from;
  let end = text.length;
  while (start < end && isBlank(text, start)) start++;
  while (end > start && isBlank(text, end - 1)) end--;
  return { start, end };
}

function isBlank(text: string, at: number): boolean {
  return text[at] === ' ' || text[at] === '\t';
}

function couldStartHttp(bytes: Uint8Array): boolean {
  return CUT_START_LINE.test(fromLatin1(bytes.subarray(0, MAX_HEAD_SIZE)));
}
