/** What of the bench can be taken out, from the narrowest to the widest. */

import { scopeLabel } from '#content/export-forms.ts';
import type { Conversation } from '#core/dissection/conversation.ts';
import { formsFor, sizeOfScope, type ExportScope } from '#core/exports/export-text.ts';
import { DIRECTIONS } from '#core/trace/direction.ts';
import type { ExportChoice } from '#view/figures/export-menu/export-choice.ts';
import type { Place } from '#view/state/selection.svelte.ts';

export function exportChoices(
  conversation: Conversation,
  shownUnit: number,
  chosen: Place | null,
): ExportChoice[] {
  if (conversation.units[shownUnit] === undefined) return [];
  const { streams } = conversation.trace;
  const speaking = DIRECTIONS.filter((direction) => streams[direction].length > 0);
  const scopes: ExportScope[] = [
    ...(chosen?.unit === shownUnit
      ? [{ kind: 'selection', unitIndex: shownUnit, range: chosen.range } as const]
      : []),
    { kind: 'unit', unitIndex: shownUnit },
    ...speaking.map((direction) => ({ kind: 'stream', direction }) as const),
    { kind: 'all' },
  ];
  return scopes.map((scope, index) => {
    const size = sizeOfScope(scope, conversation);
    return {
      id: `${scope.kind}-${index}`,
      label: scopeLabel(scope, size, conversation),
      scope,
      size,
      forms: formsFor(scope, conversation),
    };
  });
}
