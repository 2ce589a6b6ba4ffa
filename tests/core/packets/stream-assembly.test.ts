import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toUtf8 } from '#core/bytes/text.ts';
import { assembleStream } from '#core/packets/stream-assembly.ts';
import type { ControlBit, TcpSegment } from '#core/packets/tcp-segment.ts';

function segment(
  sequenceNumber: number,
  data: Uint8Array,
  controlBits: ControlBit[] = ['ack'],
): TcpSegment {
  return {
    sourcePort: 4660,
    destinationPort: 80,
    sequenceNumber: ((sequenceNumber % 2 ** 32) + 2 ** 32) % 2 ** 32,
    controlBits,
    header: new Uint8Array(20),
    data,
    dataSize: data.length,
  };
}

const text = (sequenceNumber: number, data: string) => segment(sequenceNumber, toUtf8(data));
const syn = (sequenceNumber: number) => segment(sequenceNumber, toUtf8(''), ['syn']);

/** The stream as text, with "·" for what is missing, and the range of each segment. */
function assembled(segments: TcpSegment[]): { stream: string; ranges: string } {
  const { bytes, missing, ranges } = assembleStream(segments);
  const characters = [...bytes].map((byte) => String.fromCharCode(byte));
  for (const { start, end } of missing) characters.fill('·', start, end);
  return {
    stream: characters.join(''),
    ranges: ranges.map(({ start, end }) => `${start}-${end}`).join(' '),
  };
}

