/**
 * Findings: every rule that a trace breaks, with its place. A receiver stops at the first; a judge
 * goes on.
 */

import { bitsOfBytes, bitsWithin } from '#core/bytes/bit-range.ts';
import { Utf8Validator } from '#core/bytes/utf8-validator.ts';
import { checkClosePayload } from '#core/protocol/messages/close-payload.ts';
import {
  BETWEEN_MESSAGES,
  checkNextFrame,
  orderAfter,
  UNKNOWN_ORDER,
  type MessageOrder,
} from '#core/protocol/messages/message-order.ts';
import {
  checkFrameHeader,
  frameHeaderLayout,
  RSV1_BIT,
  type FrameHeader,
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

/**
 * All violations, in the order of `units`. `isCompressing`: permessage-deflate was negotiated, so
 * RSV1 has a meaning.
 */
export function findViolations(
  units: readonly Unit[],
  trace: Trace,
  isCompressing = false,
): Finding[] {
  const checkers: Record<Direction, MessageChecker> = {
    'client-to-server': new MessageChecker(BETWEEN_MESSAGES),
    'server-to-client': new MessageChecker(BETWEEN_MESSAGES),
  };
  let lastRequest: RequestHead | null = null;
  return units.flatMap((unit, unitIndex) => {
    if (losesTrack(unit)) checkers[unit.direction] = new MessageChecker(UNKNOWN_ORDER);
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
        const checker = checkers[unit.direction];
        const order = checker.checkOrder(unit);
        const content = checker.checkContent(unit, payload);
        const { maxMessageSize = Infinity } = trace.endpoints[receiverOf(unit.direction)];
        const size = checker.checkSize(unit, maxMessageSize);
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

/** Checks the messages of one direction frame by frame: their order, size and content. */
class MessageChecker {
  #order: MessageOrder;
  #messageSize = 0;
  #utf8: Utf8Validator | null = null;

  constructor(order: MessageOrder) {
    this.#order = order;
  }

  checkOrder({ header }: FrameUnit): Violation[] {
    const broken = checkNextFrame(this.#order, header);
    this.#order = orderAfter(this.#order, header);
    return broken === null ? [] : [violationOf(broken, bitsWithin(0, 4, 4))];
  }

  /** Reported once per message, for the frame that exceeds what the receiver accepts. */
  checkSize({ header, inflation }: FrameUnit, maxMessageSize: number): Violation[] {
    if (isControlOpcode(header.opcode)) return [];
    const before = isFirstFrame(header) ? 0 : this.#messageSize;
    const { value, form } = header.payloadLength;
    this.#messageSize = before + (inflation?.bytes.length ?? value);
    if (before > maxMessageSize || this.#messageSize <= maxMessageSize) return [];
    const { length, extendedLength } = frameHeaderLayout(form, header.maskingKey !== null);
    return [violationOf('message.too-big', form === 7 ? length : extendedLength)];
  }

  /** Ranges are over the unmasked payload, or over what it inflates to. */
  checkContent(frame: FrameUnit, payload: Uint8Array): Violation[] {
    const { header, missing, notCaptured, inflation } = frame;
    if (header.opcode === OPCODE.close) return missing > 0 ? [] : checkClosePayload(payload);
    if (isFirstFrame(header)) {
      // A compressed text can be checked only if it was inflated.
      const isReadable = !header.rsv1 || inflation !== undefined;
      this.#utf8 = header.opcode === OPCODE.text && isReadable ? new Utf8Validator() : null;
    }
    const utf8 = this.#utf8;
    if (isControlOpcode(header.opcode) || utf8 === null || utf8.firstInvalidAt !== null) return [];
    // Unknown bytes can have been valid UTF-8, and inflate errors are reported separately.
    const isUnknown =
      inflation !== undefined && (inflation.unknown.length > 0 || inflation.breach !== null);
    if (isUnknown || notCaptured !== undefined) {
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

function isFirstFrame({ opcode }: FrameHeader): boolean {
  return !isControlOpcode(opcode) && opcode !== OPCODE.continuation;
}
