import { expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromUtf8, toUtf8 } from '#core/bytes/text.ts';
import { MESSAGE_CODECS } from '#core/protocol/compression/codecs.ts';

test.each([
  { contextTakeover: true, windowBits: 15 },
  { contextTakeover: false, windowBits: 9 },
])('what the compressor writes with $contextTakeover, the inflater reads', (compression) => {
  const compressor = MESSAGE_CODECS.makeCompressor(compression);
  const inflater = MESSAGE_CODECS.makeInflater(compression);
  const sizes = ['Hello, Hello', 'Hello, Hello'].map((text) => {
    const payload = compressor.compress(toUtf8(text));
    const parts = [inflater.feed(payload), inflater.end()];
    expect(fromUtf8(concatBytes(parts.flatMap(({ pieces }) => pieces)))).toBe(text);
    return payload.length;
  });
  const [first = 0, second = 0] = sizes;
  expect(second < first).toBe(compression.contextTakeover);
});
