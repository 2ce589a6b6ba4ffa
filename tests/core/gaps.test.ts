/**
 * Real connections with segments removed: the rest reads the same as in the complete connection, or
 * is marked as uncertain.
 */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ByteRange } from '#core/bytes/bit-range.ts';
import type { CapturedPacket } from '#core/captures/packet-table.ts';
import { readCapture } from '#core/captures/capture.ts';
import { listConnections } from '#core/captures/captured-connection.ts';
import { traceOf } from '#core/captures/captured-trace.ts';
import { findResumption } from '#core/conversation/resumption.ts';
import { readConversation, unitBytes } from '#core/conversation/conversation.ts';
import { readInflatedConversation } from '#core/conversation/inflated-conversation.ts';
import { dissectUnit } from '#core/dissection/unit-dissection.ts';
import type { Unit } from '#core/conversation/unit.ts';
import { readStory } from '#core/story/story.ts';
import { DIRECTIONS, type Direction } from '#core/trace/direction.ts';
import { isPureSignal, readStream, streamOf, type Trace } from '#core/trace/trace.ts';
import { contentsWith } from './captures/captured-packets.ts';
import { readFixture } from './captures/oracle.ts';
import { SESSIONS, traceOfRecorded } from './recorded-session.ts';

const notes = { recordedOn: '', tool: '', client: { name: 'a' }, server: { name: 'b' } };

function packetsOf(file: string): readonly CapturedPacket[] {
  const reading = readCapture(readFixture(file));
  if (reading.kind !== 'capture') throw new TypeError(`expected a capture in ${file}`);
  return [...reading.packets];
}

const traceIn = (packets: readonly CapturedPacket[]): Trace =>
  traceOf(listConnections(contentsWith(packets)).connections[0]!, notes);

/** Smaller segments, so that more frames take several. */
function inSegmentsOf(trace: Trace, size: number): Trace {
  const events = trace.events.flatMap((event) => {
    if (isPureSignal(event)) return [event];
    const { start, end } = event.range;
    return Array.from({ length: Math.ceil((end - start) / size) }, (_, index) => ({
      ...event,
      range: { start: start + index * size, end: Math.min(end, start + (index + 1) * size) },
    }));
  });
  return { ...trace, events };
}

/**
 * The trace without some of its events, as far as the remaining ones show that bytes are missing.
 */
function without(trace: Trace, dropped: ReadonlySet<number>): Trace {
  const events = trace.events.filter((_, index) => !dropped.has(index));
  const streamFrom = (direction: Direction) => {
    const ranges = events
      .filter((event) => event.direction === direction)
      .map(({ range }) => range)
      .sort((a, b) => a.start - b.start);
    const gaps: ByteRange[] = [];
    let reached = 0;
    for (const { start, end } of ranges) {
      if (start > reached) gaps.push({ start: reached, end: start });
      reached = Math.max(reached, end);
    }
    const bytes = readStream(trace, direction).slice(0, reached);
    // Whatever is read there would show.
    for (const { start, end } of gaps) bytes.fill(0x81, start, end);
    return streamOf(bytes, gaps);
  };
  return {
    ...trace,
    events,
    streams: {
      'client-to-server': streamFrom('client-to-server'),
      'server-to-client': streamFrom('server-to-client'),
    },
  };
}

/** "server-to-client frame 129-142", with "?" where it is assumed. */
function tell(unit: Unit): string {
  const { direction, range, kind, isAssumed } = unit;
  return `${direction} ${kind} ${range.start}-${range.end}${isAssumed ? '?' : ''}`;
}

function isReadAsSomething({ kind }: Unit): boolean {
  return kind === 'frame' || kind === 'request' || kind === 'response';
}

/** Units that are not those of the whole connection, whole or cut by a gap. */
function untrueUnits(cut: Trace, whole: readonly Unit[]): Unit[] {
  const truths = new Map(whole.map((unit) => [`${unit.direction} ${unit.range.start}`, unit]));
  return readConversation(cut, { parts: { findResumption } }).units.filter((unit) => {
    if (!isReadAsSomething(unit)) return false;
    const truth = truths.get(`${unit.direction} ${unit.range.start}`);
    const isPart = unit.kind === 'frame' && unit.missing > 0;
    const { end = -1 } = truth?.range ?? {};
    const isTrue =
      truth?.kind === unit.kind && (isPart ? end >= unit.range.end : end === unit.range.end);
    return !isTrue;
  });
}

