/**
 * Header fields of an HTTP message: names without case, values as lists of tokens (RFC 9110 §5).
 */

import { FIELD } from './field-name.ts';
import { lengthOfRange, type ByteRange } from '#core/bytes/bit-range.ts';
import { isSameToken } from './token.ts';

/** One field line, with where it stands in the head. */
export type FieldLine = {
  readonly name: string;
  /** Without blanks around it. */
  readonly value: string;
  /** The whole line, its line end included. */
  readonly range: ByteRange;
  readonly nameRange: ByteRange;
  readonly valueRange: ByteRange;
};

/** A field to be written. */
export type FieldPair = readonly [name: string, value: string];

/** One element of a list, with where it stands in the head. */
export type ListElement = { readonly text: string; readonly range: ByteRange };

export function isFieldNamed(line: { readonly name: string }, name: string): boolean {
  return isSameToken(line.name, name);
}

export function findFields(fields: readonly FieldLine[], name: string): FieldLine[] {
  return fields.filter((line) => isFieldNamed(line, name));
}

/** The first field of that name. */
export function findField(fields: readonly FieldLine[], name: string): FieldLine | null {
  return findFields(fields, name)[0] ?? null;
}

/**
 * The elements of a list-valued field, of all its lines together (RFC 9110 §5.6.1): "a, , b" has
 * two. Empty ones count for nothing, and RFC 6455 allows them: its lists are those of RFC 2616
 * §2.1.
 */
export function findListElements(fields: readonly FieldLine[], name: string): ListElement[] {
  return findFields(fields, name).flatMap(splitList);
}

export function listElements(fields: readonly FieldLine[], name: string): string[] {
  return findListElements(fields, name).map(({ text }) => text);
}

/** Whether a list-valued field has this token, in any case. */
export function hasToken(fields: readonly FieldLine[], name: string, token: string): boolean {
  return listElements(fields, name).some((element) => isSameToken(element, token));
}

/** Whether a field says that a body follows the head (RFC 9112 §6). */
export function announcesBody(line: FieldLine): boolean {
  if (isFieldNamed(line, FIELD.contentLength)) return !/^0+$/.test(line.value);
  return isFieldNamed(line, FIELD.transferEncoding);
}

function splitList({ value, valueRange }: FieldLine): ListElement[] {
  // A folded line was joined, so that its characters are not its bytes.
  const isFolded = value.length !== lengthOfRange(valueRange);
  const elements: ListElement[] = [];
  let next = valueRange.start;
  for (const part of value.split(',')) {
    const { start, end } = withoutBlanks(part, 0);
    const range = isFolded ? valueRange : { start: next + start, end: next + end };
    if (start < end) elements.push({ text: part.slice(start, end), range });
    next += part.length + 1;
  }
  return elements;
}

/**
 * Where the text lies from `from` on, without the blanks around it. HTTP's are space and tab only
 * (RFC 9110 §5.6.3).
 */
export function withoutBlanks(text: string, from: number): ByteRange {
  let start = from;
  let end = text.length;
  while (start < end && isBlank(text, start)) start++;
  while (end > start && isBlank(text, end - 1)) end--;
  return { start, end };
}

export function isBlank(text: string, at: number): boolean {
  return text[at] === ' ' || text[at] === '\t';
}
