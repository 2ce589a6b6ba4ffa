/** How long an endpoint had waited when it gave up. */

import { OPCODE, type Opcode } from '#core/protocol/framing/opcode.ts';
import type { Unit } from '#core/conversation/unit.ts';
import { directionFrom, otherSide, type Side } from '#core/trace/direction.ts';
import type { Step } from './step.ts';
import type { Story } from './story.ts';

/** Milliseconds since it began to wait; null if unknown, or if its TCP gave up. */
export function waitBefore(step: Step, story: Story): number | null {
  const { side, givingUp, sentAtMs } = step;
  if (side === null || sentAtMs === null) return null;
  const since = startOf(givingUp, side, step, story);
  return since === null ? null : sentAtMs - since;
}

function startOf(reason: Step['givingUp'], side: Side, step: Step, story: Story): number | null {
  const { steps, moments } = story;
  switch (reason) {
    case 'handshake-timeout':
      return steps[0]?.sentAtMs ?? null;
    case 'close-timeout':
      return (
        moments.find(({ states }) => states[side].readyState === 'CLOSING')?.atMs ??
        rejectedAt(side, steps)
      );
    case 'fin-timeout':
      return exchangedAt(side, story);
    case 'heartbeat':
      return unansweredPings(step, story)[0]?.sentAtMs ?? null;
    default:
      return null;
  }
}

/** When a server that never had a request that it could read responded. */
function rejectedAt(side: Side, steps: readonly Step[]): number | null {
  const rejection = steps.find(
    ({ kind, unit, direction }) =>
      kind === 'unit' && unit?.kind === 'response' && direction === directionFrom(side),
  );
  return rejection?.sentAtMs ?? null;
}

/** When the later of the two Close frames was sent by the side, or reached it. */
function exchangedAt(side: Side, { steps, moments, received }: Story): number | null {
  const last = moments.findLast(({ stepIndex, phase }) => {
    const step = steps[stepIndex]!;
    if (phase === 'sent') return sends(step, side, OPCODE.close);
    return (
      step.direction === directionFrom(otherSide(side)) &&
      step.completed.some((index) => isFrame(received[side].units[index], OPCODE.close))
    );
  });
  return last?.atMs ?? null;
}

/** The Pings of the side that gives up that it sent after the last bytes had reached it. */
export function unansweredPings(gaveUp: Step, { steps }: Pick<Story, 'steps'>): Step[] {
  const { side, sentAtMs } = gaveUp;
  if (side === null || sentAtMs === null) return [];
  const heardAt = steps
    .filter(({ direction, unit }) => unit !== null && direction === directionFrom(otherSide(side)))
    .filter(({ isHeldBack, isDuplicate }) => !isHeldBack && !isDuplicate)
    .map(({ arrival }) => (arrival.kind === 'arrived' ? arrival.atMs : -Infinity))
    .filter((atMs) => atMs <= sentAtMs);
  const lastHeardMs = Math.max(-Infinity, ...heardAt);
  return steps
    .slice(0, steps.indexOf(gaveUp))
    .filter((step) => sends(step, side, OPCODE.ping))
    .filter((ping) => ping.sentAtMs !== null && ping.sentAtMs > lastHeardMs);
}

function sends({ kind, unit, direction }: Step, side: Side, opcode: Opcode): boolean {
  return kind === 'unit' && direction === directionFrom(side) && isFrame(unit, opcode);
}

function isFrame(unit: Unit | null | undefined, opcode: Opcode): boolean {
  return unit?.kind === 'frame' && unit.header.opcode === opcode;
}
