import { inflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { formatMemory } from '#content/compare/numbers.ts';
import {
  bombSize,
  COMPRESSION_COLUMNS,
  compressedRows,
  compressionOutcome,
  compressionTable,
  compressStream,
  guessSize,
  helloSizes,
  memoryOf,
  RIGHT_GUESS,
  type CompressedStream,
  WRONG_GUESS,
} from '#content/guides/compression-figure.ts';
import { totalSize } from '#content/guides/sized-row.ts';
import { faultsIn } from '../compare/grammar.ts';

const rows = [8, 80, 1000].flatMap((size) =>
  [9, 12, 15].flatMap((windowBits) =>
    [1, 10_000, 1_000_000].map((connections) => ({ size, windowBits, connections })),
  ),
);

describe.each(rows)('$size B, window $windowBits, $connections connections', (choice) => {
  const drawn = compressedRows(choice);
  const outcome = compressionOutcome(choice, drawn);

  test('is told with the figure’s sizes', () => {
    expect(faultsIn(outcome)).toEqual([]);
    expect(outcome).toContain(formatMemory(memoryOf(choice)));
    const [plain = 0, alone = 0, together = 0] = drawn.map(totalSize);
    expect(outcome.includes('more than before')).toBe(alone > plain);
    expect(together).toBeLessThanOrEqual(alone);
  });

  test('fills its table', () => {
    for (const row of compressionTable(choice))
      expect(row).toHaveLength(COMPRESSION_COLUMNS.length);
  });
});

const TAIL = Uint8Array.of(0, 0, 0xff, 0xff);
const inflate = (payload: Uint8Array) =>
  inflateRawSync(Buffer.concat([payload, TAIL]), { finishFlush: 2 }).toString();

const COMPRESSED: readonly CompressedStream[] = ['no-takeover', 'takeover'];

test.each(COMPRESSED)('the first message of %s is what zlib inflates', (stream) => {
  const choice = { size: 80, windowBits: 15 };
  const [plain] = compressStream('plain', choice);
  expect(inflate(compressStream(stream, choice)[0]!)).toBe(Buffer.from(plain!).toString());
});

test('each message alone is what zlib inflates', () => {
  const choice = { size: 80, windowBits: 15 };
  const plain = compressStream('plain', choice).map((bytes) => Buffer.from(bytes).toString());
  expect(compressStream('no-takeover', choice).map(inflate)).toEqual(plain);
});

test('short messages grow if each is compressed alone', () => {
  const [plain, alone] = compressedRows({ size: 8, windowBits: 15, connections: 1 });
  expect(totalSize(alone!)).toBeGreaterThan(totalSize(plain!));
});

test('“Hello” has the sizes of RFC 7692 §7.2.3', () => {
  expect(helloSizes()).toEqual([7, 5]);
});

test('a right guess is shorter than a wrong one', () => {
  expect(RIGHT_GUESS).toHaveLength(WRONG_GUESS.length);
  expect(guessSize(RIGHT_GUESS)).toBeLessThan(guessSize(WRONG_GUESS));
});

test('a bomb is a thousandth of what it inflates to', () => {
  expect(bombSize()).toBeLessThan(1100);
});
