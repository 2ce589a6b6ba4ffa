/** A request or response line by line, with a note for each line. */

import {
  bytesCovering,
  rangesOverlap,
  type BitRange,
  type ByteRange,
} from '#core/bytes/bit-range.ts';
import { fromLatin1 } from '#core/bytes/text.ts';
import type { Dissection } from '#core/dissection/dissection.ts';
import type { Field } from '#core/dissection/field.ts';
import type { Finding } from '#core/conversation/finding.ts';
import { isFieldNamed } from '#core/protocol/http/field-line.ts';
import { FIELD } from '#core/protocol/http/field-name.ts';
import { SWITCHING_PROTOCOLS } from '#core/protocol/opening/opening-response.ts';
import { headLineNote, type HeadKind } from '#content/reference/head-line-words.ts';
import { ruleWords } from '#content/rules/rule-notes.ts';
import { visibleStart } from '#content/phrasing/quotation.ts';

export type HeadLine = {
  /** On the wire. */
  readonly range: BitRange;
  /** The text as received, without its line end. Empty for the empty line. */
  readonly text: string;
  /** "required", "optional: extensions on offer". */
  readonly note: string;
  /** Whether it was compared and found right, or breaks a rule. */
  readonly verdict: 'checked' | 'broken' | null;
  /** Whether its characters, without the line end, aren't in the text. */
  readonly made: 'all' | 'part' | 'none';
};

export type HeadContext = {
  /** The rules that this head breaks. */
  readonly findings: readonly Finding[];
  /** Whether the response's accept value was compared with the request's key. */
  readonly isAcceptChecked: boolean;
  /** Bytes of the head that aren't in the text. None, by default. */
  readonly made?: readonly ByteRange[];
};

const NO_FACTS = { opcode: null, payloadLength: null, closeCode: null, status: null };

export function headLines(dissection: Dissection, context: HeadContext): HeadLine[] {
  const kind = kindOf(dissection);
  return dissection.fields.map((field) => {
    const name = nameIn(field);
    const finding = context.findings.find(({ violation }) =>
      rangesOverlap(violation.range, field.range),
    );
    const isChecked =
      kind === 'response' &&
      name !== null &&
      isFieldNamed({ name }, FIELD.webSocketAccept) &&
      context.isAcceptChecked;
    return {
      range: field.range,
      text: visibleStart(lineText(field)),
      note: finding
        ? ruleWords(finding.violation.id, NO_FACTS).title
        : headLineNote(field.id, name, kind, isChecked),
      verdict: finding ? 'broken' : isChecked ? 'checked' : null,
      made: madeOf(field, context.made ?? []),
    };
  });
}

/** Restored line ends are mentioned elsewhere, and aren't shown. */
function madeOf(field: Field, made: readonly ByteRange[]): HeadLine['made'] {
  const { start } = bytesCovering(field.range);
  const { length } = lineText(field);
  const line = { start, end: start + length };
  const size = made.reduce(
    (sum, range) =>
      sum + Math.max(0, Math.min(line.end, range.end) - Math.max(line.start, range.start)),
    0,
  );
  return size === 0 ? 'none' : size === length ? 'all' : 'part';
}

function kindOf({ kind, fields }: Dissection): HeadKind {
  if (kind === 'request') return 'request';
  const status = fields
    .flatMap(({ children }) => children)
    .find(({ id }) => id === 'head.status')?.value;
  const isRefusal = status?.kind === 'text' && status.text !== String(SWITCHING_PROTOCOLS);
  return isRefusal ? 'refusal' : 'response';
}

/** The name of a header field; null for other lines. */
function nameIn({ children }: Field): string | null {
  const value = children.find(({ id }) => id === 'head.field-name')?.value;
  return value?.kind === 'text' ? value.text : null;
}

/** The line as received, whether it is a header field or not. */
function lineText({ id, value }: Field): string {
  if (id === 'head.end') return '';
  return value.kind === 'bytes'
    ? fromLatin1(value.bytes).trimEnd()
    : value.kind === 'text'
      ? value.text
      : '';
}
