/** The field lines of an HTTP head, malformed ones included (RFC 9110 §5.5, RFC 9112 §5). */

import { shiftRange, type ByteRange } from '#core/bytes/bit-range.ts';
import { fromLatin1 } from '#core/bytes/text.ts';
import { isSpaceOrTab, trimmedRange, type FieldLine } from './field-line.ts';
import { isToken } from './token.ts';
import type { RuleId } from '#core/protocol/rules/rules.ts';
import { violationAtBytes, type Violation } from '#core/protocol/rules/violation.ts';

/** The position of a line in the head. `textEnd` excludes the line end, `end` includes it. */
export type Line = { readonly start: number; readonly textEnd: number; readonly end: number };

export type HeaderSection = {
  readonly fields: readonly FieldLine[];
  readonly violations: readonly Violation[];
};

/** A receiver that doesn't reject these has to replace them with spaces (RFC 9110 §5.5). */
const READ_AS_SPACE = /[\0\r]/g;

/** Reads the lines. Omits those that aren't fields, and reports them. */
export function decodeHeaderSection(bytes: Uint8Array, lines: readonly Line[]): HeaderSection {
  const fields: FieldLine[] = [];
  const violations: Violation[] = [];
  const report = (id: RuleId, range: ByteRange) => violations.push(violationAtBytes(id, range));
  /** The field that a folded next line continues. Null after a line that isn't a field. */
  let open: FieldLine | null = null;
  for (const line of lines) {
    const text = lineText(bytes, line);
    const previous: FieldLine | null = isSpaceOrTab(text, 0) ? open : null;
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
    const readable = text.replace(READ_AS_SPACE, ' ');
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

/** Why a line isn't a field, and where; null if it is one. */
function faultIn(
  text: string,
  line: Line,
): { readonly id: RuleId; readonly range: ByteRange } | null {
  const colon = text.indexOf(':');
  const name = text.slice(0, Math.max(0, colon));
  if (isToken(name)) return null;
  const { start, end } = trimmedRange(name, 0);
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
  const value = trimmedRange(text, colon + 1);
  return {
    name: text.slice(0, colon),
    value: text.slice(value.start, value.end),
    range: { start: line.start, end: line.end },
    nameRange: { start: line.start, end: line.start + colon },
    valueRange: shiftRange(value, line.start),
  };
}

/** A line that starts with a space continues the field before it (obs-fold, RFC 9112 §5.2). */
function unfold(field: FieldLine, text: string, line: Line): FieldLine {
  const { start, end } = trimmedRange(text, 0);
  const more = text.slice(start, end);
  const gap = field.value === '' || more === '' ? '' : ' ';
  return {
    ...field,
    value: `${field.value}${gap}${more}`,
    range: { start: field.range.start, end: line.end },
    valueRange: { start: field.valueRange.start, end: line.textEnd },
  };
}

/** The offset of the first control character other than a tab; -1 if there is none. */
function findControlCharacter(text: string): number {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if ((code < 0x20 && code !== 0x09) || code === 0x7f) return at;
  }
  return -1;
}
