import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from '#core/bytes/hex.ts';
import { applyEdit, invertEdit, type Edit } from '#core/editing/edit.ts';
import { DIRECTIONS } from '#core/trace/direction.ts';
import { readStream, type Trace } from '#core/trace/trace.ts';
import { traceOf, traceWithGaps } from '../conversation/streams.ts';

const SEED = { seed: 6455, numRuns: 300 };

/** A trace as plain values, so that two can be compared. */
const plain = (trace: Trace) => ({
  ...trace,
  streams: DIRECTIONS.map((direction) => toHex(readStream(trace, direction))),
});

const anyTrace = fc
  .array(fc.tuple(fc.constantFrom('c' as const, 's' as const), fc.uint8Array({ maxLength: 9 })), {
    maxLength: 6,
  })
  .map(traceOf);

const editOf = (trace: Trace): fc.Arbitrary<Edit> =>
  fc
    .record({
      direction: fc.constantFrom(...DIRECTIONS),
      from: fc.nat(60),
      to: fc.nat(60),
      bytes: fc.uint8Array({ maxLength: 9 }),
    })
    .map(({ direction, from, to, bytes }) => {
      const { length } = trace.streams[direction];
      const [one, other] = [from % (length + 1), to % (length + 1)];
      return {
        direction,
        range: { start: Math.min(one, other), end: Math.max(one, other) },
        bytes,
      };
    });

const traceAndEdit = anyTrace.chain((trace) => fc.tuple(fc.constant(trace), editOf(trace)));

describe('an edit and its inverse', () => {
  test('give the trace back, events and all', () => {
    fc.assert(
      fc.property(traceAndEdit, ([trace, edit]) => {
        const undone = applyEdit(applyEdit(trace, edit), invertEdit(trace, edit));
        expect(plain(undone)).toEqual(plain(trace));
      }),
      SEED,
    );
  });

  test('undone and done again, any number of edits lead back and forth', () => {
    const seeds = fc.array(fc.nat(1000), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(anyTrace, seeds, (first, picks) => {
        const states = [first];
        const inverses: Edit[] = [];
        for (const pick of picks) {
          const trace = states.at(-1)!;
          const [edit] = fc.sample(editOf(trace), { seed: pick, numRuns: 1 });
          inverses.unshift(invertEdit(trace, edit!));
          states.push(applyEdit(trace, edit!));
        }
        for (const inverse of inverses) {
          const edited = states.pop()!;
          const redo = invertEdit(edited, inverse);
          const undone = applyEdit(edited, inverse);
          expect(plain(undone)).toEqual(plain(states.at(-1)!));
          expect(plain(applyEdit(undone, redo))).toEqual(plain(edited));
        }
      }),
      { ...SEED, numRuns: 60 },
    );
  });
});

