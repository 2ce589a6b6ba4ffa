import fc from 'fast-check';
import { expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromHex, toHex } from '#core/bytes/hex.ts';
import { changedRanges } from '#core/editing/changed-ranges.ts';
import { applyEdit, type Edit } from '#core/editing/edit.ts';
import { readStream } from '#core/trace/trace.ts';
import { traceOf } from '../conversation/streams.ts';

const DIRECTION = 'client-to-server';

const editOf = (start: number, end: number, hex: string): Edit => ({
  direction: DIRECTION,
  range: { start, end },
  bytes: fromHex(hex),
});

/** "2-3<2-3": bytes 2 to 3 replace the original bytes 2 to 3. */
function changesBy(original: Uint8Array, edits: readonly Edit[]) {
  const trace = edits.reduce(applyEdit, traceOf([['c', original]]));
  const edited = readStream(trace, DIRECTION);
  return { edited, changes: changedRanges(original, edited, edits) };
}

test.each([
  { name: 'nothing', edits: [], changes: '' },
  { name: 'one byte', edits: [editOf(2, 3, 'ff')], changes: '2-3<2-3' },
  { name: 'a byte by the same one', edits: [editOf(2, 3, '02')], changes: '' },
  { name: 'there and back', edits: [editOf(2, 3, 'ff'), editOf(2, 3, '02')], changes: '' },
  { name: 'two bytes apart', edits: [editOf(0, 6, 'ff01020304ff')], changes: '0-1<0-1 5-6<5-6' },
  { name: 'an insertion', edits: [editOf(3, 3, 'aabb')], changes: '3-5<3-3' },
  { name: 'a deletion', edits: [editOf(1, 3, '')], changes: '1-1<1-3' },
  { name: 'an insertion taken away', edits: [editOf(3, 3, 'aa'), editOf(3, 4, '')], changes: '' },
  {
    name: 'a byte after a deletion',
    edits: [editOf(0, 2, ''), editOf(3, 4, 'ff')],
    changes: '0-0<0-2 3-4<5-6',
  },
  {
    name: 'what two edits made of neighbours is one',
    edits: [editOf(1, 2, 'ff'), editOf(2, 3, 'ff')],
    changes: '1-3<1-3',
  },
  {
    name: 'of a longer run what both begin and end with does not count',
    edits: [editOf(0, 6, '00 01 aa bb 04 05 aa 05'.replaceAll(' ', ''))],
    changes: '2-7<2-5',
  },
])('$name', ({ edits, changes }) => {
  const found = changesBy(fromHex('00 01 02 03 04 05'), edits).changes;
  const told = found.map(
    ({ range, original }) => `${range.start}-${range.end}<${original.start}-${original.end}`,
  );
  expect(told.join(' ')).toBe(changes);
});

test('what is changed, put back, gives the original', () => {
  const edits = fc.array(
    fc.record({ from: fc.nat(30), to: fc.nat(30), bytes: fc.uint8Array({ maxLength: 6 }) }),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 20 }), edits, (original, wishes) => {
      let length = original.length;
      const made = wishes.map(({ from, to, bytes }): Edit => {
        const [one, other] = [from % (length + 1), to % (length + 1)];
        const range = { start: Math.min(one, other), end: Math.max(one, other) };
        length += bytes.length - (range.end - range.start);
        return { direction: DIRECTION, range, bytes };
      });
      const { edited, changes } = changesBy(original, made);
      const parts: Uint8Array[] = [];
      let at = 0;
      for (const { range, original: before } of changes) {
        expect(range.start).toBeGreaterThanOrEqual(at);
        parts.push(edited.subarray(at, range.start), original.subarray(before.start, before.end));
        at = range.end;
      }
      parts.push(edited.subarray(at));
      expect(toHex(concatBytes(parts))).toBe(toHex(original));
    }),
    { seed: 6455, numRuns: 300 },
  );
});
