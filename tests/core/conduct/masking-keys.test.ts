import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { chanceOfAtLeast } from '#core/conduct/chance.ts';
import { findConduct } from '#core/conduct/conduct.ts';
import { readConversation } from '#core/conversation/conversation.ts';
import { readLoneStream } from '#core/conversation/lone-stream.ts';
import { encodeFrame } from '#core/protocol/framing/frame.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import { SeededRandom } from '#core/simulation/seeded-random.ts';
import { capturedTrace, keyOf, OPENING } from './captured.ts';

const framesWith = (keys: readonly number[]) =>
  concatBytes(
    keys.map((key) =>
      encodeFrame({ opcode: OPCODE.binary, payload: Uint8Array.of(1), maskingKey: keyOf(key) }),
    ),
  );

const conductOf = (keys: readonly number[]) =>
  findConduct(readConversation(capturedTrace([...OPENING, ['c', framesWith(keys), 10]])));

const random = (count: number, seed = 1) => {
  const numbers = new SeededRandom(seed);
  return Array.from({ length: count }, () => Math.floor(numbers.next() * 2 ** 32));
};

describe('masking keys', () => {
  test.each([2, 10, 1000, 20_000])('%i that are random are no finding', (count) => {
    expect(conductOf(random(count))).toEqual([]);
  });

  test('that are zero are reported with their chance', () => {
    const [finding, ...others] = conductOf([1, 0, 5, 0]);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      id: 'masking-key.zero',
      unitIndices: [3, 5],
      compared: 4,
      doubt: null,
    });
  });

  test('one zero among 5,000 can be chance', () => {
    expect(conductOf([0, ...random(4000)])).toHaveLength(1);
    expect(conductOf([0, ...random(5000)])).toEqual([]);
  });

  test('that repeat are reported with all their frames', () => {
    const [finding] = conductOf([7, 9, 7, 8, 9, 7]);
    expect(finding).toMatchObject({
      id: 'masking-key.repeated',
      unitIndices: [2, 3, 4, 6, 7],
      differentKeys: 2,
    });
  });

  test('one repeat among 93 frames is no coincidence, among 94 it can be', () => {
    const repeated = (count: number) => [...random(count - 1), random(1)[0]!];
    expect(conductOf(repeated(93))).toMatchObject([{ id: 'masking-key.repeated' }]);
    expect(conductOf(repeated(94))).toEqual([]);
    // The birthday bound, by definition.
    expect((93 * 92) / 2 / 2 ** 32).toBeLessThan(1e-6);
    expect((94 * 93) / 2 / 2 ** 32).toBeGreaterThan(1e-6);
  });

  test.each([
    ['upwards', [10, 11, 12, 13], 1],
    ['downwards', [10, 7, 4], -3],
    ['across zero', [0xfffffffe, 0xffffffff, 0, 1], 1],
    ['from the first byte on', [0x01000000, 0x02000000, 0x03000000, 0x04000000], 0x01000000],
    ['from the last byte on, with a carry', [0xfe000000, 0xff000000, 0x00010000, 0x01010000], null],
  ] as const)('that are counted %s are reported', (_, keys, step) => {
    const counted = conductOf(keys).find(({ id }) => id === 'masking-key.counted');
    expect(counted?.unitIndices.length).toBeGreaterThanOrEqual(3);
    if (step !== null) expect(counted).toMatchObject({ step });
  });

  test('after a gap in the count name only those that are counted', () => {
    const [finding] = conductOf([100, 5, 6, 7, 90]);
    expect(finding).toMatchObject({ id: 'masking-key.counted', unitIndices: [3, 4, 5] });
  });

  test('two are no count', () => {
    expect(conductOf([1, 2])).toEqual([]);
  });

  test('of frames made here aren’t judged', () => {
    const conversation = readConversation(
      capturedTrace([...OPENING, ['c', framesWith([0, 0]), 10]]),
    );
    expect(findConduct(conversation, ({ kind }) => kind === 'frame')).toEqual([]);
  });

  test('in a text are in doubt', () => {
    const { trace, ...rest } = readLoneStream('client', framesWith([0]));
    const pasted = { ...rest, trace: { ...trace, provenance: { kind: 'pasted' } as const } };
    expect(findConduct(pasted)).toMatchObject([{ id: 'masking-key.zero', doubt: 'excerpt' }]);
    expect(findConduct({ ...rest, trace })).toMatchObject([{ doubt: 'changed' }]);
  });
});

describe('a bound of a probability', () => {
  test('is never below that of independent events', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 1, max: 40 }),
        fc.double({ min: 1e-6, max: 0.9, noNaN: true }),
        (count, tries, share) => {
          let exact = 0;
          let ways = 1;
          for (let hits = 0; hits <= tries; hits++) {
            if (hits >= count) exact += ways * share ** hits * (1 - share) ** (tries - hits);
            ways = (ways * (tries - hits)) / (hits + 1);
          }
          expect(chanceOfAtLeast(count, tries * share)).toBeGreaterThanOrEqual(exact * (1 - 1e-9));
        },
      ),
      { seed: 1, numRuns: 2000 },
    );
  });

  test('is certain if no more happened than expected', () => {
    expect(chanceOfAtLeast(0, 0)).toBe(1);
    expect(chanceOfAtLeast(3, 3)).toBe(1);
  });
});
