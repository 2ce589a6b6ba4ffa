import zlib from 'node:zlib';
import { expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromHex } from '#core/bytes/hex.ts';
import { MidStreamInflater } from '#core/deflate/mid-stream-inflater.ts';
import { diceFrom } from './random-deflate.ts';

/** Data whose second half was compressed with the first as its dictionary. */
function halves(size: number) {
  const dice = diceFrom(size);
  const words = Array.from({ length: 40 }, () => `${dice(1e6).toString(36)} `);
  const text = Array.from({ length: size }, () => words[dice(40)]).join('');
  const dictionary = Buffer.from(text.slice(0, text.length / 2));
  const rest = Buffer.from(text.slice(text.length / 2));
  return { rest, data: zlib.deflateRawSync(rest, { dictionary }) };
}

test.each([100, 1000, 40_000])('of %i words, all bytes marked as known are correct', (size) => {
  const { rest, data } = halves(size);
  const inflater = new MidStreamInflater();
  const parts = [];
  for (let at = 0; at < data.length; at += 777)
    parts.push(inflater.feed(data.subarray(at, at + 777)));
  const output = concatBytes(parts.flatMap(({ pieces }) => pieces));
  const unknown = parts.flatMap((part) => part.unknown);
  expect(unknown.length).toBeGreaterThan(0);
  const wanted = Uint8Array.from(rest);
  for (const { start, end } of unknown) wanted.fill(0, start, end);
  expect(Buffer.compare(output, wanted)).toBe(0);
  expect([inflater.outputSize, inflater.isAtBlockBoundary]).toEqual([rest.length, true]);
});

test('what is copied from unknown bytes is unknown, until new bytes have taken their place', () => {
  const inflater = new MidStreamInflater();
  // "Hello" with "ello" from five back; twice, so that the second copies from the first.
  expect(inflater.feed(fromHex('f2 00 11 00 00 00 00 ff ff')).unknown).toEqual([
    { start: 1, end: 5 },
  ]);
  expect(inflater.feed(fromHex('f2 00 11 00 00 00 00 ff ff')).unknown).toEqual([
    { start: 6, end: 10 },
  ]);
  const stored = new Uint8Array(5 + 32_768);
  stored.set(fromHex('00 00 80 ff 7f'));
  expect(inflater.feed(stored).unknown).toEqual([]);
  expect(inflater.feed(fromHex('f2 00 11 00 00 00 00 ff ff')).unknown).toEqual([]);
});

test('respects the limit and the window, and forgets what it has to', () => {
  const inflater = new MidStreamInflater({ windowBits: 8 });
  inflater.allowOutput(4);
  expect(inflater.feed(fromHex('f2 00 11 00 00')).fault?.kind).toBe('output-too-big');
  const other = new MidStreamInflater();
  other.forgetWindow();
  expect(other.feed(fromHex('f2 00 11 00 00')).fault).toMatchObject({
    kind: 'distance-before-start',
    reach: 1,
  });
});
