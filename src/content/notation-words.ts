/** What is said of a paste: the form it was read in, and where reading had to stop. */

import type { NotationId, NotationProblem } from '#core/notations/notation.ts';
import { quoted } from './quotation.ts';

/** The form's name in a line of facts: "hex · 35 bytes". */
export const NOTATION_NAMES: Readonly<Record<NotationId, string>> = { hex: 'hex' };

/** What can be pasted, and how that looks. */
export const PASTABLE: readonly { readonly form: string; readonly example: string }[] = [
  { form: 'spaced', example: '81 05 48 65 6c 6c 6f' },
  { form: 'unspaced', example: '810548656c6c6f' },
  { form: 'as in source code', example: '0x81, 0x05, 0x48, …' },
];

/** Where reading stopped, and what became of the rest. `place` is the line and column. */
export function problemWords(
  problem: NotationProblem,
  place: { readonly line: number; readonly column: number },
): string {
  const where = `Line ${place.line}, column ${place.column}`;
  switch (problem.kind) {
    case 'not-hex':
      return `${where}: ${quoted(problem.character)} is no hex digit. The bytes before it are read, the rest stays as it is.`;
    case 'odd-digit':
      return `${where}: a digit without its second half. The bytes before it are read, the rest stays as it is.`;
  }
}
export const leftOutWords = (l: { kind: string }) => l.kind;
export const lostWords = (l: { kind: string }) => l.kind;
export const RECONSTRUCTED = 'reconstructed';
export const DIRECTION_MODE_WORDS = {
  'as-told': 'whoever the bytes tell',
  'from-client': 'the client',
  'from-server': 'the server',
};
