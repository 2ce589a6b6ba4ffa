/** What a trace says: units of both directions in the order of time, messages, and every broken rule. */

import { readStream, type Trace } from '#core/trace/trace.ts';
import { DIRECTIONS } from '#core/trace/direction.ts';
import { DeliveryIndex, type Delivery } from '#core/trace/delivery.ts';
import type { Dissection } from './dissection.ts';
import { findViolations, type Finding } from './finding.ts';
import { dissectFrame } from './frame-dissection.ts';
import { dissectHead, dissectUnread } from './head-dissection.ts';
import { joinMessages, type Message } from './message.ts';
import { readUnits, type Unit } from './unit.ts';

export type Conversation = {
  readonly trace: Trace;
  /** Units of both directions, in the order in which they were sent. */
  readonly units: readonly Unit[];
  /** Beside each unit: when it was sent and when it arrived. */
  readonly deliveries: readonly Delivery[];
  readonly messages: readonly Message[];
  readonly findings: readonly Finding[];
};

export function readConversation(trace: Trace): Conversation {
  const index = new DeliveryIndex(trace);
  const placed = DIRECTIONS.flatMap((direction) => {
    // TCP hands on no byte before those that precede it, whatever order their segments came in.
    let reached = -1;
    return readUnits(direction, readStream(trace, direction)).map((unit) => {
      const delivery = index.deliveryOf(direction, unit.range);
      reached = Math.max(reached, delivery.eventIndices[0] ?? reached);
      return { unit, delivery, reached };
    });
  }).sort((a, b) => a.reached - b.reached);
  const units = placed.map(({ unit }) => unit);
  return {
    trace,
    units,
    deliveries: placed.map(({ delivery }) => delivery),
    messages: DIRECTIONS.flatMap((direction) => joinMessages(units, direction)).sort(
      (a, b) => (a.unitIndices[0] ?? 0) - (b.unitIndices[0] ?? 0),
    ),
    findings: findViolations(units, trace),
  };
}

/** The unit's bytes, as they were sent. */
export function unitBytes(trace: Trace, unit: Unit): Uint8Array {
  return trace.streams[unit.direction].read(unit.range.start, unit.range.end);
}

/** Every bit of one unit, named. */
export function dissectUnit(trace: Trace, unit: Unit): Dissection {
  const wire = unitBytes(trace, unit);
  switch (unit.kind) {
    case 'request':
    case 'response':
      return dissectHead(wire);
    case 'frame':
      return dissectFrame(wire, unit.messageOpcode);
    case 'cut-header':
      return dissectFrame(wire);
    default:
      return dissectUnread(wire);
  }
}
