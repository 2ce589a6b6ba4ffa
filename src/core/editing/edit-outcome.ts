/** The outcome of an attempt to change something: an edit, or the reason why it is impossible. */

import type { Edit } from './edit.ts';
import type { ValueProblem } from './field-value-parser.ts';

export type EditProblem =
  | ValueProblem
  /** The field has too few bits for this length. */
  | 'too-large-for-field'
  /** The offset is outside the buffer. */
  | 'no-such-byte'
  /** The value has another kind than the field. */
  | 'not-for-this-field'
  /** The message is compressed, and no compressor was passed. */
  | 'compressor-missing'
  /**
   * The message refers to messages that are missing from the trace, so it can't be compressed
   * again.
   */
  | 'content-unknown'
  /** The payload was not captured completely, so it can't be rewritten. */
  | 'not-captured';

export type EditOutcome =
  | { readonly kind: 'edit'; readonly edit: Edit }
  | { readonly kind: 'problem'; readonly problem: EditProblem };

export function problemOf(problem: EditProblem): EditOutcome {
  return { kind: 'problem', problem };
}
