/** What of the bench can be taken out, and how the file is called that holds it. */

import { countOf } from '#content/quantity.ts';
import { unitTitle, type UnitName } from '#content/unit-words.ts';
import type { Conversation } from '#core/dissection/conversation.ts';
import {
  formsFor,
  sizeOfScope,
  type ExportFormId,
  type ExportScope,
} from '#core/exports/export-text.ts';
import type { ExportChoice } from '#view/figures/export-menu/export-choice.ts';
import type { Place } from '#view/state/selection.svelte.ts';

/** From the narrowest to the widest. */
export function exportChoices(
  conversation: Conversation,
  names: readonly UnitName[],
  shownUnit: number,
  chosen: Place | null,
): ExportChoice[] {
  const unit = conversation.units[shownUnit];
  const name = names[shownUnit];
  if (unit === undefined || name === undefined) return [];
  const make = (id: string, what: string, scope: ExportScope): ExportChoice => {
    const size = sizeOfScope(scope, conversation);
    const forms = formsFor(scope, conversation);
    return { id, label: `${what}, ${countOf(size, 'byte')}`, scope, size, forms };
  };
  const selection =
    chosen?.unit === shownUnit
      ? [
          make('selection', 'The selection', {
            kind: 'selection',
            unitIndex: shownUnit,
            range: chosen.range,
          }),
        ]
      : [];
  return [
    ...selection,
    make('unit', unitTitle(unit, name), { kind: 'unit', unitIndex: shownUnit }),
    make('all', 'Everything', { kind: 'all' }),
  ];
}

const FILES: Readonly<Record<ExportFormId, { readonly ending: string; readonly type: string }>> = {
  hex: { ending: 'hex.txt', type: 'text/plain' },
  hexdump: { ending: 'dump.txt', type: 'text/plain' },
  c: { ending: 'c', type: 'text/x-c' },
  python: { ending: 'py', type: 'text/x-python' },
  javascript: { ending: 'js', type: 'text/javascript' },
  base64: { ending: 'base64.txt', type: 'text/plain' },
  json: { ending: 'json', type: 'application/json' },
  markdown: { ending: 'md', type: 'text/markdown' },
  svg: { ending: 'svg', type: 'image/svg+xml' },
};

export function exportFile(form: ExportFormId): { readonly name: string; readonly type: string } {
  const { ending, type } = FILES[form];
  return { name: `websocket.${ending}`, type };
}
