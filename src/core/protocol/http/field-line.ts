/** Header fields: names without case, and values that are lists (RFC 9110 §5). */

import { FIELD } from './field-name.ts';
import { lengthOfRange, type ByteRange } from '#core/bytes/bit-range.ts';
import { isSameToken } from './token.ts';

/** One field line, and its position in the head. */
export type FieldLine = {
  readonly name: string;
  /** Without the spaces around it. */
  readonly value: string;
  /** The whole line, including its line end. */
  readonly range: ByteRange;
  readonly nameRange: ByteRange;
  readonly valueRange: ByteRange;
};

/** A field to write. */
export type FieldPair = readonly [name: string, value: string];

/** One element of a list, and its position in the head. */
export type ListElement = { readonly text: string; readonly range: ByteRange };

export function isFieldNamed(line: { readonly name: string }, name: string): boolean {
  return isSameToken(line.name, name);
}

export function findFields(fields: readonly FieldLine[], name: string): FieldLine[] {
  return fields.filter((line) => isFieldNamed(line, name));
}

/** The first field with that name. */
export function findField(fields: readonly FieldLine[], name: string): FieldLine | null {
  return findFields(fields, name)[0] ?? null;
}

/**
 * The elements of a list-valued field, from all of its lines (RFC 9110 §5.6.1). Empty elements
 * don't count: "a, , b" has two. RFC 6455 allows them, because it uses the lists of RFC 2616 §2.1.
 */
export function findListElements(fields: readonly FieldLine[], name: string): ListElement[] {
  return findFields(fields, name).flatMap(splitList);
}

export function listElements(fields: readonly FieldLine[], name: string): string[] {
  return findListElements(fields, name).map(({ text }) => text);
}

/** Whether a list-valued field contains the token, in any case. */
export function hasToken(fields: readonly FieldLine[], name: string, token: string): boolean {
  return listElements(fields, name).some((element) => isSameToken(element, token));
}

/** Whether a field means that a body follows the head (RFC 9112 §6). */
export function announcesBody(line: FieldLine): boolean {
  if (isFieldNamed(line, FIELD.contentLength)) return !/^0+$/.test(line.value);
  return isFieldNamed(line, FIELD.transferEncoding);
}

function splitList({ value, valueRange }: FieldLine): ListElement[] {
  // The value of a folded line was joined, so its characters are not at the same offsets.
  const isFolded = value.length !== lengthOfRange(valueRange);
  const elements: ListElement[] = [];
  let next = valueRange.start;
  for (const part of value.split(',')) {
    const { start, end } = trimmedRange(part, 0);
    const range = isFolded ? valueRange : { start: next + start, end: next + end };
    if (start < end) elements.push({ text: part.slice(start, end), range });
    next += part.length + 1;
  }
  return elements;
}

/**
 * The range of the text from `from` on, without the spaces around it. HTTP allows only spaces and
 * tabs there (RFC 9110 §5.6.3).
 */
export function trimmedRange(text: string, from: number): ByteRange {
  let start = from;
  let end = text.length;
  while (start < end && isSpaceOrTab(text, start)) start++;
  while (end > start && isSpaceOrTab(text, end - 1)) end--;
  return { start, end };
}

/** Whether the character at `at` is a space or a tab. */
export function isSpaceOrTab(text: string, at: number): boolean {
  return text[at] === ' ' || text[at] === '\t';
}
