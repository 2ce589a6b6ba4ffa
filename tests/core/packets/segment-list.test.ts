import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { storedIn } from '#core/bytes/stored-bytes.ts';
import { SegmentTable, type PeerIndex, type SeenSegment } from '#core/packets/segment-list.ts';
import { assembleStream, SegmentStream } from '#core/packets/stream-assembly.ts';
import type { ControlBit } from '#core/packets/tcp-segment.ts';

type Given = SeenSegment & { readonly sender: PeerIndex };

const bits = fc.subarray<ControlBit>(['syn', 'fin', 'rst', 'ack']);

const given: fc.Arbitrary<Given> = fc.record({
  sender: fc.constantFrom<PeerIndex>(0, 1),
  seenAtNs: fc.option(fc.bigInt({ min: 0n, max: 2n ** 62n }), { nil: null }),
  segment: fc
    .record({
      // Close to each other, and around the end of the numbers.
      sequenceNumber: fc.integer({ min: -60, max: 60 }).map((number) => number >>> 0),
      controlBits: bits,
      data: fc.uint8Array({ maxLength: 20 }),
    })
    .map((segment) => ({ ...segment, dataSize: segment.data.length })),
});

/** A table over a file that has some of the data, and the others have their own. */
function tableOf(segments: readonly Given[], isInFile: (index: number) => boolean): SegmentTable {
  const file = concatBytes(segments.map(({ segment }) => segment.data));
  const table = new SegmentTable(storedIn(file));
  let place = 0;
  for (const [index, seen] of segments.entries()) {
    table.push({ ...seen, origin: { packet: index + 1, place: isInFile(index) ? place : null } });
    place += seen.segment.dataSize;
  }
  return table;
}

describe('a table of segments', () => {
  test('gives back what was put in', () => {
    fc.assert(
      fc.property(fc.array(given, { maxLength: 40 }), fc.nat(3), (segments, apart) => {
        const table = tableOf(segments, (index) => index % (apart + 1) > 0);
        expect(table).toHaveLength(segments.length);
        const read = [...table].map(({ sender, seenAtNs, segment, origin }) => ({
          sender,
          seenAtNs,
          packet: origin?.packet,
          sequenceNumber: segment.sequenceNumber,
          controlBits: new Set(segment.controlBits),
          data: segment.data,
        }));
        expect(read).toEqual(
          segments.map(({ sender, seenAtNs, segment }, index) => ({
            sender,
            seenAtNs,
            packet: index + 1,
            sequenceNumber: segment.sequenceNumber,
            controlBits: new Set(segment.controlBits),
            data: segment.data,
          })),
        );
        expect(table.at(segments.length)).toBeUndefined();
      }),
    );
  });

  test('has the same streams as its segments in memory, read in any pieces', () => {
    const cut = fc.tuple(fc.nat(), fc.nat());
    fc.assert(
      fc.property(
        fc.array(given, { maxLength: 40 }),
        fc.array(cut, { maxLength: 8 }),
        (segments, cuts) => {
          const table = tableOf(segments, (index) => index % 3 > 0);
          for (const sender of [0, 1] as const) {
            const own = segments.filter((seen) => seen.sender === sender);
            const whole = assembleStream(own.map(({ segment }) => segment));
            const stream = new SegmentStream(table, sender);
            expect(stream.length).toBe(whole.bytes.length);
            expect(stream.gaps).toEqual(whole.missing);
            expect(own.map((_, index) => stream.rangeOf(index))).toEqual(whole.ranges);
            for (const [a, b] of [[0, stream.length] as const, ...cuts]) {
              const [start, end] = [a, b]
                .map((each) => each % (stream.length + 1))
                .sort((one, other) => one - other) as [number, number];
              expect(stream.read(start, end)).toEqual(whole.bytes.slice(start, end));
            }
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
