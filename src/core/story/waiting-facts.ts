/** How long an endpoint had waited when it gave up. */

import { OPCODE } from '#core/protocol/framing/opcode.ts';
import { senderOf, type Side } from '#core/trace/direction.ts';
import type { Step } from './step.ts';
import type { Story } from './story.ts';

/** Milliseconds since it began to wait; null if unknown, or if its TCP gave up. */
export function waitBefore(step: Step, story: Story): number | null {
  const { side, givingUp, sentAtMs } = step;
  if (side === null || sentAtMs === null) return null;
  const since = startOf(givingUp, side, step, story);
  return since === null ? null : sentAtMs - since;
}

function startOf(
  reason: Step['givingUp'],
  side: Side,
  step: Step,
  { steps, moments }: Story,
): number | null {
  switch (reason) {
    case 'handshake-timeout':
      return steps[0]?.sentAtMs ?? null;
    case 'close-timeout':
      return moments.find(({ states }) => states[side].readyState === 'CLOSING')?.atMs ?? null;
    case 'heartbeat':
      return lastPing(side, step, steps)?.sentAtMs ?? null;
    default:
      return null;
  }
}

function lastPing(side: Side, before: Step, steps: readonly Step[]): Step | undefined {
  return steps
    .slice(0, steps.indexOf(before))
    .findLast(
      ({ kind, unit, direction }) =>
        kind === 'unit' &&
        unit?.kind === 'frame' &&
        unit.header.opcode === OPCODE.ping &&
        direction !== null &&
        senderOf(direction) === side,
    );
}
