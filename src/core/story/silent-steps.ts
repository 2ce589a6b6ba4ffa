/** The steps that cross nothing: a connection opens for its client; an endpoint gives up. */

import type { Conversation } from '#core/conversation/conversation.ts';
import type { ResponseUnit } from '#core/conversation/unit.ts';
import { judgeOpeningResponse, outcomeForPage } from '#core/protocol/opening/opening-judgement.ts';
import { SWITCHING_PROTOCOLS } from '#core/protocol/opening/opening-response.ts';
import type { Side } from '#core/trace/direction.ts';
import type { Trace } from '#core/trace/trace.ts';
import type { Arrivals } from './arrivals.ts';
import type { DraftStep } from './draft-steps.ts';

/** The drafts with such steps among them, each where it happens. */
export function withSilentSteps(
  drafts: readonly DraftStep[],
  arrivals: Arrivals,
  trace: Trace,
): DraftStep[] {
  const opening = openingDraft(drafts, arrivals);
  const silent = [...(opening === null ? [] : [opening]), ...givingUpDrafts(trace)];
  return silent.reduce(
    (steps, draft) => insert(steps, draft, opening === draft ? deliveryOf(drafts, arrivals) : 0),
    [...drafts],
  );
}

/**
 * What a client finds wrong with an answer: null where it opens. Simulated clients are browsers,
 * which are stricter.
 */
export function isAccepted(unit: ResponseUnit, unitIndex: number, view: Conversation): boolean {
  if (unit.head.startLine.status !== SWITCHING_PROTOCOLS) return false;
  if (view.trace.provenance.kind !== 'simulated') {
    return !view.findings.some(
      (finding) => finding.unitIndex === unitIndex && finding.violation.reaction === 'must fail',
    );
  }
  const request = view.units.find((one) => one.kind === 'request')?.head ?? null;
  return outcomeForPage(judgeOpeningResponse(unit.head, request, unit.violations)).kind === 'opens';
}

/** The index of the step that delivered the 101 that the client accepts; -1 where none did. */
function deliveryOf(drafts: readonly DraftStep[], { received, completed }: Arrivals): number {
  const view = received.client;
  return drafts.findIndex((_, step) =>
    (completed.get(step) ?? []).some((unitIndex) => {
      const unit = view.units[unitIndex];
      return unit?.kind === 'response' && isAccepted(unit, unitIndex, view);
    }),
  );
}

function openingDraft(drafts: readonly DraftStep[], arrivals: Arrivals): DraftStep | null {
  const delivery = drafts[deliveryOf(drafts, arrivals)];
  if (delivery === undefined) return null;
  const { arrival, sentAtMs } = delivery;
  const opensAtMs = arrival.kind === 'arrived' ? arrival.atMs : sentAtMs;
  return { ...silent('open', 'client'), sentAtMs: opensAtMs, arrival };
}

function givingUpDrafts({ givenUpAtMs = {} }: Trace): DraftStep[] {
  const sides: readonly Side[] = ['client', 'server'];
  return sides.flatMap((side) => {
    const atMs = givenUpAtMs[side];
    if (atMs === undefined) return [];
    const timed = { sentAtMs: atMs, arrival: { kind: 'arrived' as const, atMs } };
    return [{ ...silent('gave-up', side), id: `${side}-gave-up`, ...timed }];
  });
}

function silent(kind: 'open' | 'gave-up', side: Side): DraftStep {
  return {
    id: kind,
    kind,
    direction: null,
    side,
    signals: [],
    unit: null,
    unitIndex: null,
    eventIndices: [],
    carried: { start: 0, end: 0 },
    sentAtMs: null,
    arrival: { kind: 'unknown' },
  };
}

/** Before the first step that began later, but behind the one that it follows from. */
function insert(steps: readonly DraftStep[], draft: DraftStep, after: number): DraftStep[] {
  const { sentAtMs } = draft;
  const next = steps.findIndex(
    ({ sentAtMs: at }, index) => index > after && (sentAtMs === null || (at ?? 0) >= sentAtMs),
  );
  const place = next === -1 ? steps.length : next;
  return [...steps.slice(0, place), draft, ...steps.slice(place)];
}
