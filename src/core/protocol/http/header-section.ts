/** The field lines of an HTTP head, read one by one, odd ones too (RFC 9110 §5.5, RFC 9112 §5). */

import { shiftRange, type ByteRange } from '#core/bytes/bit-range.ts';
import { fromLatin1 } from '#core/bytes/text.ts';
import { isBlank, withoutBlanks, type FieldLine } from './field-line.ts';
import { isToken } from './token.ts';
import type { RuleId } from '#core/protocol/rules/rules.ts';
import { violationAtBytes, type Violation } from '#core/protocol/rules/violation.ts';

/** Where a line lies, without and with its line end. */
export type Line = { readonly start: number; readonly textEnd: number; readonly end: number };

export type HeaderSection = {
  readonly fields: readonly FieldLine[];
  readonly violations: readonly Violation[];
};

/** Who does not reject these has to take them for blanks (RFC 9110 §5.5). */
const READ_AS_BLANK = /[\0\r]/g;

/** Lines that can't be read are left out, and said to be wrong. */
export function decodeHeaderSection(bytes: Uint8Array, lines: readonly Line[]): HeaderSection {
  const fields: FieldLine[] = [];
  const violations: Violation[] = [];
  const report = (id: RuleId, range: ByteRange) => violations.push(violationAtBytes(id, range));
  /** The field that the next line may go on with: none after a line that could not be read. */
  let open: FieldLine | null = null;
  for (const line of lines) {
    const text = lineText(bytes, line);
    const previous: FieldLine | null = isBlank(text, 0) ? open : null;
    const fault = previous ? null : faultIn(text, line);
    if (fault) {
      report(fault.id, fault.range);
      open = null;
      continue;
    }
    const controlAt = findControlCharacter(text);
    if (controlAt !== -1) {
      const start = line.start + controlAt;
      report('head.control-character', { start, end: start + 1 });
    }
    const readable = text.replace(READ_AS_BLANK, ' ');
    if (previous) {
      report('head.folded-line', line);
      fields.pop();
    }
    open = previous ? unfold(previous, readable, line) : readField(readable, line);
    fields.push(open);
  }
  return { fields, violations };
}

export function lineText(bytes: Uint8Array, line: Line): string {
  return fromLatin1(bytes.subarray(line.start, line.textEnd));
}

/** Why a line can't be read as a field, and where. */
function faultIn(
  text: string,
  line: Line,
): { readonly id: RuleId; readonly range: ByteRange } | null {
  const colon = text.indexOf(':');
  const name = text.slice(0, Math.max(0, colon));
  if (isToken(name)) return null;
  const { start, end } = withoutBlanks(name, 0);
  if (start === 0 && isToken(name.slice(0, end))) {
    return {
      id: 'head.blank-before-colon',
      range: shiftRange({ start: end, end: colon }, line.start),
    };
  }
  return { id: 'head.field-line', range: line };
}

function readField(text: string, line: Line): FieldLine {
  const colon = text.indexOf(':');
  const value = withoutBlanks(text, colon + 1);
  return {
    name: text.slice(0, colon),
    value: text.slice(value.start, value.end),
    range: { start: line.start, end: line.end },
    nameRange: { start: line.start, end: line.start + colon },
    valueRange: shiftRange(value, line.start),
  };
}

/** A line that begins with a blank goes on with the field before it (obs-fold, RFC 9112 §5.2). */
function unfold(field: FieldLine, text: string, line: Line): FieldLine {
  const { start, end } = withoutBlanks(text, 0);
  const more = text.slice(start, end);
  const gap = field.value === '' || more === '' ? '' : ' ';
  return {
    ...field,
    value: `${field.value}${gap}${more}`,
    range: { start: field.range.start, end: line.end },
    valueRange: { start: field.valueRange.start, end: line.textEnd },
  };
}

/** Offset of the first control character, tabs aside; -1 where there is none. */
function findControlCharacter(text: string): number {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if ((code < 0x20 && code !== 0x09) || code === 0x7f) return at;
  }
  return -1;
}
