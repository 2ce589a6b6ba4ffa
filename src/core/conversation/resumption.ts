/**
 * Where reading can go on behind bytes that were not captured. Senders mostly write a frame at a
 * time, so frames often begin where segments do; but a segment may as well begin within a payload.
 * A place is believed if from there on one frame follows another without breaking a rule, and one
 * of them ends where a segment does.
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
  /** Whether the gap is in front of all frames: within a head, or where one may begin. */
  readonly headIs: 'past' | 'possible' | 'cut';
};

export type Resumption = { readonly at: number; readonly expected: 'head' | 'frame' };

/** So many frames in a row, without a fault, are no chance. */
const MOST_FRAMES = 32;

/** A text is looked at no further: how long a reading of many places takes is bounded by it. */
const MOST_TEXT = 125;

/** RFC 9110 §9.3. */
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE'];

const END_OF_HEAD = [0x0d, 0x0a, 0x0d, 0x0a] as const;

/** Where reading can go on in what was captured from a place on. */
export type ResumptionFinder = (
  captured: Uint8Array,
  from: number,
  context: ResumptionContext,
) => Resumption | null;

/** `captured` ends at the next gap, or with the stream. Null where there is no place to believe. */
export const findResumption: ResumptionFinder = (captured, from, context) => {
  const { segmentStarts, headIs } = context;
  const first = firstReached(segmentStarts.length, (index) => segmentStarts[index]! >= from);
  const borders = new Set<number>([captured.length]);
  for (let index = first; (segmentStarts[index] ?? Infinity) < captured.length; index++) {
    borders.add(segmentStarts[index]!);
  }
  const headEnd = headIs === 'cut' ? endOfHead(captured, from) : null;
  const places = [...borders, ...(headEnd === null ? [] : [headEnd])].sort((a, b) => a - b);
  for (const at of places) {
    if (at >= captured.length) break;
    if (headIs !== 'past' && beginsHead(captured.subarray(at))) return { at, expected: 'head' };
    if (readsOn(captured, at, borders, context)) return { at, expected: 'frame' };
  }
  return null;
};

/** What a cut head ends with may look like one: "ET / HTTP/1.1". */
function beginsHead(bytes: Uint8Array): boolean {
  const reading = decodeHttpHead(bytes);
  if (reading.kind !== 'head') return false;
  const { startLine } = reading.head;
  return startLine.kind === 'response' || METHODS.includes(startLine.method);
}

/** Right behind the empty line that ends a head; null where there is none. */
function endOfHead(captured: Uint8Array, from: number): number | null {
  const last = Math.min(captured.length, from + MAX_HEAD_SIZE) - END_OF_HEAD.length;
  for (let at = from; at <= last; at++) {
    if (END_OF_HEAD.every((byte, index) => captured[at + index] === byte)) {
      return at + END_OF_HEAD.length;
    }
  }
  return null;
}

function readsOn(
  captured: Uint8Array,
  from: number,
  borders: ReadonlySet<number>,
  context: ResumptionContext,
): boolean {
  let order = UNKNOWN_ORDER;
  let endsAtBorder = false;
  let saysSomething = false;
  let at = from;
  for (let count = 0; count < MOST_FRAMES && at < captured.length; count++) {
    const reading = decodeFrameHeader(captured, at);
    if (reading.kind === 'incomplete') break;
    const { header, size } = reading;
    if (!isLegalHere(header, order, context)) return false;
    const end = at + size + header.payloadLength.value;
    if (end > captured.length) break;
    if (!saysWellFormed(header, captured.subarray(at + size, end))) return false;
    at = end;
    endsAtBorder ||= borders.has(at);
    // Nobody sends fragments of nothing; but zeros, of which payloads are full, read as such.
    saysSomething ||= header.isFinal || header.payloadLength.form !== 7;
    if (header.opcode === OPCODE.close) break;
    order = orderAfter(order, header);
  }
  return endsAtBorder && saysSomething;
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

/** What can be told of a frame by itself: a Close, and the beginning of a text. */
function saysWellFormed(header: FrameHeader, payload: Uint8Array): boolean {
  const { opcode, maskingKey, rsv1 } = header;
  const isText = opcode === OPCODE.text && !rsv1;
  if (!isText && opcode !== OPCODE.close) return true;
  const start = payload.subarray(0, MOST_TEXT);
  const plain = maskingKey ? applyMask(start, maskingKey) : start;
  if (opcode === OPCODE.close) return checkClosePayload(plain).length === 0;
  const utf8 = new Utf8Validator();
  utf8.feed(plain);
  const isAll = header.isFinal && payload.length <= MOST_TEXT;
  return utf8.firstInvalidAt === null && (!isAll || utf8.isComplete);
}
