/**
 * The units that make their receiver fail: the handshake (RFC 6455 §4.1) or the connection
 * (§7.1.7).
 */

import type { Conversation } from '#core/conversation/conversation.ts';
import type { ResponseUnit, Unit } from '#core/conversation/unit.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import { faultInClose } from '#core/protocol/messages/close-payload.ts';
import { browserVerdict, judgeOpeningResponse } from '#core/protocol/opening/opening-judgement.ts';
import { SWITCHING_PROTOCOLS } from '#core/protocol/opening/opening-response.ts';
import { receiverOf, type Direction } from '#core/trace/direction.ts';
import { framePayload } from './calls.ts';

/** Indices of the units that cross in `direction`; `received` is what their receiver has. */
export function failingUnits(received: Conversation, direction: Direction): Set<number> {
  const broken = new Set<number>();
  for (const { unitIndex, violation } of received.findings) {
    const isCloseCode = violation.id.startsWith('close.code-');
    const isJudgedAsPayload = isCloseCode && receiverOf(direction) === 'client';
    if (violation.reaction === 'fails' && !isJudgedAsPayload) broken.add(unitIndex);
  }
  const failing = new Set<number>();
  received.units.forEach((unit, index) => {
    if (unit.direction !== direction) return;
    if (fails(unit, broken.has(index), received)) failing.add(index);
  });
  return failing;
}

function fails(unit: Unit, isBroken: boolean, received: Conversation): boolean {
  if (unit.kind === 'response' && receiverOf(unit.direction) === 'client') {
    return !isAccepted(unit, isBroken, received);
  }
  if (unit.kind === 'frame' && unit.header.opcode === OPCODE.close && unit.missing === 0) {
    const isBrowser = receiverOf(unit.direction) === 'client';
    return isBroken || faultInClose(framePayload(unit, received), isBrowser) !== null;
  }
  // If data can't be inflated a receiver may fail, and ours does.
  const isInflated = unit.kind !== 'frame' || (unit.inflation?.violation ?? null) === null;
  return isBroken || !isInflated;
}

/** Simulated clients are browsers, which are stricter than the RFC. */
function isAccepted(
  { head, violations }: ResponseUnit,
  isBroken: boolean,
  { units, trace }: Conversation,
): boolean {
  if (head.startLine.status !== SWITCHING_PROTOCOLS) return false;
  if (trace.provenance.kind !== 'simulated') return !isBroken;
  const request = units.find((unit) => unit.kind === 'request')?.head ?? null;
  return browserVerdict(judgeOpeningResponse(head, request, violations)).opens;
}
