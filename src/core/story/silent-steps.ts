/**
 * The steps in which nothing crosses: a connection opens for its client (RFC 6455 §4.1), and an
 * endpoint gives up.
 */

import type { Side } from '#core/trace/direction.ts';
import type { Trace } from '#core/trace/trace.ts';
import type { Arrivals } from './arrivals.ts';
import type { DraftStep } from './draft-step.ts';

const SIDES: readonly Side[] = ['client', 'server'];

/** `crossing` with the silent steps, each where it happens. */
export function withSilentSteps(
  crossing: readonly DraftStep[],
  arrivals: Arrivals,
  { givenUpAtMs = {} }: Trace,
): DraftStep[] {
  const steps = [...crossing];
  const index = steps.findIndex((step) => bringsAcceptedResponse(step, arrivals));
  const delivery = steps[index];
  if (delivery !== undefined) insert(steps, openStep(delivery), index + 1);
  for (const side of SIDES) {
    const atMs = givenUpAtMs[side];
    if (atMs !== undefined) insert(steps, gaveUpStep(side, atMs), 1);
  }
  return steps;
}

function bringsAcceptedResponse(step: DraftStep, { received, failing, completed }: Arrivals) {
  if (step.direction !== 'server-to-client') return false;
  const units = completed.get(step) ?? [];
  return units.some(
    (unit) => received.client.units[unit]?.kind === 'response' && !failing.client.has(unit),
  );
}

/** The client opens when the response arrives. */
function openStep({ arrival, sentAtMs }: DraftStep): DraftStep {
  const atMs = arrival.kind === 'arrived' ? arrival.atMs : sentAtMs;
  return { ...SILENT, id: 'open', kind: 'open', side: 'client', sentAtMs: atMs, arrival };
}

function gaveUpStep(side: Side, atMs: number): DraftStep {
  const arrival = { kind: 'arrived', atMs } as const;
  return { ...SILENT, id: `${side}-gave-up`, kind: 'gave-up', side, sentAtMs: atMs, arrival };
}

const SILENT = {
  direction: null,
  unit: null,
  unitIndex: null,
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
