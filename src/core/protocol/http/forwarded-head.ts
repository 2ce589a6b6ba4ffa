/**
 * The head of a message as a proxy forwards it: without the fields that belong to one connection
 * (RFC 9110 §7.6.1), and with its name in Via (§7.6.3).
 */

import { concatBytes } from '#core/bytes/byte-array.ts';
import { toLatin1 } from '#core/bytes/text.ts';
import { isFieldNamed, listElements, type FieldLine } from './field-line.ts';
import { FIELD } from './field-name.ts';
import type { HttpHead } from './http-head.ts';
import { isSameToken } from './token.ts';

export type Forwarding = {
  /** The proxy's name in Via. */
  readonly pseudonym: string;
  /** Connection options that the proxy itself means, on its other connection as well. */
  readonly keptOptions: readonly string[];
};

/** `bytes` starts with the head. All other lines stay as they are, byte by byte. */
export function forwardHead(
  bytes: Uint8Array,
  { startLineRange, fields, endRange }: HttpHead,
  { pseudonym, keptOptions }: Forwarding,
): Uint8Array {
  const options = listElements(fields, FIELD.connection);
  const dropped = options.filter((option) => !isKept(option, keptOptions));
  const forwards = (line: FieldLine) => {
    if (isFieldNamed(line, FIELD.connection)) return dropped.length === 0;
    return !dropped.some((option) => isFieldNamed(line, option));
  };
  const kept = [startLineRange, ...fields.filter(forwards).map(({ range }) => range)];
  return concatBytes([
    ...kept.map(({ start, end }) => bytes.subarray(start, end)),
    toLatin1(`${FIELD.via}: 1.1 ${pseudonym}\r\n`),
    bytes.subarray(endRange.start, endRange.end),
  ]);
}

function isKept(option: string, keptOptions: readonly string[]): boolean {
  return keptOptions.some((kept) => isSameToken(kept, option));
}
