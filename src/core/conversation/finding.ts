/**
 * Findings: every rule that a trace breaks, with its place. A receiver stops at the first violation
 * (RFC 6455 §7.1.7); this reads on.
 */

import { bitsOfBytes, lengthOfRange, type BitRange } from '#core/bytes/bit-range.ts';
import {
  checkFrameHeader,
  decodeFirstByte,
  frameHeaderLayout,
  RSV1_BIT,
} from '#core/protocol/framing/frame-header.ts';
import { decodeFrame } from '#core/protocol/framing/frame.ts';
import { isControlOpcode, OPCODE } from '#core/protocol/framing/opcode.ts';
import { checkEmptyLine, type RequestHead } from '#core/protocol/http/http-head.ts';
import { isUnknownIn } from '#core/protocol/http/partial-head.ts';
import { BETWEEN_MESSAGES, UNKNOWN_ORDER } from '#core/protocol/messages/message-order.ts';
import { checkOpeningRequest, isOpeningRequest } from '#core/protocol/opening/opening-request.ts';
import { checkOpeningResponse } from '#core/protocol/opening/opening-response.ts';
import { violationAtBytes, violationOf, type Violation } from '#core/protocol/rules/violation.ts';
import { isCloseCodeOf, MANDATORY_EXTENSION } from '#core/protocol/messages/close-code.ts';
import { CLOSE_CODE_SIZE, decodeClosePayload } from '#core/protocol/messages/close-payload.ts';
import type { BufferName } from '#core/trace/buffer-name.ts';
import { receiverOf, senderOf, type Direction } from '#core/trace/direction.ts';
import { capturedWithin } from '#core/trace/trace.ts';
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
 * What is known of permessage-deflate, which gives RSV1 a meaning. If that is unknown, RSV1 on a
 * message's first frame is still reported, but not as a broken rule.
 */
export type KnownCompression = 'negotiated' | 'none' | 'unknown';

