/**
 * Finds where reading can resume after bytes that were not captured. Senders usually write one
 * frame at a time, so a frame often begins where a segment does, but a segment can also begin
 * inside a payload. A place is accepted if valid frames follow from there (RFC 6455 §5.2, §5.4) and
 * one of them ends where a segment does.
 */

import { firstReached } from '#core/bytes/bisect.ts';
import { Utf8Validator } from '#core/bytes/utf8-validator.ts';
import { checkClosePayload } from '#core/protocol/messages/close-payload.ts';
import {
  checkFrameHeader,
  decodeFrameHeader,
  RSV1_BIT,
  type FrameHeader,
} from '#core/protocol/framing/frame-header.ts';
import { decodeHttpHead, MAX_HEAD_SIZE } from '#core/protocol/http/http-head.ts';
import { applyMask } from '#core/protocol/framing/masking.ts';
import { isControlOpcode, OPCODE } from '#core/protocol/framing/opcode.ts';
import {
  checkNextFrame,
  orderAfter,
  UNKNOWN_ORDER,
  type MessageOrder,
} from '#core/protocol/messages/message-order.ts';
import type { Side } from '#core/trace/direction.ts';

export type ResumptionContext = {
  readonly sender: Side;
  /** In order. */
  readonly segmentStarts: readonly number[];
  readonly mayBeCompressed: boolean;
  /** Whether a head can still come: the gap is inside one, or where one can begin. */
  readonly headIs: 'past' | 'possible' | 'cut';
};

export type Resumption = { readonly at: number; readonly expected: 'head' | 'frame' };

/** 32 valid frames in a row cannot be coincidence. */
const MAX_FRAMES = 32;

/** Bytes of a text that are checked, to bound the work for many places. */
const MAX_TEXT = 125;

/** RFC 9110 §9.3. */
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE'];

const END_OF_HEAD = [0x0d, 0x0a, 0x0d, 0x0a] as const;

/** Finds where reading can resume in the captured bytes from a position on. */
export type ResumptionFinder = (
  captured: Uint8Array,
  from: number,
  context: ResumptionContext,
) => Resumption | null;

/** `captured` ends at the next gap or with the stream. Null if no place is accepted. */
export const findResumption: ResumptionFinder = (captured, from, context) => {
  const { segmentStarts, headIs } = context;
  const first = firstReached(segmentStarts.length, (index) => segmentStarts[index]! >= from);
  const boundaries = new Set<number>([captured.length]);
  for (let index = first; (segmentStarts[index] ?? Infinity) < captured.length; index++) {
    boundaries.add(segmentStarts[index]!);
  }
  const headEnd = headIs === 'cut' ? endOfHead(captured, from) : null;
  const places = [...boundaries, ...(headEnd === null ? [] : [headEnd])].sort((a, b) => a - b);
  for (const at of places) {
    if (headIs !== 'past' && beginsHead(captured.subarray(at))) return { at, expected: 'head' };
    if (isFollowedByFrames(captured, at, boundaries, context)) return { at, expected: 'frame' };
  }
  return null;
};

/** The rest of a cut head can look like a head, as in "ET / HTTP/1.1". */
function beginsHead(bytes: Uint8Array): boolean {
  const reading = decodeHttpHead(bytes);
  if (reading.kind !== 'head') return false;
  const { startLine } = reading.head;
  return startLine.kind === 'response' || METHODS.includes(startLine.method);
}

/** The position after the empty line that ends a head; null if there is none. */
function endOfHead(captured: Uint8Array, from: number): number | null {
  const last = Math.min(captured.length, from + MAX_HEAD_SIZE) - END_OF_HEAD.length;
  for (let at = from; at <= last; at++) {
    if (END_OF_HEAD.every((byte, index) => captured[at + index] === byte)) {
      return at + END_OF_HEAD.length;
    }
  }
  return null;
}

function isFollowedByFrames(
  captured: Uint8Array,
  from: number,
  boundaries: ReadonlySet<number>,
  context: ResumptionContext,
): boolean {
  let order = UNKNOWN_ORDER;
  let endsAtBoundary = false;
  let isMoreThanZeros = false;
  let at = from;
  for (let count = 0; count < MAX_FRAMES; count++) {
    const reading = decodeFrameHeader(captured, at);
    if (reading.kind === 'incomplete') break;
    const { header, size } = reading;
    if (!isLegalHere(header, order, context)) return false;
    const end = at + size + header.payloadLength.value;
    if (end > captured.length) break;
    if (!isWellFormed(header, captured.subarray(at + size, end))) return false;
    at = end;
    endsAtBoundary ||= boundaries.has(at);
    // Zeros, which are frequent in payloads, read as empty fragments. Senders don't send these.
    isMoreThanZeros ||= header.isFinal || header.payloadLength.form !== 7;
    if (header.opcode === OPCODE.close) break;
    order = orderAfter(order, header);
  }
  return endsAtBoundary && isMoreThanZeros;
}

function isLegalHere(
  header: FrameHeader,
  order: MessageOrder,
  { sender, mayBeCompressed }: ResumptionContext,
): boolean {
  if (checkNextFrame(order, header) !== null) return false;
  const beginsMessage = !isControlOpcode(header.opcode) && header.opcode !== OPCODE.continuation;
  const allowedReservedBits = mayBeCompressed && beginsMessage ? RSV1_BIT : 0;
  return checkFrameHeader(header, { sender, allowedReservedBits }).length === 0;
}

/** Checks what one frame shows alone: a Close payload, and the beginning of a text. */
function isWellFormed(header: FrameHeader, payload: Uint8Array): boolean {
  const { opcode, maskingKey, rsv1 } = header;
  const isText = opcode === OPCODE.text && !rsv1;
  if (!isText && opcode !== OPCODE.close) return true;
  const start = payload.subarray(0, MAX_TEXT);
  const plain = maskingKey ? applyMask(start, maskingKey) : start;
  if (opcode === OPCODE.close) return checkClosePayload(plain).length === 0;
  const utf8 = new Utf8Validator();
  utf8.feed(plain);
  const isAll = header.isFinal && payload.length <= MAX_TEXT;
  return utf8.firstInvalidAt === null && (!isAll || utf8.isComplete);
}
