/**
 * Reads one stream into units: HTTP heads with their bodies (RFC 9112 §6.3), then frames (RFC 6455
 * §5.2). After a gap, reading continues where the bytes before it decide, or is resynchronised
 * heuristically.
 */

import { FIELD } from '#core/protocol/http/field-name.ts';
import { intersectRanges, lengthOfRange, type ByteRange } from '#core/bytes/bit-range.ts';
import { findField } from '#core/protocol/http/field-line.ts';
import { decodeFrameHeader, type FrameHeader } from '#core/protocol/framing/frame-header.ts';
import {
  decodeHttpHead,
  emptyLineSize,
  isRequestHead,
  isResponseHead,
  type HeadPart,
} from '#core/protocol/http/http-head.ts';
import { http2PrefaceSize } from '#core/protocol/http/http2-preface.ts';
import { isControlOpcode, OPCODE } from '#core/protocol/framing/opcode.ts';
import {
  BETWEEN_MESSAGES,
  messageOpcodeOf,
  orderAfter,
  UNKNOWN_ORDER,
} from '#core/protocol/messages/message-order.ts';
import { isOpeningRequest } from '#core/protocol/opening/opening-request.ts';
import { opensFrames } from '#core/protocol/opening/opening-response.ts';
import { senderOf, type Direction } from '#core/trace/direction.ts';
import type { ReadingParts } from './reading-parts.ts';
import type { FrameUnit, GapUnit, HeadUnit, OrdinaryTaker, Unit } from './unit.ts';

export type UnitReadingOptions = {
  /**
   * Units that are read, and a hundred times as many ordinary frames of a long stream; the bytes
   * after them become one 'not-read' unit. Default: all.
   */
  readonly maxUnits?: number;
  /** Streams of so many bytes are long. Default: 96 KiB. */
  readonly longFrom?: number;
  /** The bytes that were not captured, in order. Default: none. */
  readonly gaps?: readonly ByteRange[];
  /** Where segments begin, in order. After a gap, frames are searched for there. */
  readonly segmentStarts?: readonly number[];
  /** None, by default. */
  readonly parts?: ReadingParts;
  /**
   * Whether messages can be compressed. If not, bytes with RSV1 aren't read as a frame after a gap.
   * Default: they can.
   */
  readonly mayBeCompressed?: boolean;
  /** What is unknown of the head that begins at a byte. Default: nothing. */
  readonly headLacks?: ReadonlyMap<number, readonly HeadPart[]>;
  /**
   * Which request of a client the server answered with 101, counted from 1, so that frames follow
   * it whatever they look like. Null if none is known, which is the default.
   */
  readonly acceptedRequest?: number | null;
};

/** Shorter streams have fewer frames than a page reads unasked. */
const LONG_FROM = 96 * 1024;

/** An ordinary frame takes far less memory than another unit. */
const ORDINARY_FOR_ONE = 100;

/** Reads one direction's bytes. */
export function readUnits(
  direction: Direction,
  bytes: Uint8Array,
  options: UnitReadingOptions = {},
): Unit[] {
  return new UnitReader(direction, bytes, options).read();
}

/** What is expected next. */
type Expected = { readonly kind: 'head' | 'frame' | 'http2' | 'after-close' | 'unplaced' } | Span;

/** A part whose end is known, with or without gaps inside. */
type Span = { readonly end: number } & (
  | { readonly kind: 'body' }
  | { readonly kind: 'payload-rest'; readonly frame: FrameUnit }
);

const HEAD: Expected = { kind: 'head' };
const FRAME: Expected = { kind: 'frame' };
const HTTP2: Expected = { kind: 'http2' };
const AFTER_CLOSE: Expected = { kind: 'after-close' };

