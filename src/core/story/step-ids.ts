/** Ids of steps that carry units, such as "client-text-1": a later unit changes no earlier id. */

import type { Unit } from '#core/conversation/unit.ts';
import { opcodeName } from '#core/protocol/framing/opcode.ts';
import { senderOf } from '#core/trace/direction.ts';

/** By unit: the id of the first step that carries it. */
export function unitStepIds(units: readonly Unit[]): string[] {
  const counts = new Map<string, number>();
  return units.map((unit) => {
    const name = nameOf(unit);
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return unit.kind === 'frame' || count > 1 ? `${name}-${count}` : name;
  });
}

function nameOf(unit: Unit): string {
  if (unit.kind === 'request' || unit.kind === 'response') return unit.kind;
  const kind = unit.kind === 'frame' ? opcodeName(unit.header.opcode) : unit.kind;
  return `${senderOf(unit.direction)}-${kind}`;
}
