/**
 * The units that make their receiver fail: the handshake (RFC 6455 §4.1) or the connection
 * (§7.1.7).
 */

import type { Conversation } from '#core/conversation/conversation.ts';
import type { ResponseUnit } from '#core/conversation/unit.ts';
import { judgeOpeningResponse, outcomeForPage } from '#core/protocol/opening/opening-judgement.ts';
import { SWITCHING_PROTOCOLS } from '#core/protocol/opening/opening-response.ts';
import type { Side } from '#core/trace/direction.ts';

/** Indices of the units of `received`, the conversation as `receiver` has it. */
export function failingUnits(received: Conversation, receiver: Side): Set<number> {
  const failing = new Set<number>();
  for (const { unitIndex, violation } of received.findings) {
    if (violation.reaction === 'must fail') failing.add(unitIndex);
  }
  received.units.forEach((unit, index) => {
    // Data that can't be inflated: a receiver may fail, and ours does.
    if (unit.kind === 'frame' && (unit.inflation?.breach ?? null) !== null) failing.add(index);
    if (unit.kind !== 'response' || receiver !== 'client') return;
    if (isAccepted(unit, index, received)) failing.delete(index);
    else failing.add(index);
  });
  return failing;
}

/** Simulated clients are browsers, which are stricter than the RFC. */
function isAccepted(unit: ResponseUnit, unitIndex: number, received: Conversation): boolean {
  const { units, findings, trace } = received;
  if (unit.head.startLine.status !== SWITCHING_PROTOCOLS) return false;
  if (trace.provenance.kind !== 'simulated') {
    return !findings.some(
      (finding) => finding.unitIndex === unitIndex && finding.violation.reaction === 'must fail',
    );
  }
  const request = units.find((one) => one.kind === 'request')?.head ?? null;
  return outcomeForPage(judgeOpeningResponse(unit.head, request, unit.violations)).kind === 'opens';
}
