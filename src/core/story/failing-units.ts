/**
 * The units that make their receiver fail: the handshake (RFC 6455 §4.1) or the connection
 * (§7.1.7).
 */

import type { Conversation } from '#core/conversation/conversation.ts';
import type { ResponseUnit, Unit } from '#core/conversation/unit.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import { faultInClose } from '#core/protocol/messages/close-payload.ts';
import { browserVerdict, judgeOpeningResponse } from '#core/protocol/opening/opening-judgement.ts';
import { isInterim, SWITCHING_PROTOCOLS } from '#core/protocol/opening/opening-response.ts';
import { isFatal, type Violation } from '#core/protocol/rules/violation.ts';
import { receiverOf, type Direction } from '#core/trace/direction.ts';
import { framePayload } from './calls.ts';

/**
 * The units that cross in `direction` and make their receiver fail, by index, each with the rule
 * that decides it; `received` is what their receiver has.
 */
export function failingUnits(received: Conversation, direction: Direction): Map<number, Violation> {
  const broken = new Map<number, Violation>();
  const isBrowser = isReadByBrowser(received, direction);
  for (const { unitIndex, violation } of received.findings) {
    const isCloseCode = violation.id.startsWith('close.code-');
    const isJudgedAsPayload = isCloseCode && receiverOf(direction) === 'client';
    const isFirst = !broken.has(unitIndex);
    if (isFatal(violation, isBrowser) && !isJudgedAsPayload && isFirst) {
      broken.set(unitIndex, violation);
    }
  }
  const failing = new Map<number, Violation>();
  received.units.forEach((unit, index) => {
    if (unit.direction !== direction) return;
    const fault = faultOf(unit, broken.get(index) ?? null, received);
    if (fault !== null) failing.set(index, fault);
  });
  return failing;
}

/** A simulated client is a browser. What a recorded or pasted one is can't be known. */
export function isReadByBrowser({ trace }: Conversation, direction: Direction): boolean {
  return receiverOf(direction) === 'client' && trace.provenance.kind === 'simulated';
}

/** `broken` is the first rule that the unit breaks and at which receivers fail; null for none. */
function faultOf(unit: Unit, broken: Violation | null, received: Conversation): Violation | null {
  if (unit.kind === 'response' && receiverOf(unit.direction) === 'client') {
    return faultOfResponse(unit, broken, received);
  }
  if (broken !== null || unit.kind !== 'frame') return broken;
  if (unit.header.opcode === OPCODE.close && unit.missing === 0) {
    const isBrowser = receiverOf(unit.direction) === 'client';
    return faultInClose(framePayload(unit, received), isBrowser);
  }
  // If data can't be inflated a receiver may fail, and ours does.
  return unit.inflation?.violation ?? null;
}

/** Simulated clients are browsers, which are stricter than the RFC. */
function faultOfResponse(
  { head, violations }: ResponseUnit,
  broken: Violation | null,
  { units, trace }: Conversation,
): Violation | null {
  const request = units.find((unit) => unit.kind === 'request')?.head ?? null;
  const judgement = judgeOpeningResponse(head, request, violations);
  const { violation } = browserVerdict(judgement);
  if (trace.provenance.kind === 'simulated') return violation;
  if (broken !== null || head.startLine.status === SWITCHING_PROTOCOLS) return broken;
  // Only a client that waits for the final response after an interim one sends frames.
  const hasOpened = units.some(
    ({ kind, direction }) => kind === 'frame' && direction === 'client-to-server',
  );
  return isInterim(head.startLine.status) && hasOpened ? null : violation;
}
