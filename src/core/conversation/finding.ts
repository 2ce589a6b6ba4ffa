/**
 * Findings: every rule that a trace breaks, with its place. A receiver stops at the first violation
 * (RFC 6455 §7.1.7); this reads on.
 */

import { bitsOfBytes, lengthOfRange, type BitRange } from '#core/bytes/bit-range.ts';
import { checkFrameHeader, RSV1_BIT } from '#core/protocol/framing/frame-header.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import type { RequestHead } from '#core/protocol/http/http-head.ts';
import { BETWEEN_MESSAGES, UNKNOWN_ORDER } from '#core/protocol/messages/message-order.ts';
import { checkOpeningRequest, isOpeningRequest } from '#core/protocol/opening/opening-request.ts';
import { checkOpeningResponse } from '#core/protocol/opening/opening-response.ts';
import { violationOf, type Violation } from '#core/protocol/rules/violation.ts';
import type { BufferName } from '#core/trace/buffer-name.ts';
import { receiverOf, senderOf, type Direction } from '#core/trace/direction.ts';
import type { Trace } from '#core/trace/trace.ts';
import { MessageChecker } from './message-checker.ts';
import { payloadOf } from './message.ts';
import { payloadBitsOf, placeInPayload, toWireBits } from './payload-position.ts';
import {
  losesTrack,
  type FrameUnit,
  type RequestUnit,
  type ResponseUnit,
  type Unit,
} from './unit.ts';

export type Finding = {
  /** Which unit, by its index in the list of units. */
  readonly unitIndex: number;
  /** The buffer of that unit into which the violation's range points. */
  readonly buffer: BufferName;
  readonly violation: Violation;
};

type PlacedViolation = Omit<Finding, 'unitIndex'>;

/**
 * All violations, in the order of `units`. `isCompressing`: permessage-deflate was negotiated, so
 * RSV1 has a meaning.
 */
export function findViolations(
  units: readonly Unit[],
  trace: Trace,
  isCompressing: boolean,
): Finding[] {
  const checker = new ConversationChecker(trace, isCompressing);
  return units.flatMap((unit, unitIndex) =>
    checker.check(unit).map((placed) => ({ unitIndex, ...placed })),
  );
}

/** The wire bits of the unit that a finding is about, whichever buffer it points into. */
export function findingRange(
  { unitIndex, buffer, violation }: Finding,
  { units }: { readonly units: readonly Unit[] },
): BitRange {
  const unit = units[unitIndex];
  return unit?.kind === 'frame'
    ? toWireBits(payloadBitsOf(unit), buffer, violation.range)
    : violation.range;
}

/** Checks the units of both directions in their order. */
class ConversationChecker {
  readonly #trace: Trace;
  readonly #isCompressing: boolean;
  readonly #messages: Record<Direction, MessageChecker> = {
    'client-to-server': new MessageChecker(BETWEEN_MESSAGES),
    'server-to-client': new MessageChecker(BETWEEN_MESSAGES),
  };
  #lastRequest: RequestHead | null = null;

  constructor(trace: Trace, isCompressing: boolean) {
    this.#trace = trace;
    this.#isCompressing = isCompressing;
  }

  check(unit: Unit): PlacedViolation[] {
    if (losesTrack(unit)) this.#messages[unit.direction] = new MessageChecker(UNKNOWN_ORDER);
    switch (unit.kind) {
      case 'request':
        return this.#checkRequest(unit);
      case 'response':
        return this.#checkResponse(unit);
      case 'frame':
        return this.#checkFrame(unit);
      case 'after-close':
        return onWire([
          violationOf('close.bytes-after', bitsOfBytes(0, lengthOfRange(unit.range))),
        ]);
      default:
        return [];
    }
  }

  #checkRequest({ head, violations }: RequestUnit): PlacedViolation[] {
    this.#lastRequest = head;
    return onWire([...violations, ...(isOpeningRequest(head) ? checkOpeningRequest(head) : [])]);
  }

  #checkResponse({ head, violations }: ResponseUnit): PlacedViolation[] {
    const request = this.#lastRequest;
    const answersOpening = request === null || isOpeningRequest(request);
    return onWire([...violations, ...(answersOpening ? checkOpeningResponse(head, request) : [])]);
  }

  #checkFrame(unit: FrameUnit): PlacedViolation[] {
    const { header, direction, inflation } = unit;
    const isFirstFrame = header.opcode === OPCODE.text || header.opcode === OPCODE.binary;
    const messages = this.#messages[direction];
    const { maxMessageSize = Infinity } = this.#trace.endpoints[receiverOf(direction)];
    const inHeader = [
      ...checkFrameHeader(header, {
        sender: senderOf(direction),
        allowedReservedBits: this.#isCompressing && isFirstFrame ? RSV1_BIT : 0,
      }),
      ...messages.checkOrder(unit),
      ...messages.checkSize(unit, maxMessageSize),
    ];
    const inContent = messages.checkContent(unit, payloadOf(unit, this.#trace.streams[direction]));
    if (inflation === undefined) return [...onWire(inHeader), ...inPayload(unit, inContent)];
    return [
      ...onWire(inHeader),
      ...inPayload(unit, inflation.violation === null ? [] : [inflation.violation]),
      ...inContent.map((violation) => ({ buffer: 'inflated' as const, violation })),
    ];
  }
}

function onWire(violations: readonly Violation[]): PlacedViolation[] {
  return violations.map((violation) => ({ buffer: 'wire', violation }));
}

/** Moves violations from positions over the payload to the buffer in which it can be read. */
function inPayload(unit: FrameUnit, violations: readonly Violation[]): PlacedViolation[] {
  return violations.map((violation) => {
    const { buffer, range } = placeInPayload(unit, violation.range);
    return { buffer, violation: { ...violation, range } };
  });
}
