/** What a trace says: units of both directions in the order of time, messages, and every broken rule. */

import type { DeflateAgreement } from '#core/protocol/permessage-deflate.ts';
import { readStream, type Trace } from '#core/trace/trace.ts';
import { DIRECTIONS } from '#core/trace/direction.ts';
import { DeliveryIndex, type Delivery } from '#core/trace/delivery.ts';
import { findAgreement } from './compression-agreement.ts';
import { findViolations, type Finding } from './finding.ts';
import type { UnitInflater } from './inflation.ts';
import { joinMessages, type Message } from './message.ts';
import { readUnits, type Unit } from './unit.ts';

export type Conversation = {
  readonly trace: Trace;
  /** Units of both directions, in the order in which they were sent. */
  readonly units: readonly Unit[];
  /** Beside each unit: when it was sent and when it arrived. */
  readonly deliveries: readonly Delivery[];
  readonly messages: readonly Message[];
  /** How each side compresses its messages; null where they don't, or nobody knows. */
  readonly compression: DeflateAgreement | null;
  readonly findings: readonly Finding[];
};

export type ReadingOptions = {
  /** How each side compresses; what the handshake says where this is absent. Null: not at all. */
  readonly compression?: DeflateAgreement | null;
  /** Units of each direction that are read; what lies behind them is one unit that is not read. All, by default. */
  readonly mostUnits?: number;
  /** Inflates compressed messages: `inflateUnits`, which is large. Without it they stay as they are. */
  readonly inflate?: UnitInflater;
};

export function readConversation(trace: Trace, options: ReadingOptions = {}): Conversation {
  const index = new DeliveryIndex(trace);
  const placed = DIRECTIONS.flatMap((direction) => {
    // TCP hands on no byte before those that precede it, whatever order their segments came in.
    let reached = -1;
    return readUnits(direction, readStream(trace, direction), options.mostUnits).map((unit) => {
      const delivery = index.deliveryOf(direction, unit.range);
      reached = Math.max(reached, delivery.eventIndices[0] ?? reached);
      return { unit, delivery, reached };
    });
  }).sort((a, b) => a.reached - b.reached);
  const found = placed.map(({ unit }) => unit);
  const compression =
    options.compression === undefined ? findAgreement(found) : options.compression;
  const units = (compression && options.inflate?.(found, trace, compression)) ?? found;
  return {
    trace,
    units,
    deliveries: placed.map(({ delivery }) => delivery),
    messages: DIRECTIONS.flatMap((direction) => joinMessages(units, direction)).sort(
      (a, b) => (a.unitIndices[0] ?? 0) - (b.unitIndices[0] ?? 0),
    ),
    compression,
    findings: findViolations(units, trace, compression !== null),
  };
}

/** The unit's bytes, as they were sent. */
export function unitBytes(trace: Trace, unit: Unit): Uint8Array {
  return trace.streams[unit.direction].read(unit.range.start, unit.range.end);
}
