import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from '#core/bytes/hex.ts';
import { applyEdit } from '#core/editing/edit.ts';
import { DIRECTIONS } from '#core/trace/direction.ts';
import { hasGaps, readStream, type Trace } from '#core/trace/trace.ts';
import { editsBetween } from '#core/workbench/edits-between.ts';
import { traceOf, traceWithGaps } from '../conversation/streams.ts';

const CLIENT = 'client-to-server';

const bytesOf = (trace: Trace) =>
  DIRECTIONS.map((direction) => toHex(readStream(trace, direction)));

const fromClient = (hex: string) => traceOf([['c', fromHex(hex)]]);

const anyTrace = fc
  .array(
    fc.tuple(
      fc.constantFrom('c' as const, 's' as const),
      // Few values, so that two traces often begin and end with the same bytes.
      fc.array(fc.nat(2), { maxLength: 6 }).map((bytes) => Uint8Array.from(bytes)),
    ),
    { maxLength: 4 },
  )
  .map(traceOf);

describe('edits between two traces', () => {
  test.each([
    { name: 'one byte in the middle', to: '81026a69', range: { start: 2, end: 3 }, bytes: '6a' },
    { name: 'an insertion', to: '8102686f69', range: { start: 3, end: 3 }, bytes: '6f' },
    { name: 'a removal', to: '810269', range: { start: 2, end: 3 }, bytes: '' },
    { name: 'bytes at the end', to: '81026869ff', range: { start: 4, end: 4 }, bytes: 'ff' },
    { name: 'everything', to: 'aabbccdd', range: { start: 0, end: 4 }, bytes: 'aabbccdd' },
    { name: 'a doubled byte', to: '8102686869', range: { start: 3, end: 3 }, bytes: '68' },
  ])('replace only $name', ({ to, range, bytes }) => {
    const edits = editsBetween(fromClient('81026869'), fromClient(to));
    expect(edits).toEqual([{ direction: CLIENT, range, bytes: fromHex(bytes) }]);
  });

  test('of equal bytes are empty', () => {
    expect(editsBetween(fromClient('8900'), fromClient('8900'))).toEqual([]);
    expect(editsBetween(traceOf([]), traceOf([]))).toEqual([]);
  });

  test('lead from one to the other, with at most one in each direction', () => {
    fc.assert(
      fc.property(anyTrace, anyTrace, (original, edited) => {
        const edits = editsBetween(original, edited);
        expect(new Set(edits.map(({ direction }) => direction)).size).toBe(edits.length);
        expect(bytesOf(edits.reduce(applyEdit, original))).toEqual(bytesOf(edited));
      }),
      { seed: 6455, numRuns: 300 },
    );
  });

  test('restore the gaps of the edited trace, marked as edited', () => {
    const original = fromClient('8102686970');
    const edited = traceWithGaps([
      ['c', fromHex('8102')],
      ['c', 3],
    ]);
    const after = editsBetween(original, edited).reduce(applyEdit, original);
    expect(hasGaps(after)).toBe(true);
    expect(after.streams[CLIENT].gaps).toEqual(edited.streams[CLIENT].gaps);
    expect(after.events).toEqual(edited.events);
    expect(after.provenance).toEqual({ ...original.provenance, isEdited: true });
  });

  test('restore nothing without gaps: segments stay where they were', () => {
    const [edit] = editsBetween(fromClient('8900'), fromClient('8a00'));
    expect(edit).not.toHaveProperty('restores');
  });
});