describe('a stream', () => {
  test.each([
    {
      name: 'in order',
      segments: [syn(99), text(100, 'ab'), text(102, 'cd')],
      stream: 'abcd',
      ranges: '0-0 0-2 2-4',
    },
    {
      name: 'out of order',
      segments: [syn(99), text(102, 'cd'), text(100, 'ab')],
      stream: 'abcd',
      ranges: '0-0 2-4 0-2',
    },
    {
      name: 'sent twice',
      segments: [syn(99), text(100, 'ab'), text(100, 'ab'), text(102, 'cd')],
      stream: 'abcd',
      ranges: '0-0 0-2 0-2 2-4',
    },
    {
      name: 'overlapping',
      segments: [syn(99), text(100, 'abc'), text(102, 'cd')],
      stream: 'abcd',
      ranges: '0-0 0-3 2-4',
    },
    {
      name: 'sent again in one piece',
      segments: [syn(99), text(100, 'ab'), text(102, 'cd'), text(100, 'abcdef')],
      stream: 'abcdef',
      ranges: '0-0 0-2 2-4 0-6',
    },
    {
      name: 'overlapping with other bytes: the earlier start counts',
      segments: [syn(99), text(101, 'XYZ'), text(100, 'abc')],
      stream: 'abcZ',
      ranges: '0-0 1-4 0-3',
    },
    {
      name: 'twice with other bytes: the first counts',
      segments: [syn(99), text(100, 'ab'), text(100, 'XYZ')],
      stream: 'abZ',
      ranges: '0-0 0-2 0-3',
    },
    {
      name: 'past 2^32',
      segments: [syn(-3), text(-2, 'abcd'), text(2, 'ef')],
      stream: 'abcdef',
      ranges: '0-0 0-4 4-6',
    },
    {
      name: 'with its SYN at 2^32 - 1',
      segments: [syn(-1), text(0, 'ab')],
      stream: 'ab',
      ranges: '0-0 0-2',
    },
    {
      name: 'with data in its SYN',
      segments: [segment(99, toUtf8('ab'), ['syn']), text(102, 'cd')],
      stream: 'abcd',
      ranges: '0-2 2-4',
    },
    {
      name: 'without its SYN',
      segments: [text(100, 'ab'), text(102, 'cd')],
      stream: 'abcd',
      ranges: '0-2 2-4',
    },
    {
      name: 'without its SYN, out of order',
      segments: [text(2, 'ef'), text(-2, 'abcd')],
      stream: 'abcdef',
      ranges: '4-6 0-4',
    },
    {
      name: 'that begins with acknowledgements',
      segments: [segment(100, toUtf8('')), text(100, 'ab')],
      stream: 'ab',
      ranges: '0-0 0-2',
    },
    {
      name: 'without its SYN, that begins with a keep-alive',
      segments: [segment(99, toUtf8('')), text(100, 'ab')],
      stream: 'ab',
      ranges: '0-0 0-2',
    },
    {
      name: 'without its SYN, of which only the FIN shows bytes',
      segments: [segment(100, toUtf8('')), segment(103, toUtf8(''), ['fin', 'ack'])],
      stream: '···',
      ranges: '0-0 3-3',
    },
    {
      name: 'with a gap',
      segments: [syn(99), text(100, 'ab'), text(105, 'fg')],
      stream: 'ab···fg',
      ranges: '0-0 0-2 5-7',
    },
    {
      name: 'with a gap at its start',
      segments: [syn(99), text(103, 'de')],
      stream: '···de',
      ranges: '0-0 3-5',
    },
    {
      name: 'with a probe that repeats the byte before',
      segments: [syn(99), text(100, 'ab'), text(101, '?'), text(102, 'c')],
      stream: 'abc',
      ranges: '0-0 0-2 1-2 2-3',
    },
    {
      name: 'with a probe before its first byte',
      segments: [syn(99), text(99, '?'), text(100, 'ab')],
      stream: 'ab',
      ranges: '0-0 0-0 0-2',
    },
    {
      name: 'with a reset from nowhere',
      segments: [
        syn(99),
        text(100, 'ab'),
        segment(3_000_000_000, toUtf8(''), ['rst']),
        text(102, 'cd'),
      ],
      stream: 'abcd',
      ranges: '0-0 0-2 0-0 2-4',
    },
    {
      name: 'with data from nowhere',
      segments: [syn(99), text(100, 'ab'), text(1_500_000_000, '!'), text(102, 'cd')],
      stream: 'abcd',
      ranges: '0-0 0-2 4-4 2-4',
    },
    {
      name: 'with data just less than half of all numbers after its end',
      segments: [syn(99), text(100, 'ab'), text(102 + 2 ** 31 - 1, '!')],
      stream: 'ab',
      ranges: '0-0 0-2 2-2',
    },
    {
      name: 'with data half of all numbers from its start',
      segments: [syn(99), text(100 + 2 ** 31, '!'), text(100, 'ab')],
      stream: 'ab',
      ranges: '0-0 0-0 0-2',
    },
    {
      name: 'with data from nowhere before the number wraps',
      segments: [
        syn(99),
        text(100, 'ab'),
        text(2_000_000_000, '!'),
        text(3_900_000_000, '?'),
        text(102, 'cd'),
      ],
      stream: 'abcd',
      ranges: '0-0 0-2 4-4 0-0 2-4',
    },
    {
      name: 'whose FIN shows a gap at its end',
      segments: [syn(99), text(100, 'ab'), segment(105, toUtf8(''), ['fin', 'ack'])],
      stream: 'ab···',
      ranges: '0-0 0-2 5-5',
    },
    {
      name: 'of nothing',
      segments: [syn(99), segment(100, toUtf8(''), ['fin', 'ack'])],
      stream: '',
      ranges: '0-0 0-0',
    },
    { name: 'without segments', segments: [], stream: '', ranges: '' },
  ])('$name', ({ segments, stream, ranges }) => {
    expect(assembled(segments)).toEqual({ stream, ranges });
  });
});