/** All violations, in the order of `units`. */
export function findViolations(
  units: readonly Unit[],
  trace: Trace,
  compression: KnownCompression,
): Finding[] {
  const checker = new ConversationChecker(trace, compression);
  const findings: Finding[] = [];
  units.forEach((unit, unitIndex) => {
    for (const placed of checker.check(unit)) findings.push({ unitIndex, ...placed });
  });
  return findings;
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

const NONE: readonly PlacedViolation[] = [];

/** Checks the units of both directions in their order. */
class ConversationChecker {
  readonly #trace: Trace;
  readonly #compression: KnownCompression;
  readonly #messages: Record<Direction, MessageChecker> = {
    'client-to-server': new MessageChecker(BETWEEN_MESSAGES),
    'server-to-client': new MessageChecker(BETWEEN_MESSAGES),
  };
  #lastRequest: RequestHead | null = null;
  #hasClientClosed = false;

  constructor(trace: Trace, compression: KnownCompression) {
    this.#trace = trace;
    this.#compression = compression;
  }

  check(unit: Unit): readonly PlacedViolation[] {
    if (unit.kind === 'frame' && this.#isFlawless(unit)) return NONE;
    if (losesTrack(unit)) this.#messages[unit.direction] = new MessageChecker(UNKNOWN_ORDER);
    switch (unit.kind) {
      case 'request':
        return this.#checkRequest(unit);
      case 'response':
        return this.#checkResponse(unit);
      case 'frame':
        return this.#checkFrame(unit);
      case 'empty-line':
        return onWire(checkEmptyLine(lengthOfRange(unit.range)));
      case 'after-close':
        return this.#checkAfterClose(unit);
      default:
        return [];
    }
  }

  /** Whether it is an ordinary frame that can't break a rule here. It leaves no message open. */
  #isFlawless({ direction, ordinary }: FrameUnit): boolean {
    return (
      ordinary !== undefined &&
      ordinary.isMasked === (senderOf(direction) === 'client') &&
      this.#messages[direction].isBetweenMessages &&
      this.#trace.endpoints[receiverOf(direction)].maxMessageSize === undefined &&
      !ordinary.mayBeBrokenText
    );
  }

  /** Only data frames must not follow a Close (§5.5.1). A Pong may, for a Ping that crossed it. */
  #checkAfterClose({ direction, range }: Unit): PlacedViolation[] {
    const { start, end } = capturedWithin(this.#trace.streams[direction], range);
    if (areControlFrames(this.#trace.streams[direction].read(start, end))) return [];
    return onWire([violationOf('close.bytes-after', bitsOfBytes(0, lengthOfRange(range)))]);
  }

  #checkRequest({ head, violations }: RequestUnit): PlacedViolation[] {
    this.#lastRequest = head;
    return onWire([...violations, ...(isOpeningRequest(head) ? checkOpeningRequest(head) : [])]);
  }

  #checkResponse({ head, violations }: ResponseUnit): PlacedViolation[] {
    const request = this.#lastRequest;
    const answersOpening =
      request === null || isOpeningRequest(request) || isUnknownIn(request, 'fields');
    return onWire([...violations, ...(answersOpening ? checkOpeningResponse(head, request) : [])]);
  }

  #checkFrame(unit: FrameUnit): PlacedViolation[] {
    const { header, direction, inflation } = unit;
    const isFirstFrame = header.opcode === OPCODE.text || header.opcode === OPCODE.binary;
    const messages = this.#messages[direction];
    const { maxMessageSize = Infinity } = this.#trace.endpoints[receiverOf(direction)];
    const isNegotiated = this.#compression === 'negotiated';
    const isUnknown = this.#compression === 'unknown' && isFirstFrame;
    const inHeader = [
      ...checkFrameHeader(header, {
        sender: senderOf(direction),
        allowedReservedBits: isNegotiated && isFirstFrame ? RSV1_BIT : 0,
      }).map((violation) => (isUnknown ? unlessCompressed(violation) : violation)),
      ...messages.checkOrder(unit),
      ...messages.checkSize(unit, maxMessageSize),
    ];
    const payload = payloadOf(unit, this.#trace.streams[direction]);
    const inContent = [
      ...messages.checkContent(unit, payload),
      ...this.#checkCodeOfClient(unit, payload),
    ];
    if (inflation === undefined) return [...onWire(inHeader), ...inPayload(unit, inContent)];
    return [
      ...onWire(inHeader),
      ...inPayload(unit, inflation.violation === null ? [] : [inflation.violation]),
      ...inContent.map((violation) => ({ buffer: 'inflated' as const, violation })),
    ];
  }

  /** A server uses 1010 only to echo its client's Close (§7.4.1, §5.5.1). */
  #checkCodeOfClient({ header, direction, missing }: FrameUnit, payload: Uint8Array): Violation[] {
    if (header.opcode !== OPCODE.close || missing > 0) return [];
    const sender = senderOf(direction);
    const isEcho = this.#hasClientClosed;
    if (sender === 'client') this.#hasClientClosed = true;
    const { code } = decodeClosePayload(payload);
    if (code !== MANDATORY_EXTENSION || isCloseCodeOf(code, sender) || isEcho) return [];
    return [violationAtBytes('close.code-of-client', { start: 0, end: CLOSE_CODE_SIZE })];
  }
}

/** RSV1, if nobody knows whether it means compression: no rule may be broken. */
function unlessCompressed(violation: Violation): Violation {
  const isRsv1 = violation.id === 'frame.reserved-bit' && violation.range.start === RSV1_AT;
  return isRsv1
    ? { ...violation, breaks: null, receiver: 'unsaid', reaction: 'accepts' }
    : violation;
}

const RSV1_AT = frameHeaderLayout(7, false).rsv1.start;

/** Whether bytes are whole or cut control frames, and nothing else. */
function areControlFrames(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length;) {
    if (!isControlOpcode(decodeFirstByte(bytes[at]!).opcode)) return false;
    const reading = decodeFrame(bytes, at);
    if (reading.kind === 'incomplete') return true;
    at += reading.size;
  }
  return true;
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
