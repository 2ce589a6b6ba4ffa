/** Finds the start line of a head in a line of a text, behind labels of logs and marks of curl. */

import type { PastedLines } from '#core/paste/lines/pasted-lines.ts';
import {
  parseStartLine,
  type RequestLine,
  type StatusLine,
} from '#core/protocol/http/start-line.ts';

export type FoundStartLine = {
  readonly line: RequestLine | StatusLine;
  /** Where it is in the text, without what was printed for its line end. */
  readonly start: number;
  readonly end: number;
  /** The label before it in its line. */
  readonly prefix: string;
  /** The quote that ends each line, if the label ends with one. */
  readonly quote: string;
  /** Whether each line's CR is printed as a dot, as tcpdump -A does. */
  readonly isDotted: boolean;
};

const LONGEST_LABEL = 400;

/** Behind a label, a word in capitals can be anything. */
const METHOD = 'GET|HEAD|POST|PUT|DELETE|CONNECT|OPTIONS|TRACE|PATCH';
const REQUEST = new RegExp(String.raw`(^|[\s"'>:|)\].])((?:${METHOD}) \S+ HTTP\/\d\.\d)(?!\d)`);
const OTHER_REQUEST = /^[A-Z][A-Z0-9_-]* \S+ HTTP\/\d\.\d(?!\d)/;
const STATUS = /(^|[\s"'>:|)\].])(HTTP\/\d\.\d \d{3}(?!\d))/;

/** A line end in printed characters: "\r", "\x0d", "^M". */
export const PRINTED_RETURN = /(?:\\r(?:\\n)?|\\x0d(?:\\x0a)?|\^M|\u240d\u240a?)$/i;

/** Null if the line has none, or something else behind it, as in an access log. */
export function startLineIn(lines: PastedLines, index: number): FoundStartLine | null {
  const start = lines.content(index);
  const end = lines.contentEnd(index);
  const text = lines.text.slice(start, end);
  // Most lines of a text have none.
  if (!text.includes('HTTP/')) return null;
  const found = STATUS.exec(text) ?? REQUEST.exec(text);
  const other = found === null ? OTHER_REQUEST.exec(text) : null;
  const at = found ? found.index + found[1]!.length : other ? 0 : -1;
  if (at === -1 || at > LONGEST_LABEL) return null;
  return withoutLineEnd(lines, index, text.slice(at), text.slice(0, at));
}

function withoutLineEnd(
  lines: PastedLines,
  index: number,
  rest: string,
  prefix: string,
): FoundStartLine | null {
  const start = lines.content(index) + prefix.length;
  const quote = /["']$/.exec(prefix)?.[0] ?? '';
  const isQuoted = quote !== '' && rest.endsWith(quote);
  let body = isQuoted ? rest.slice(0, -1) : rest;
  const printed = PRINTED_RETURN.exec(body)?.[0] ?? '';
  // A string with escapes is a literal.
  if (quote !== '' && (printed !== '' || body.includes('\\r\\n'))) return null;
  if (quote !== '' && !isQuoted && prefix !== quote) return null;
  body = body.slice(0, body.length - printed.length);
  const isDotted = body.endsWith('.') && isDottedLine(lines, index + 1);
  if (isDotted) body = body.slice(0, -1);
  // A dot before a method is a byte that was printed as one.
  if (prefix.endsWith('.') && !isDotted) return null;
  const line = parseStartLine(body);
  if (line === null) return null;
  const end = start + body.length;
  return { line, start, end, prefix, quote: isQuoted ? quote : '', isDotted };
}

function isDottedLine(lines: PastedLines, index: number): boolean {
  return lines.text.charAt(lines.contentEnd(index) - 1) === '.' && index < lines.count;
}
