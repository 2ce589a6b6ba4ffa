/** Findings: every rule that a trace breaks, with its place. A receiver stops at the first; a judge goes on. */

import { bitsOfBytes, bitsWithin } from '#core/bytes/bit-range.ts';
import { Utf8Validator } from '#core/bytes/utf8-validator.ts';
import { checkClosePayload } from '#core/protocol/close-payload.ts';
import { checkFrameHeader } from '#core/protocol/frame-header.ts';
import type { RequestHead } from '#core/protocol/http-head.ts';
import { isControlOpcode, OPCODE } from '#core/protocol/opcode.ts';
import { checkOpeningRequest, isOpeningRequest } from '#core/protocol/opening-request.ts';
import { checkOpeningResponse } from '#core/protocol/opening-response.ts';
import { violationOf, type RuleId } from '#core/protocol/rules.ts';
import type { Violation } from '#core/protocol/violation.ts';
import { senderOf, type Direction } from '#core/trace/direction.ts';
import type { Trace } from '#core/trace/trace.ts';
import type { BufferName } from './field.ts';
import { payloadOf } from './message.ts';
import type { FrameUnit, Unit } from './unit.ts';

export type Finding = {
  /** Which unit, by its index in the list of units. */
  readonly unitIndex: number;
  /** The buffer of that unit into which the violation's range points. */
  readonly buffer: BufferName;
  readonly violation: Violation<RuleId>;
};

/** Everything that `units` break, in their order. */
export function findViolations(units: readonly Unit[], trace: Trace): Finding[] {
  const judges: Record<Direction, SequenceJudge> = {
    'client-to-server': new SequenceJudge(),
    'server-to-client': new SequenceJudge(),
  };
  let lastRequest: RequestHead | null = null;
  return units.flatMap((unit, unitIndex) => {
    const onWire = (violations: readonly Violation<RuleId>[]): Finding[] =>
      violations.map((violation) => ({ unitIndex, buffer: 'wire' as const, violation }));
    switch (unit.kind) {
      case 'request':
        lastRequest = unit.head;
        return onWire([
          ...unit.violations,
          ...(isOpeningRequest(unit.head) ? checkOpeningRequest(unit.head) : []),
        ]);
      case 'response':
        return onWire([
          ...unit.violations,
          ...(lastRequest === null || isOpeningRequest(lastRequest)
            ? checkOpeningResponse(unit.head, lastRequest)
            : []),
        ]);
      case 'frame': {
        const payload = payloadOf(unit, trace.streams[unit.direction]);
        const header = checkFrameHeader(unit.header, { sender: senderOf(unit.direction) });
        const order = judges[unit.direction].judgeOrder(unit);
        const content = judges[unit.direction].judgePayload(unit, payload);
        return [...onWire([...header, ...order]), ...placeInPayload(content, unit, unitIndex)];
      }
      case 'after-close': {
        const end = unit.range.end - unit.range.start;
        return onWire([violationOf('close.bytes-after', bitsOfBytes(0, end))]);
      }
      default:
        return [];
    }
  });
}

/** Payload violations point into the unmasked buffer, or into the wire behind the header. */
function placeInPayload(
  violations: readonly Violation<RuleId>[],
  unit: FrameUnit,
  unitIndex: number,
): Finding[] {
  const isMasked = unit.header.maskingKey !== null;
  const shift = isMasked ? 0 : unit.headerSize * 8;
  return violations.map((violation) => ({
    unitIndex,
    buffer: isMasked ? 'unmasked' : 'wire',
    violation: {
      ...violation,
      range: { start: violation.range.start + shift, end: violation.range.end + shift },
    },
  }));
}

/** Follows one direction from frame to frame: what may come next, and whether its text is UTF-8 so far. */
class SequenceJudge {
  #isInsideMessage = false;
  #utf8: Utf8Validator | null = null;

  judgeOrder({ header }: FrameUnit): Violation<RuleId>[] {
    if (isControlOpcode(header.opcode)) return [];
    const opcodeBits = bitsWithin(0, 4, 4);
    const isContinuation = header.opcode === OPCODE.continuation;
    const violations: Violation<RuleId>[] = [];
    if (isContinuation && !this.#isInsideMessage) {
      violations.push(violationOf('message.continuation-without-start', opcodeBits));
    }
    if (!isContinuation && this.#isInsideMessage) {
      violations.push(violationOf('message.interleaved', opcodeBits));
    }
    if (!isContinuation) {
      const isPlainText = header.opcode === OPCODE.text && !header.rsv1;
      this.#utf8 = isPlainText ? new Utf8Validator() : null;
    }
    this.#isInsideMessage = !header.isFinal;
    return violations;
  }

  /** Ranges are over the unmasked payload. */
  judgePayload({ header, missing }: FrameUnit, payload: Uint8Array): Violation<RuleId>[] {
    if (header.opcode === OPCODE.close) return missing > 0 ? [] : checkClosePayload(payload);
    const utf8 = this.#utf8;
    if (isControlOpcode(header.opcode) || utf8 === null || utf8.firstInvalidAt !== null) return [];
    const before = utf8.fedSize;
    utf8.feed(payload);
    const isCutShort = header.isFinal && missing === 0 && !utf8.isComplete;
    if (utf8.firstInvalidAt === null && !isCutShort) return [];
    const at = utf8.firstInvalidAt === null ? payload.length - 1 : utf8.firstInvalidAt - before;
    const start = Math.max(0, at);
    return [violationOf('message.text-not-utf8', bitsOfBytes(start, Math.max(start, at + 1)))];
  }
}
