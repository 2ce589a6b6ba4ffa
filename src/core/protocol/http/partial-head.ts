/**
 * Heads of which only a part is known, such as fields that were copied without the rest. What isn't
 * known is neither missing nor right.
 */

import { bitsOfBytes } from '#core/bytes/bit-range.ts';
import type { Violation } from '#core/protocol/rules/violation.ts';
import { findField } from './field-line.ts';
import type { HeadPart, HttpHead } from './http-head.ts';

export function isUnknownIn(head: HttpHead, part: HeadPart): boolean {
  return head.lacks?.includes(part) === true;
}

/** Whether a partly known head is one of HTTP/2, to which RFC 8441 applies. */
export function isKnownHttp2(head: HttpHead): boolean {
  return head.lacks !== undefined && head.startLine.version.startsWith('HTTP/2');
}

/** Whether a head may have a field that isn't among those known. */
export function mayHaveField(head: HttpHead, name: string): boolean {
  return isUnknownIn(head, 'fields') && findField(head.fields, name) === null;
}

/** The violations without those of fields that may only be unknown. They are at the head's end. */
export function knownViolations(head: HttpHead, violations: readonly Violation[]): Violation[] {
  if (!isUnknownIn(head, 'fields')) return [...violations];
  const end = bitsOfBytes(head.endRange.start, head.endRange.end);
  return violations.filter(({ range }) => range.start !== end.start || range.end !== end.end);
}
