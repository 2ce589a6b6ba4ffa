/** Inflates a conversation's compressed messages in the order they were sent (RFC 7692 §6.2). */

import { shiftRange, type BitRange } from '#core/bytes/bit-range.ts';
import { concatBytes } from '#core/bytes/byte-array.ts';
import {
  makeMessageInflater,
  MessageInflater,
  type InflatedPiece,
} from '#core/protocol/compression/message-inflater.ts';
import { isControlOpcode, OPCODE } from '#core/protocol/framing/opcode.ts';
import type {
  Compression,
  DeflateAgreement,
} from '#core/protocol/compression/permessage-deflate.ts';
import { senderOf, type Direction } from '#core/trace/direction.ts';
import type { Trace } from '#core/trace/trace.ts';
import { payloadOf } from './message.ts';
import { asPlain } from './ordinary-frame.ts';
import type { FrameUnit, Inflation, Unit } from './unit.ts';

/** So that no paste fills memory. */
const MAX_INFLATED_SIZE = 64 * 1024 * 1024;

/** `maxSize` limits each message, and ends inflating a direction once it exceeds that. */
export type UnitInflater = (
  units: readonly Unit[],
  trace: Trace,
  agreement: DeflateAgreement,
  maxSize?: number,
) => Unit[];

/** The same units; frames of compressed messages get their inflated bytes. */
const inflateUnits: UnitInflater = (units, trace, agreement, maxSize = MAX_INFLATED_SIZE) => {
  const startsMidStream = !units.some(({ kind }) => kind === 'response');
  const inflaterOf = (direction: Direction) =>
    new DirectionInflater(agreement[senderOf(direction)], startsMidStream, maxSize);
  const inflaters: Readonly<Record<Direction, DirectionInflater>> = {
    'client-to-server': inflaterOf('client-to-server'),
    'server-to-client': inflaterOf('server-to-client'),
  };
  return units.map((unit) => {
    const { direction } = unit;
    if (unit.kind === 'not-captured') inflaters[direction].loseContext();
    if (unit.kind !== 'frame' || isControlOpcode(unit.header.opcode)) return unit;
    const payload = payloadOf(unit, trace.streams[direction]);
    const inflation = inflaters[direction].take(unit, payload);
    return inflation === null ? unit : { ...asPlain(unit), inflation };
  });
};

/** For `ReadingParts`. */
export const INFLATION = { inflateUnits, makeInflater: makeMessageInflater };

/** Inflates the data frames of one direction. */
class DirectionInflater {
  readonly #compression: Compression;
  readonly #maxSize: number;
  #inflater: MessageInflater;
  #isInsideCompressed = false;
  /** After a violation the window is unknown, so nothing more is inflated. */
  #isBroken = false;
  #inflatedSize = 0;
  /**
   * Bits of compressed payload before this frame, since a message last ended. A message that
   * interrupts another continues the same compressed data.
   */
  #bitsBefore = 0;
  #bytesBefore = 0;

  constructor(compression: Compression, startsMidStream: boolean, maxSize: number) {
    this.#compression = compression;
    this.#maxSize = maxSize;
    this.#inflater = this.#makeInflater(startsMidStream);
  }

  #makeInflater(startsMidStream: boolean): MessageInflater {
    const maxMessageSize = this.#maxSize;
    return new MessageInflater({ ...this.#compression, maxMessageSize, startsMidStream });
  }

  /**
   * After a gap, later messages can refer to uncaptured bytes, and the rest of an open message
   * can't be inflated.
   */
  loseContext(): void {
    this.#inflater = this.#makeInflater(true);
    this.#isInsideCompressed = false;
    this.#bitsBefore = 0;
    this.#bytesBefore = 0;
    this.#isBroken = false;
  }

  /** Null for a frame of an uncompressed message. */
  take({ header, missing }: FrameUnit, payload: Uint8Array): Inflation | null {
    if (header.opcode !== OPCODE.continuation) this.#isInsideCompressed = header.rsv1;
    const isExhausted = this.#inflatedSize > this.#maxSize;
    if (!this.#isInsideCompressed || this.#isBroken || isExhausted) return null;
    const isEnd = header.isFinal && missing === 0;
    const parts = [this.#inflater.feed(payload)];
    if (isEnd) parts.push(this.#inflater.end());
    const inflation = this.#join(parts);
    this.#isBroken = inflation.violation !== null;
    this.#bitsBefore = isEnd ? 0 : this.#bitsBefore + payload.length * 8;
    this.#bytesBefore = isEnd ? 0 : this.#bytesBefore + inflation.bytes.length;
    this.#inflatedSize += inflation.bytes.length;
    return inflation;
  }

  #join(parts: readonly InflatedPiece[]): Inflation {
    const failure = parts.find((part) => part.failure !== null)?.failure ?? null;
    return {
      bytes: concatBytes(parts.flatMap(({ pieces }) => [...pieces])),
      unknown: parts.flatMap(({ unknown }) =>
        unknown.map((range) => shiftRange(range, -this.#bytesBefore)),
      ),
      violation: failure && {
        ...failure.violation,
        range: this.#withinFrame(failure.violation.range),
      },
    };
  }

  #withinFrame({ start, end }: BitRange): BitRange {
    return {
      start: Math.max(0, start - this.#bitsBefore),
      end: Math.max(0, end - this.#bitsBefore),
    };
  }
}
