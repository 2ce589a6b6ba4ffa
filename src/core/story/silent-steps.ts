/**
 * The steps in which nothing crosses: a connection opens for its client (RFC 6455 §4.1), and an
 * endpoint gives up.
 */

import type { Side } from '#core/trace/direction.ts';
import type { GivingUp, Trace } from '#core/trace/trace.ts';
import type { Arrivals } from './arrivals.ts';
import type { DraftStep } from './draft-step.ts';

/** `crossing` with the silent steps, each where it happens. */
export function withSilentSteps(
  crossing: readonly DraftStep[],
  arrivals: Arrivals,
  { givenUp = [] }: Trace,
): DraftStep[] {
  const steps = [...crossing];
  const { opening } = arrivals;
  if (opening !== null && !hasGivenUpBefore(opening, givenUp)) {
    insert(steps, openStep(opening), steps.indexOf(opening) + 1);
  }
  const times = new Map<Side, number>();
  for (const each of givenUp) {
    const time = (times.get(each.side) ?? 0) + 1;
    times.set(each.side, time);
    insert(steps, gaveUpStep(each, time), 1);
  }
  return steps;
}

/** A client that has given up accepts no response any more. */
function hasGivenUpBefore({ arrival }: DraftStep, givenUp: readonly GivingUp[]): boolean {
  return givenUp.some(
    ({ side, atMs }) => side === 'client' && arrival.kind === 'arrived' && atMs <= arrival.atMs,
  );
}

/** The client opens when the response arrives. */
function openStep({ arrival, sentAtMs }: DraftStep): DraftStep {
  const atMs = arrival.kind === 'arrived' ? arrival.atMs : sentAtMs;
  return { ...SILENT, id: 'open', kind: 'open', side: 'client', sentAtMs: atMs, arrival };
}

function gaveUpStep({ side, atMs, reason }: GivingUp, time: number): DraftStep {
  const arrival = { kind: 'arrived', atMs } as const;
  const id = time === 1 ? `${side}-gave-up` : `${side}-gave-up-${time}`;
  return { ...SILENT, id, kind: 'gave-up', side, sentAtMs: atMs, arrival, givingUp: reason };
}

const SILENT = {
  direction: null,
  unit: null,
  unitIndex: null,
  givingUp: null,
  eventIndices: [],
  carried: { start: 0, end: 0 },
} as const;

/** Before the first step that began later, but not before index `from`. */
function insert(steps: DraftStep[], step: DraftStep, from: number): void {
  const { sentAtMs } = step;
  const next = steps.findIndex(
    (other, index) => index >= from && (sentAtMs === null || (other.sentAtMs ?? 0) >= sentAtMs),
  );
  steps.splice(next === -1 ? steps.length : next, 0, step);
}
