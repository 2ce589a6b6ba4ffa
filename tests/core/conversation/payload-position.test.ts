import { describe, expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import {
  fromWireBits,
  payloadBitsOf,
  payloadBytesOf,
  placeInPayload,
  toWireBits,
} from '#core/conversation/payload-position.ts';
import type { FrameUnit } from '#core/conversation/unit.ts';
import { readUnits } from '#core/conversation/unit-reader.ts';

function frameOf(hex: string): FrameUnit {
  const [unit] = readUnits('client-to-server', fromHex(hex));
  if (unit?.kind !== 'frame') throw new TypeError(`expected a frame, got ${unit?.kind}`);
  return unit;
}

const MASKED = frameOf('81 82 01 02 03 04 69 6b');
const UNMASKED = frameOf('81 02 68 69');
const EMPTY = frameOf('81 00');
const PAYLOAD = { start: 48, end: 64 };

test.each([
  { name: 'masked', frame: MASKED, start: 6, end: 8 },
  { name: 'unmasked', frame: UNMASKED, start: 2, end: 4 },
  { name: 'empty', frame: EMPTY, start: 2, end: 2 },
  {
    name: 'of a frame cut in its header',
    frame: { ...MASKED, range: { start: 9, end: 12 } },
    start: 3,
    end: 3,
  },
])('a payload that is $name begins after the header', ({ frame, start, end }) => {
  expect(payloadBytesOf(frame)).toEqual({ start, end });
  expect(payloadBitsOf(frame)).toEqual({ start: start * 8, end: end * 8 });
});

describe('to the wire', () => {
  test.each([
    { buffer: 'wire', range: { start: 4, end: 8 }, expected: { start: 4, end: 8 } },
    { buffer: 'unmasked', range: { start: 8, end: 16 }, expected: { start: 56, end: 64 } },
    { buffer: 'inflated', range: { start: 8, end: 16 }, expected: PAYLOAD },
  ] as const)('from the $buffer buffer', ({ buffer, range, expected }) => {
    expect(toWireBits(PAYLOAD, buffer, range)).toEqual(expected);
  });
});

describe('from the wire', () => {
  test.each([
    { buffer: 'wire', range: { start: 4, end: 8 }, expected: { start: 4, end: 8 } },
    { buffer: 'unmasked', range: { start: 50, end: 60 }, expected: { start: 2, end: 12 } },
    { buffer: 'unmasked', range: { start: 0, end: 50 }, expected: { start: 0, end: 2 } },
    { buffer: 'unmasked', range: { start: 0, end: 48 }, expected: null },
    { buffer: 'inflated', range: { start: 50, end: 60 }, expected: null },
  ] as const)('$range to the $buffer buffer', ({ buffer, range, expected }) => {
    expect(fromWireBits(PAYLOAD, buffer, range)).toEqual(expected);
  });
});

test('a place in a payload is in the buffer where it can be read', () => {
  const range = { start: 8, end: 16 };
  expect(placeInPayload(MASKED, range)).toEqual({ buffer: 'unmasked', range });
  expect(placeInPayload(UNMASKED, range)).toEqual({
    buffer: 'wire',
    range: { start: 24, end: 32 },
  });
});