describe('far positions', () => {
  const MAX_STEP = 16 * 1024 * 1024;
  const starts = (segments: TcpSegment[]) =>
    assembleStream(segments).ranges.map(({ start }) => start);

  test('a stream longer than 2^32 bytes would not fold onto its beginning', () => {
    // Only the positions are looked at: each step is one that TCP could take.
    const step = MAX_STEP - 1;
    const far = Array.from({ length: 300 }, (_, index) => text(100 + index * step, 'x'));
    const atEnd = far.slice(2).map(() => step + 1);
    expect(starts([syn(99), ...far])).toEqual([0, 0, step, ...atEnd]);
  });

  test('data is followed as far as the limit', () => {
    const after = text(100 + 2 ** 31 + 5, 'x');
    expect(starts([syn(99), text(100 + MAX_STEP, 'x'), after])).toEqual([
      0,
      MAX_STEP,
      MAX_STEP + 1,
    ]);
  });

  test('segments without data are not followed', () => {
    const forged = Array.from({ length: 200 }, (_, index) =>
      segment(100 + index * MAX_STEP, toUtf8(''), ['rst']),
    );
    const { bytes, ranges } = assembleStream([syn(99), ...forged, text(100, 'ab')]);
    expect(bytes).toEqual(toUtf8('ab'));
    expect(ranges.at(-1)).toEqual({ start: 0, end: 2 });
  });
});

describe('what is missing', () => {
  const MAX = 16 * 1024 * 1024;

  test('can be as much as the limit', () => {
    const { bytes, missing } = assembleStream([syn(99), text(100 + MAX, 'x')]);
    expect(bytes).toHaveLength(MAX + 1);
    expect(missing).toEqual([{ start: 0, end: MAX }]);
  });

  test('ends the stream if it is more', () => {
    expect(assembleStream([syn(99), text(101 + MAX, 'x')])).toMatchObject({ missing: [] });
    const { bytes, missing } = assembleStream([
      syn(99),
      text(100 + MAX, 'x'),
      text(102 + MAX, 'yz'),
    ]);
    expect(bytes).toHaveLength(MAX + 1);
    expect(missing).toEqual([{ start: 0, end: MAX }]);
  });
});

describe('any cutting, order and repetition gives the same stream', () => {
  const cutting = fc.record({
    bytes: fc.uint8Array({ minLength: 1, maxLength: 60 }),
    first: fc.constantFrom(0, 100, 2 ** 31 - 20, 2 ** 32 - 30, 2 ** 32 - 1),
    pieces: fc.array(fc.tuple(fc.nat(59), fc.nat(59)), { maxLength: 12 }),
    hasSyn: fc.boolean(),
  });

  test('where every byte was captured', () => {
    fc.assert(
      fc.property(cutting, ({ bytes, first, pieces, hasSyn }) => {
        const cuts = pieces.map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) + 1 }));
        // The pieces overlap at will; these two make sure that nothing is missing.
        const half = Math.ceil(bytes.length / 2);
        const whole = [...cuts, { start: half, end: 60 }, { start: 0, end: half }];
        const before = bytes.slice();
        const segments = whole.map(({ start, end }) =>
          segment(first + start, bytes.subarray(start, end)),
        );
        const stream = assembleStream(hasSyn ? [syn(first - 1), ...segments] : segments);
        expect(stream.bytes).toEqual(bytes);
        expect(stream.missing).toEqual([]);
        expect(bytes).toEqual(before);
      }),
      { seed: 9293 },
    );
  });

  test('and what is missing is exactly what no segment carried', () => {
    fc.assert(
      fc.property(cutting, ({ bytes, first, pieces }) => {
        const segments = pieces.map(([a, b]) =>
          segment(first + Math.min(a, b), bytes.subarray(Math.min(a, b), Math.max(a, b) + 1)),
        );
        const stream = assembleStream([syn(first - 1), ...segments]);
        const carried = new Set<number>();
        for (const { start, end } of stream.ranges) {
          for (let at = start; at < end; at++) carried.add(at);
        }
        const lost = new Set<number>();
        for (const { start, end } of stream.missing) {
          for (let at = start; at < end; at++) lost.add(at);
        }
        stream.bytes.forEach((byte, at) => {
          expect(carried.has(at)).toBe(!lost.has(at));
          expect(byte).toBe(lost.has(at) ? 0 : bytes[at]);
        });
      }),
      { seed: 9293 },
    );
  });
});
