/** What comes of a reader's wish to change something: an edit, or why there is none. */

import type { Edit } from './edit.ts';
import type { ValueProblem } from './field-value-parser.ts';

export type EditProblem =
  | ValueProblem
  /** The bits of the length can't hold it. */
  | 'too-large-for-field'
  /** Nothing is there to be changed. */
  | 'no-such-byte'
  /** A value of another kind than the field's. */
  | 'not-for-this-field'
  /** A compressed message, and nothing to compress it with was given. */
  | 'compressor-missing'
  /** It refers to messages that the trace does not have, so nobody can write it anew. */
  | 'content-unknown'
  /** Not all of the payload was captured, so it can't be written anew. */
  | 'not-captured';

export type EditOutcome =
  | { readonly kind: 'edit'; readonly edit: Edit }
  | { readonly kind: 'problem'; readonly problem: EditProblem };

export function problemOf(problem: EditProblem): EditOutcome {
  return { kind: 'problem', problem };
}
