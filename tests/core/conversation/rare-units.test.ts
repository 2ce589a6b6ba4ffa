import { expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import { readInflatedConversation } from '#core/conversation/inflated-conversation.ts';
import { countFrames, hasUnitOf, rareUnits } from '#core/conversation/rare-units.ts';
import { traceOf } from './streams.ts';

const HEX = '81 01 61 01 01 62 80 01 63 81 01 64 81 02 65';

test.each([0, Infinity])('of a stream that is long from %d bytes on', (longFrom) => {
  const { units } = readInflatedConversation(traceOf([['s', fromHex(HEX)]]), { longFrom });
  expect(rareUnits(units).map(({ unitIndex }) => unitIndex)).toEqual(
    longFrom === 0 ? [1, 2, 4] : [0, 1, 2, 3, 4],
  );
  expect(rareUnits(units)).toBe(rareUnits(units));
  expect(countFrames(units)).toBe(5);
  expect(hasUnitOf(units, 'request')).toBe(false);
});

test('a header that is cut counts as a frame if wanted', () => {
  const { units } = readInflatedConversation(traceOf([['s', fromHex('81 01 61 81')]]));
  expect(countFrames(units)).toBe(1);
  expect(countFrames(units, 'or cut')).toBe(2);
  expect(hasUnitOf(units, 'cut-header')).toBe(true);
});