class UnitReader {
  readonly #direction: Direction;
  readonly #bytes: Uint8Array;
  readonly #maxUnits: number;
  readonly #mostOrdinary: number;
  /** Null if the stream is short. */
  readonly #takeOrdinary: OrdinaryTaker | null;
  readonly #gaps: readonly ByteRange[];
  readonly #options: UnitReadingOptions;
  readonly #units: Unit[] = [];
  #ordinaryCount = 0;
  #at = 0;
  #gapIndex = 0;
  /** The bytes up to the next gap. */
  #captured: Uint8Array;
  #expected = HEAD;
  #isAssumed = false;
  #order = BETWEEN_MESSAGES;
  /** Whether the last message began with RSV1. */
  #isCompressed = false;

  constructor(direction: Direction, bytes: Uint8Array, options: UnitReadingOptions) {
    const { maxUnits = Infinity, gaps = [], longFrom = LONG_FROM } = options;
    this.#direction = direction;
    this.#bytes = bytes;
    this.#maxUnits = maxUnits;
    this.#mostOrdinary = maxUnits * ORDINARY_FOR_ONE;
    const isLong = bytes.length >= longFrom;
    this.#takeOrdinary = (isLong && options.parts?.ordinaryTaker?.(direction, bytes)) || null;
    this.#gaps = gaps;
    this.#options = options;
    this.#captured = this.#upToGap();
  }

  read(): Unit[] {
    while (this.#at < this.#bytes.length) {
      const gap = this.#gaps[this.#gapIndex];
      if (gap !== undefined && gap.start <= this.#at) {
        this.#skipGap(gap);
        continue;
      }
      switch (this.#expected.kind) {
        case 'head':
          this.#readHead();
          break;
        case 'frame':
          this.#readFrames();
          break;
        case 'body':
        case 'payload-rest':
          this.#readSpan(this.#expected);
          break;
        case 'http2':
        case 'after-close':
        case 'unplaced':
          this.#take({ kind: this.#expected.kind, ...this.#placeUpTo(Infinity) });
      }
    }
    return this.#units;
  }

