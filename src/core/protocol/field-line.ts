/** Header fields of an HTTP message: names without case, values as lists of tokens (RFC 9110 §5). */

import type { ByteRange } from '#core/bytes/bit-range.ts';

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

export function isFieldNamed(line: { readonly name: string }, name: string): boolean {
  return line.name.toLowerCase() === name.toLowerCase();
}

export function findFields(fields: readonly FieldLine[], name: string): FieldLine[] {
  return fields.filter((line) => isFieldNamed(line, name));
}

/** The first field of that name. */
export function findField(fields: readonly FieldLine[], name: string): FieldLine | null {
  return findFields(fields, name)[0] ?? null;
}

/** The elements of a list-valued field, of all its lines together (RFC 9110 §5.6.1): "a, , b" has two. */
export function listElements(fields: readonly FieldLine[], name: string): string[] {
  return findFields(fields, name)
    .flatMap((line) => line.value.split(','))
    .map((element) => element.trim())
    .filter((element) => element !== '');
}

/** Whether a list-valued field has this token, in any case. */
export function hasToken(fields: readonly FieldLine[], name: string, token: string): boolean {
  return listElements(fields, name).some(
    (element) => element.toLowerCase() === token.toLowerCase(),
  );
}
