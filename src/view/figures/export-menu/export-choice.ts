/** What the menu can export of a conversation, and a preview of it. */

import type { BitRange } from '#core/bytes/bit-range.ts';
import type { Conversation } from '#core/conversation/conversation.ts';
import {
  formsFor,
  isQuickToExport,
  sizeOfScope,
  type ExportFormId,
  type ExportScope,
} from '#core/exports/export-text.ts';
import { DIRECTIONS } from '#core/trace/direction.ts';
import { scopeLabel } from '#content/decode/export-forms.ts';

/** Something that can be exported, and the forms that it has: at least one. */
export type ExportChoice = {
  /** Unique among the choices. */
  readonly id: string;
  readonly label: string;
  readonly scope: ExportScope;
  readonly forms: readonly ExportFormId[];
  /** Forms whose text is made fast enough to show and copy. */
  readonly quickForms: readonly ExportFormId[];
};

/** The selection, the shown unit, each direction and everything, if they exist. */
export function exportChoices(
  conversation: Conversation,
  shownUnit: number,
  selection: BitRange | null,
): ExportChoice[] {
  const isThere = conversation.units[shownUnit] !== undefined;
  const scopes: ExportScope[] = [
    ...(isThere && selection
      ? [{ kind: 'selection' as const, unitIndex: shownUnit, range: selection }]
      : []),
    ...(isThere ? [{ kind: 'unit' as const, unitIndex: shownUnit }] : []),
    ...DIRECTIONS.map((direction) => ({ kind: 'stream' as const, direction })),
    { kind: 'all' },
  ];
  return scopes.flatMap((scope) => {
    const size = sizeOfScope(scope, conversation);
    if (size === 0) return [];
    const forms = formsFor(scope, conversation);
    if (forms.length === 0) return [];
    return {
      id: scope.kind === 'stream' ? scope.direction : scope.kind,
      label: scopeLabel(scope, size, conversation),
      scope,
      forms,
      quickForms: forms.filter((form) => isQuickToExport(scope, form, conversation)),
    };
  });
}

const PREVIEWED_LINES = 12;
const PREVIEWED_COLUMNS = 400;

/** The start of a text. */
export function previewOf(text: string): string {
  const lines = text.split('\n', PREVIEWED_LINES + 1);
  const shown = lines.slice(0, PREVIEWED_LINES).map(cutLine);
  return [...shown, ...(lines.length > PREVIEWED_LINES ? ['…'] : [])].join('\n');
}

function cutLine(line: string): string {
  return line.length > PREVIEWED_COLUMNS ? `${line.slice(0, PREVIEWED_COLUMNS)}…` : line;
}