  #upToGap(): Uint8Array {
    return this.#bytes.subarray(0, this.#gaps[this.#gapIndex]?.start ?? this.#bytes.length);
  }

  #take(unit: Unit): void {
    this.#units.push(this.#isAssumed ? { ...unit, isAssumed: true } : unit);
    this.#at = unit.range.end;
  }

  /** The captured bytes from here, at most up to `end`. */
  #placeUpTo(end: number): { direction: Direction; range: ByteRange } {
    const range = { start: this.#at, end: Math.min(end, this.#captured.length) };
    return { direction: this.#direction, range };
  }

  #stopReading(): void {
    const range = { start: this.#at, end: this.#bytes.length };
    this.#take({ kind: 'not-read', direction: this.#direction, range });
  }

  #readHead(): void {
    const bytes = this.#captured.subarray(this.#at);
    if (http2PrefaceSize(bytes) > 0) {
      this.#expected = HTTP2;
      return;
    }
    const emptySize = this.#emptyLineBefore(bytes);
    if (emptySize > 0) {
      return this.#take({ kind: 'empty-line', ...this.#placeUpTo(this.#at + emptySize) });
    }
    const reading = decodeHttpHead(bytes, Infinity);
    switch (reading.kind) {
      case 'not-http':
        this.#expected = FRAME;
        return;
      case 'too-long':
      case 'incomplete':
        return this.#take({ kind: 'cut-head', missing: null, ...this.#placeUpTo(Infinity) });
      case 'head': {
        const { violations } = reading;
        const lacks = this.#options.headLacks?.get(this.#at);
        const head = lacks ? { ...reading.head, lacks } : reading.head;
        const place = this.#placeUpTo(this.#at + head.size);
        if (isRequestHead(head)) this.#takeHead({ kind: 'request', head, violations, ...place });
        else if (isResponseHead(head))
          this.#takeHead({ kind: 'response', head, violations, ...place });
        else this.#expected = FRAME;
      }
    }
  }

  /**
   * The size of an empty line that a server ignores, because a request, or nothing yet, follows it;
   * 0 without one. Only one empty line is ignored, not two.
   */
  #emptyLineBefore(bytes: Uint8Array): number {
    const size = emptyLineSize(bytes);
    if (size === 0 || this.#units.at(-1)?.kind === 'empty-line') return 0;
    const rest = decodeHttpHead(bytes.subarray(size));
    const isRequest =
      rest.kind === 'head'
        ? isRequestHead(rest.head)
        : rest.kind === 'incomplete' && this.#direction === 'client-to-server';
    return isRequest ? size : 0;
  }

  #takeHead(unit: HeadUnit): void {
    this.#take(unit);
    const isSwitching = unit.kind === 'response' && opensFrames(unit.head);
    const size = bodySize(unit, this.#bytes.length - this.#at);
    if (isSwitching || this.#isAccepted(unit)) this.#expected = FRAME;
    else if (size > 0) this.#expected = { kind: 'body', end: this.#at + size };
  }

  /** Expects the head that was read last. */
  #isAccepted({ kind, head }: HeadUnit): boolean {
    if (kind !== 'request' || !isOpeningRequest(head)) return false;
    const requests = this.#units.filter((unit) => unit.kind === 'request').length;
    return requests === this.#options.acceptedRequest;
  }

  #readFrames(): void {
    if (this.#takeOrdinaryFrames()) return;
    const isFull =
      this.#ordinaryCount >= this.#mostOrdinary ||
      this.#units.length - this.#ordinaryCount >= this.#maxUnits;
    if (isFull) this.#stopReading();
    else this.#readFrame();
  }

  /** Takes ordinary frames up to the next other one. False if there are none here. */
  #takeOrdinaryFrames(): boolean {
    const take = this.#takeOrdinary;
    if (take === null || this.#order !== BETWEEN_MESSAGES) return false;
    if (this.#isAssumed || this.#maxUnits === 0) return false;
    const start = this.#at;
    const most = this.#mostOrdinary - this.#ordinaryCount;
    this.#at = take(this.#captured, start, most, (frame) => {
      this.#units.push(frame);
      this.#ordinaryCount++;
    });
    if (this.#at > start) this.#isCompressed = false;
    return this.#at > start;
  }

  #readFrame(): void {
    const reading = decodeFrameHeader(this.#captured, this.#at);
    if (reading.kind === 'incomplete') {
      const { missing } = reading;
      return this.#take({ kind: 'cut-header', missing, ...this.#placeUpTo(Infinity) });
    }
    const { header, size } = reading;
    const payloadSize = header.payloadLength.value;
    const payloadStart = this.#at + size;
    // Not compared with the frame's end, because a sum above 2^53 would be rounded.
    const missing = Math.max(0, payloadSize - (this.#captured.length - payloadStart));
    const isTorn = missing > 0 && this.#captured.length < this.#bytes.length;
    const end = missing > 0 ? this.#captured.length : payloadStart + payloadSize;
    const wholeEnd = Math.min(this.#bytes.length, end + missing);
    const frame: FrameUnit = {
      kind: 'frame',
      direction: this.#direction,
      range: { start: this.#at, end },
      header,
      headerSize: size,
      missing,
      ...(isTorn && { notCaptured: this.#notCapturedWithin(end, wholeEnd) }),
      ...this.#followMessage(header, isTorn),
    };
    this.#take(frame);
    this.#expected = isTorn ? { kind: 'payload-rest', frame, end: wholeEnd } : afterFrame(header);
  }

  /** What the frame has from its message. */
  #followMessage(
    header: FrameHeader,
    isTorn: boolean,
  ): Pick<FrameUnit, 'messageOpcode' | 'isCompressed'> {
    const messageOpcode = messageOpcodeOf(this.#order, header);
    this.#order = orderAfter(this.#order, header);
    if (isControlOpcode(header.opcode)) return { messageOpcode: null };
    if (header.opcode !== OPCODE.continuation) this.#isCompressed = header.rsv1;
    // The rest of a torn compressed message can't be inflated, so it isn't shown as text.
    if (isTorn && this.#isCompressed) this.#order = UNKNOWN_ORDER;
    return {
      messageOpcode,
      ...(this.#isCompressed && messageOpcode !== null && { isCompressed: true }),
    };
  }

  #notCapturedWithin(start: number, end: number): number {
    let sum = 0;
    for (let index = this.#gapIndex; (this.#gaps[index]?.start ?? Infinity) < end; index++) {
      const shared = intersectRanges(this.#gaps[index]!, { start, end });
      if (shared) sum += lengthOfRange(shared);
    }
    return sum;
  }

  #readSpan(span: Span): void {
    const place = this.#placeUpTo(span.end);
    if (span.kind === 'body') this.#take({ kind: 'body', ...place });
    else {
      const { range, headerSize, header } = span.frame;
      const payloadOffset = this.#at - range.start - headerSize;
      const { maskingKey } = header;
      this.#take({ kind: 'payload-rest', maskingKey, payloadOffset, ...place });
    }
    if (this.#at === span.end) this.#expected = afterSpan(span);
  }

  #skipGap(gap: ByteRange): void {
    const range = { start: this.#at, end: gap.end };
    const expected = this.#expectedAfter(gap.end);
    this.#gapIndex++;
    this.#captured = this.#upToGap();
    if (expected === null) return this.#resumeAfter(range);
    this.#takeGap(range, 'known');
    this.#expected = expected;
  }

  #takeGap(range: ByteRange, goesOn: GapUnit['goesOn']): void {
    this.#take({ kind: 'not-captured', direction: this.#direction, range, goesOn });
  }

  /**
   * Resumes where a resumption is found. The bytes before that place stay unread, or all of them if
   * there is none.
   */
  #resumeAfter(gap: ByteRange): void {
    const { parts = {}, segmentStarts = [], mayBeCompressed = true } = this.#options;
    const { findResumption = () => null } = parts;
    const resumption = findResumption(this.#captured, gap.end, {
      sender: senderOf(this.#direction),
      segmentStarts,
      mayBeCompressed,
      headIs: this.#expected.kind !== 'head' ? 'past' : this.#isWithinHead() ? 'cut' : 'possible',
    });
    this.#order = UNKNOWN_ORDER;
    this.#takeGap(gap, resumption === null ? 'nowhere' : 'assumed');
    this.#expected = { kind: 'unplaced' };
    if (resumption === null) return;
    const skipped = { start: gap.end, end: resumption.at };
    if (lengthOfRange(skipped) > 0) {
      this.#take({ kind: 'unplaced', direction: this.#direction, range: skipped });
    }
    this.#expected = { kind: resumption.expected };
    this.#isAssumed = true;
  }

  /** What follows a gap that ends there; null if the bytes before the gap don't decide. */
  #expectedAfter(end: number): Expected | null {
    const expected = this.#expected;
    switch (expected.kind) {
      case 'http2':
      case 'after-close':
        return expected;
      case 'body':
      case 'payload-rest':
        if (end < expected.end) return expected;
        return end === expected.end ? afterSpan(expected) : null;
      case 'head':
      case 'frame':
      case 'unplaced':
        return null;
    }
  }

  #isWithinHead(): boolean {
    return this.#units.at(-1)?.kind === 'cut-head';
  }
}

function afterSpan(span: Span): Expected {
  return span.kind === 'body' ? HEAD : afterFrame(span.frame.header);
}

function afterFrame({ opcode }: FrameHeader): Expected {
  return opcode === OPCODE.close ? AFTER_CLOSE : FRAME;
}

/** Bytes of the body after a head: Content-Length, else for a response all (RFC 9112 §6.3). */
function bodySize({ kind, head }: HeadUnit, available: number): number {
  const announced = findField(head.fields, FIELD.contentLength)?.value ?? '';
  const size = /^\d{1,15}$/.test(announced) ? Number(announced) : null;
  // A request without Content-Length has no body, and an opening request is followed by frames.
  if (kind === 'request') return isOpeningRequest(head) ? 0 : (size ?? 0);
  const { status } = head.startLine;
  if (status < 200 || status === 204 || status === 304) return 0;
  return size ?? available;
}
