/** The note beside each line of a request or response. */

import type { FieldId } from '#core/dissection/field.ts';
import { headerNote } from './header-notes.ts';

/** A refusal's lines have other notes than those of a response that switches. */
export type HeadKind = 'request' | 'response' | 'refusal';

/** `name` is that of a header field; null for other lines. */
export function headLineNote(
  id: FieldId,
  name: string | null,
  kind: HeadKind,
  isChecked: boolean,
): string {
  if (name !== null) {
    const note = headerNote(name, kind);
    if (note === null) return 'not part of the handshake';
    return isChecked ? `${note.need}, checked` : `${note.need}: ${note.why}`;
  }
  switch (id) {
    case 'head.request-line':
      return 'request line';
    case 'head.status-line':
      return 'status line';
    case 'head.end':
      return kind === 'response' ? 'end of head, then frames' : 'end of head';
    default:
      return '';
  }
}
