/**
 * Runs of steps in which only TCP's signals cross as they should. A reader who came for WebSocket
 * can fold them. A step that shows trouble is never in one.
 */

import type { Step, StepKind } from './step.ts';
import type { Story } from './story.ts';

export type Fold = {
  /** TCP opens or closes. */
  readonly kind: 'opening' | 'closing';
  /** The id of its first step, so later steps don't change it. */
  readonly id: string;
  /** Names it as one place: "tcp-opening", or "tcp-opening-2". No step has such an id. */
  readonly name: string;
  /** Its steps have the indices from `firstStep` up to `endStep`, without `endStep` itself. */
  readonly firstStep: number;
  readonly endStep: number;
};

const KINDS: Readonly<Partial<Record<StepKind, Fold['kind']>>> = {
  'tcp-syn': 'opening',
  'tcp-syn-ack': 'opening',
  'tcp-ack': 'opening',
  'tcp-fin': 'closing',
  'tcp-end-ack': 'closing',
  'tcp-last-ack': 'closing',
};

/** In the order of their steps. Every fold has two steps or more. */
export function foldsOf({ steps }: Pick<Story, 'steps'>): Fold[] {
  const folds: Fold[] = [];
  steps.forEach((step, index) => {
    const kind = foldKind(step);
    if (kind === null) return;
    const last = folds.at(-1);
    if (last?.kind === kind && last.endStep === index) {
      folds[folds.length - 1] = { ...last, endStep: index + 1 };
    } else {
      folds.push({ kind, id: step.id, name: '', firstStep: index, endStep: index + 1 });
    }
  });
  return named(folds.filter(({ firstStep, endStep }) => endStep - firstStep > 1));
}

/** Counts within a kind, so later folds change no earlier name. */
function named(folds: readonly Fold[]): Fold[] {
  const counts = { opening: 0, closing: 0 };
  return folds.map((fold) => {
    const count = ++counts[fold.kind];
    return { ...fold, name: `tcp-${fold.kind}${count > 1 ? `-${count}` : ''}` };
  });
}

function foldKind(step: Step): Fold['kind'] | null {
  const isTrouble =
    step.arrival.kind === 'lost' || step.isDuplicate || step.isHeldBack || step.isAltered;
  return isTrouble ? null : (KINDS[step.kind] ?? null);
}
