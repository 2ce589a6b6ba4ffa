/**
 * Findings: every rule that a trace breaks, with its place. A receiver stops at the first; a judge
 * goes on.
 */

import { bitsOfBytes, bitsWithin } from '#core/bytes/bit-range.ts';
import { Utf8Validator } from '#core/bytes/utf8-validator.ts';
import { checkClosePayload } from '#core/protocol/messages/close-payload.ts';
import {
  checkFrameHeader,
  frameHeaderLayout,
  RSV1_BIT,
} from '#core/protocol/framing/frame-header.ts';
import type { RequestHead } from '#core/protocol/http/http-head.ts';
import { isControlOpcode, OPCODE } from '#core/protocol/framing/opcode.ts';
import { checkOpeningRequest, isOpeningRequest } from '#core/protocol/opening/opening-request.ts';
import { checkOpeningResponse } from '#core/protocol/opening/opening-response.ts';
import { violationOf, type Violation } from '#core/protocol/rules/violation.ts';
import { receiverOf, senderOf, type Direction } from '#core/trace/direction.ts';
import type { Trace } from '#core/trace/trace.ts';
import type { BufferName } from '#core/trace/buffer-name.ts';
import { payloadOf } from './message.ts';
import { losesTrack, type FrameUnit, type Unit } from './unit.ts';

export type Finding = {
  /** Which unit, by its index in the list of units. */
  readonly unitIndex: number;
  /** The buffer of that unit into which the violation's range points. */
  readonly buffer: BufferName;
  readonly violation: Violation;
};

/** Everything that `units` break, in their order. */
/** `isCompressing` says that permessage-deflate is in use, so that RSV1 has a meaning. */
export function findViolations(
  units: readonly Unit[],
  trace: Trace,
  isCompressing = false,
): Finding[] {
  const judges: Record<Direction, SequenceJudge> = {
    'client-to-server': new SequenceJudge(),
    'server-to-client': new SequenceJudge(),
  };
  let lastRequest: RequestHead | null = null;
  return units.flatMap((unit, unitIndex) => {
    if (losesTrack(unit)) judges[unit.direction] = new SequenceJudge('unknown');
    const onWire = (violations: readonly Violation[]): Finding[] =>
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
        const { opcode } = unit.header;
        const mayBeCompressed =
          isCompressing && (opcode === OPCODE.text || opcode === OPCODE.binary);
        const header = checkFrameHeader(unit.header, {
          sender: senderOf(unit.direction),
          allowedReservedBits: mayBeCompressed ? RSV1_BIT : 0,
        });
        const order = judges[unit.direction].judgeOrder(unit);
        const content = judges[unit.direction].judgeContent(unit, payload);
        const size = judges[unit.direction].judgeSize(
          unit,
          trace.endpoints[receiverOf(unit.direction)].maxMessageSize ?? Infinity,
        );
        const { breach = null } = unit.inflation ?? {};
        return [
          ...onWire([...header, ...order, ...size]),
          ...placeInPayload(breach ? [breach] : [], unit, unitIndex),
          ...(unit.inflation
            ? content.map((violation) => ({ unitIndex, buffer: 'inflated' as const, violation }))
            : placeInPayload(content, unit, unitIndex)),
        ];
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
  violations: readonly Violation[],
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

/**
 * Follows one direction from frame to frame: what may come next, and whether its text is UTF-8 so
 * far.
 */
class SequenceJudge {
  /** 'unknown' until a data frame tells: what came before was not captured. */
  #message: 'none' | 'open' | 'unknown';
  #messageSize = 0;
  #utf8: Utf8Validator | null = null;

  constructor(message: 'none' | 'unknown' = 'none') {
    this.#message = message;
  }

  judgeOrder({ header, inflation }: FrameUnit): Violation[] {
    if (isControlOpcode(header.opcode)) return [];
    const opcodeBits = bitsWithin(0, 4, 4);
    const isContinuation = header.opcode === OPCODE.continuation;
    const violations: Violation[] = [];
    if (isContinuation && this.#message === 'none') {
      violations.push(violationOf('message.continuation-without-start', opcodeBits));
    }
    if (!isContinuation && this.#message === 'open') {
      violations.push(violationOf('message.interleaved', opcodeBits));
    }
    if (!isContinuation) {
      // A compressed text can be judged only where it was inflated.
      const isReadable = !header.rsv1 || inflation !== undefined;
      this.#utf8 = header.opcode === OPCODE.text && isReadable ? new Utf8Validator() : null;
    }
    this.#message = header.isFinal ? 'none' : 'open';
    return violations;
  }

  /** More than the receiver takes, where it is known how much that is. */
  judgeSize({ header, inflation }: FrameUnit, maxMessageSize: number): Violation[] {
    if (isControlOpcode(header.opcode)) return [];
    const isFirst = header.opcode !== OPCODE.continuation;
    const before = isFirst ? 0 : this.#messageSize;
    const { value, form } = header.payloadLength;
    this.#messageSize = before + (inflation?.bytes.length ?? value);
    if (before > maxMessageSize || this.#messageSize <= maxMessageSize) return [];
    const { length, extendedLength } = frameHeaderLayout(form, header.maskingKey !== null);
    return [violationOf('message.too-big', form === 7 ? length : extendedLength)];
  }

  /** Ranges are over the unmasked payload, or over what it inflates to. */
  judgeContent(
    { header, missing, notCaptured, inflation }: FrameUnit,
    payload: Uint8Array,
  ): Violation[] {
    if (header.opcode === OPCODE.close) return missing > 0 ? [] : checkClosePayload(payload);
    const utf8 = this.#utf8;
    if (isControlOpcode(header.opcode) || utf8 === null || utf8.firstInvalidAt !== null) return [];
    // Bytes that nobody knows may have been anything, and what could not be inflated is another's
    // finding.
    if (inflation && (inflation.unknown.length > 0 || inflation.breach !== null)) {
      this.#utf8 = null;
      return [];
    }
    // What was not captured may have been anything, too.
    if (notCaptured !== undefined) {
      this.#utf8 = null;
      return [];
    }
    const content = inflation?.bytes ?? payload;
    const before = utf8.fedSize;
    utf8.feed(content);
    const isCutShort = header.isFinal && missing === 0 && !utf8.isComplete;
    if (utf8.firstInvalidAt === null && !isCutShort) return [];
    const at = utf8.firstInvalidAt === null ? content.length - 1 : utf8.firstInvalidAt - before;
    const start = Math.max(0, at);
    return [violationOf('message.text-not-utf8', bitsOfBytes(start, Math.max(start, at + 1)))];
  }
}