describe('events', () => {
  test('that tile their stream tile it still', () => {
    fc.assert(
      fc.property(traceAndEdit, ([trace, edit]) => {
        const edited = applyEdit(trace, edit);
        for (const direction of DIRECTIONS) {
          // Where nothing carried anything, nothing carries what is added.
          if (trace.streams[direction].length === 0) continue;
          const events = edited.events.filter((event) => event.direction === direction);
          let next = 0;
          for (const { range } of events) {
            expect(range.start).toBe(next);
            expect(range.end).toBeGreaterThanOrEqual(range.start);
            next = range.end;
          }
          expect(next).toBe(edited.streams[direction].length);
        }
      }),
      SEED,
    );
  });

  const three = traceOf([
    ['c', fromHex('00 01 02 03')],
    ['c', fromHex('04 05')],
    ['c', fromHex('06 07 08')],
  ]);
  const bordersAfter = (start: number, end: number, hex: string) =>
    applyEdit(three, { direction: 'client-to-server', range: { start, end }, bytes: fromHex(hex) })
      .events.map(({ range }) => `${range.start}-${range.end}`)
      .join(' ');

  test.each([
    {
      name: 'bytes of the same number move nothing',
      at: [3, 7],
      hex: 'aabbccdd',
      borders: '0-4 4-6 6-9',
    },
    {
      name: 'longer bytes make their segment longer',
      at: [4, 6],
      hex: 'aabbcc',
      borders: '0-4 4-7 7-10',
    },
    { name: 'shorter ones make it shorter', at: [1, 3], hex: 'aa', borders: '0-3 3-5 5-8' },
    { name: 'a segment can lose all its bytes', at: [4, 6], hex: '', borders: '0-4 4-4 4-7' },
    {
      name: 'boundaries within the replaced bytes stay if there are enough bytes',
      at: [3, 8],
      hex: 'aabb',
      borders: '0-4 4-5 5-6',
    },
    {
      name: 'bytes between two segments go with the one in front',
      at: [4, 4],
      hex: 'aa',
      borders: '0-5 5-7 7-10',
    },
    {
      name: 'bytes in front of all go with the first',
      at: [0, 0],
      hex: 'aa',
      borders: '0-5 5-7 7-10',
    },
    {
      name: 'bytes after all others join the last segment',
      at: [9, 9],
      hex: 'aa',
      borders: '0-4 4-6 6-10',
    },
  ])('$name', ({ at, hex, borders }) => {
    expect(bordersAfter(at[0]!, at[1]!, hex)).toBe(borders);
  });

  const altered = {
    ...three,
    events: three.events.map((event, index) =>
      index === 1 ? { ...event, alteredBytes: fromHex('ff 05') } : event,
    ),
  };
  const alteredAfter = (start: number, end: number, hex: string) => {
    const edit = {
      direction: 'client-to-server' as const,
      range: { start, end },
      bytes: fromHex(hex),
    };
    const { alteredBytes } = applyEdit(altered, edit).events[1]!;
    return alteredBytes && toHex(alteredBytes, ' ');
  };

  test('what was altered on the way stays so, and shows the edit', () => {
    expect(alteredAfter(0, 1, 'aa')).toBe('ff 05');
    expect(alteredAfter(5, 6, 'aa bb')).toBe('ff aa bb');
    expect(alteredAfter(3, 5, 'aa bb')).toBeUndefined();
  });
});

test('an edited trace is marked as edited until the edit is undone', () => {
  const trace = traceOf([['c', fromHex('81 00')]]);
  const edit: Edit = {
    direction: 'client-to-server',
    range: { start: 0, end: 1 },
    bytes: fromHex('82'),
  };
  const edited = applyEdit(trace, edit);
  expect(edited.provenance).toEqual({ kind: 'pasted', isEdited: true });
  expect(applyEdit(edited, invertEdit(trace, edit)).provenance).toEqual({ kind: 'pasted' });
});

test.each([
  { start: 0, end: 3 },
  { start: -1, end: 1 },
  { start: 2, end: 1 },
])('a range from $start to $end of two bytes is a mistake', (range) => {
  const trace = traceOf([['c', fromHex('81 00')]]);
  const edit = { direction: 'client-to-server' as const, range, bytes: fromHex('00') };
  expect(() => applyEdit(trace, edit)).toThrow(RangeError);
});

describe('an edit near a gap', () => {
  const trace = traceWithGaps([
    ['s', '01 02 03 04'],
    ['s', 4],
    ['s', '05 06'],
  ]);
  const bytes = fromHex('aa bb');
  const direction = 'server-to-client';

  test.each([
    { name: 'before it moves it', range: [1, 2], gaps: [[5, 9]] },
    { name: 'after it keeps it', range: [8, 9], gaps: [[4, 8]] },
    { name: 'over its beginning makes it smaller', range: [3, 5], gaps: [[5, 8]] },
    { name: 'over its end makes it smaller', range: [7, 9], gaps: [[4, 7]] },
    {
      name: 'within it leaves two',
      range: [5, 6],
      gaps: [
        [4, 5],
        [7, 9],
      ],
    },
    { name: 'over all of it leaves none', range: [4, 8], gaps: [] },
  ])('$name', ({ range: [start = 0, end = 0], gaps }) => {
    const edit = { direction, range: { start, end }, bytes } as const;
    const edited = applyEdit(trace, edit);
    expect(edited.streams[direction].gaps.map((gap) => [gap.start, gap.end])).toEqual(gaps);
    const undone = applyEdit(edited, invertEdit(trace, edit));
    expect(undone.streams[direction].gaps).toEqual(trace.streams[direction].gaps);
  });

  test('that only takes bytes away leaves one gap', () => {
    const edit = { direction, range: { start: 5, end: 6 }, bytes: new Uint8Array(0) } as const;
    expect(applyEdit(trace, edit).streams[direction].gaps).toEqual([{ start: 4, end: 7 }]);
  });
});
