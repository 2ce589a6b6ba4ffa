/** The sendings and arrivals of all steps, in the order in which they happen. */

import type { Arrivals } from './arrivals.ts';
import type { DraftStep } from './draft-step.ts';
import type { Moment } from './step.ts';

/** A moment before both sides are followed to it. */
export type DraftMoment = Omit<Moment, 'states'> & { readonly draft: DraftStep };

type Ordered = DraftMoment & {
  /** The last known time, if its own is unknown. */
  readonly atOrBeforeMs: number;
  /**
   * At the same instant arrivals come before what they cause. A step that arrives as it is sent
   * keeps its place. A timer that retransmits has expired before what arrives could stop it.
   */
  readonly rank: number;
};

/** The client opens before it reads what arrives in the same segment as the response. */
export function orderMoments(
  steps: readonly DraftStep[],
  { opening, ends }: Pick<Arrivals, 'opening' | 'ends'>,
): DraftMoment[] {
  let lastKnownMs = 0;
  const moments = steps.flatMap((draft, stepIndex): Ordered[] => {
    const { direction, sentAtMs, arrival } = draft;
    lastKnownMs = Math.max(lastKnownMs, sentAtMs ?? 0);
    const sentMs = sentAtMs ?? lastKnownMs;
    const arrivedMs = arrival.kind === 'arrived' ? arrival.atMs : sentMs;
    const takesTime = arrivedMs > sentMs;
    const sent: Ordered = {
      draft,
      stepIndex,
      phase: 'sent',
      atMs: sentAtMs,
      atOrBeforeMs: sentMs,
      rank: draft.kind === 'tcp-retransmission' ? -1 : 1,
    };
    const arrived: Ordered = {
      draft,
      stepIndex,
      phase: 'arrived',
      atMs: arrival.kind === 'arrived' ? arrival.atMs : null,
      atOrBeforeMs: arrivedMs,
      rank: takesTime || (direction === null && arrival.kind === 'arrived') ? 0 : 1,
    };
    if (direction === null) return [arrived];
    return arrival.kind === 'lost' ? [sent] : [sent, arrived];
  });
  moments.sort((a, b) => a.atOrBeforeMs - b.atOrBeforeMs || a.rank - b.rank);
  moveOpenBehind(moments, opening);
  moveAnswersForward(moments, RESETS);
  moveAnswersForward(moments, acksOfFins(ends));
  return moments;
}

type IsMoment = (moment: Ordered) => boolean;

/** A closed socket answers each segment with a RST (RFC 9293 §3.10.7.1). */
const RESETS: readonly [IsMoment, IsMoment] = [
  ({ draft }) => draft.kind === 'tcp-reset',
  ({ draft }) => draft.direction !== null,
];

/**
 * An ACK of a FIN is sent when the FIN arrives, or the bytes before it that were missing, even if
 * another segment then closes its sender.
 */
function acksOfFins(ends: Arrivals['ends']): readonly [IsMoment, IsMoment] {
  return [
    ({ draft }) => draft.kind === 'tcp-last-ack' || draft.kind === 'tcp-end-ack',
    ({ draft }) =>
      draft.kind === 'tcp-fin' || /-tcp-fin-again-\d+$/.test(draft.id) || ends.has(draft),
  ];
}

/**
 * An answer comes before what arrives at its sender later in the same instant. The last answer is
 * to the last arrival.
 */
function moveAnswersForward(
  moments: Ordered[],
  [isAnswer, isAnswered]: readonly [IsMoment, IsMoment],
): void {
  const answered = new Set<Ordered>();
  for (const answer of moments.toReversed()) {
    const { draft, phase, atMs } = answer;
    if (phase !== 'sent' || atMs === null || !isAnswer(answer)) continue;
    const arrival = moments.findLast(
      (other) =>
        other.atMs === atMs &&
        other.phase === 'arrived' &&
        other.draft.direction !== draft.direction &&
        isAnswered(other) &&
        !answered.has(other),
    );
    if (arrival === undefined) continue;
    answered.add(arrival);
    moments.splice(moments.indexOf(answer), 1);
    moments.splice(moments.indexOf(arrival) + 1, 0, answer);
  }
}

function moveOpenBehind(moments: Ordered[], opening: DraftStep | null): void {
  const from = moments.findIndex(({ draft }) => draft.kind === 'open');
  const [open] = from === -1 ? [] : moments.splice(from, 1);
  if (open === undefined) return;
  const to = moments.findLastIndex(({ draft }) => draft === opening);
  moments.splice(to + 1, 0, open);
}