/** Of a trace with gaps: units tile it, and none has bytes of a gap. */
function expectTiled(trace: Trace): void {
  const { units } = readInflatedConversation(trace);
  for (const direction of DIRECTIONS) {
    const stream = trace.streams[direction];
    let reached = 0;
    for (const unit of units.filter((each) => each.direction === direction)) {
      expect(unit.range.start).toBe(reached);
      reached = unit.range.end;
      const isGap = stream.gaps.some(
        ({ start, end }) => start < unit.range.end && unit.range.start < end,
      );
      expect(isGap).toBe(unit.kind === 'not-captured');
      if (isGap) expect(unitBytes(trace, unit)).toHaveLength(0);
      const { buffers } = dissectUnit(trace, unit);
      expect(buffers.wire).toHaveLength(isGap ? 0 : unit.range.end - unit.range.start);
    }
    expect(reached).toBe(stream.length);
  }
}

const CAPTURES = ['recorded/chromium-ws-text-echo/capture.pcapng', 'captures/base.pcapng'];

describe.each(CAPTURES)('%s without one of its packets', (file) => {
  const packets = packetsOf(file);
  const whole = readConversation(traceIn(packets), { parts: { findResumption } }).units;

  test.each(packets.map((_, index) => index))('without packet %i', (dropped) => {
    const cut = traceIn(packets.filter((_, index) => index !== dropped));
    expect(untrueUnits(cut, whole).map(tell)).toEqual([]);
    expectTiled(cut);
    readStory(cut, { parts: { findResumption } });
  });
});

test('the rest of base.pcapng after each gap is found again', () => {
  const packets = packetsOf('captures/base.pcapng');
  const told = packets.map((_, dropped) => {
    const cut = traceIn(packets.filter((_each, index) => index !== dropped));
    const { units } = readConversation(cut, { parts: { findResumption } });
    const gap = units.find(({ kind }) => kind === 'not-captured');
    return gap === undefined
      ? ''
      : `${dropped + 1}: ${units.filter(isReadAsSomething).length} ${tell(gap)}`;
  });
  // Of the 14 heads and frames all but the one that is cut out; the last of each direction are
  // missed for its FIN.
  expect(told.filter((line) => line !== '')).toEqual([
    '4: 13 client-to-server not-captured 0-154',
    '6: 13 server-to-client not-captured 0-129',
    '8: 13 client-to-server not-captured 154-165',
    '9: 13 client-to-server not-captured 165-177',
    '11: 13 server-to-client not-captured 129-135',
    '12: 13 server-to-client not-captured 135-141',
    '13: 13 server-to-client not-captured 141-145',
    '14: 13 server-to-client not-captured 145-275',
    '15: 13 server-to-client not-captured 275-282',
    '16: 13 server-to-client not-captured 282-296',
    '18: 13 client-to-server not-captured 177-188',
    '19: 13 client-to-server not-captured 188-194',
    '20: 13 client-to-server not-captured 194-205',
    '22: 13 server-to-client not-captured 296-303',
  ]);
});

describe('the recorded sessions', () => {
  // A request on an open WebSocket is a frame only because of the handshake, which may be lost.
  const isRequestAsFrame = (name: string) => name === 'raw-ws-invalid-client-frames 22';
  const whole = SESSIONS.flatMap(({ name, connections }) =>
    connections.map((connection, index) => ({
      name: `${name} ${index}`,
      // If a side deliberately sent something other than frames, it is unknown what would have been
      // read.
      isFair: !name.includes('invalid') && !name.includes('bad'),
      trace: traceOfRecorded(connection),
    })),
  ).filter(({ name }) => !isRequestAsFrame(name));

  test.each([20, 100, 1000])(
    'in segments of %i bytes, some lost, are read truly or with doubt',
    (size) => {
      fc.assert(
        fc.property(
          fc.constantFrom(...whole),
          fc.array(fc.nat(), { minLength: 1, maxLength: 4 }),
          ({ trace, isFair }, picks) => {
            const pieces = inSegmentsOf(trace, size);
            const dropped = new Set(picks.map((pick) => pick % Math.max(1, pieces.events.length)));
            const cut = without(pieces, dropped);
            const untrue = untrueUnits(
              cut,
              readConversation(trace, { parts: { findResumption } }).units,
            );
            expect(untrue.filter(({ isAssumed }) => !isAssumed).map(tell)).toEqual([]);
            if (isFair) expect(untrue.map(tell)).toEqual([]);
            expectTiled(cut);
          },
        ),
        { seed: 6455, numRuns: 400 },
      );
    },
  );

  test('play, whatever segments of theirs are lost', () => {
    fc.assert(
      fc.property(fc.constantFrom(...whole), fc.nat(), ({ trace }, pick) => {
        const cut = without(trace, new Set([pick % Math.max(1, trace.events.length)]));
        const { steps } = readStory(cut, { parts: { findResumption } });
        const ids = steps.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
      }),
      { seed: 6455, numRuns: 200 },
    );
  });
});
