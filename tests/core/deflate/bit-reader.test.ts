import { expect, test } from 'vitest';
import { fromHex, toHex } from '#core/bytes/hex.ts';
import { BitReader } from '#core/deflate/bit-reader.ts';

function readerOf(hex: string): BitReader {
  const reader = new BitReader();
  reader.feed(fromHex(hex));
  return reader;
}

test('reads from the least significant bit on', () => {
  const reader = readerOf('f2 48');
  expect([reader.read(1), reader.read(2), reader.read(5)]).toEqual([0, 1, 0b11110]);
  expect(reader.read(8)).toBe(0x48);
  expect(reader.position).toBe(16);
});

test('reads integers across bytes, the first byte least significant', () => {
  expect(readerOf('34 12').read(16)).toBe(0x1234);
  const reader = readerOf('f0 ff 0f');
  reader.read(4);
  expect(reader.read(16)).toBe(0xffff);
});

test('past the end it reads zeros, and knows it', () => {
  const reader = readerOf('ff');
  reader.read(7);
  expect(reader.peek(15)).toBe(1);
  expect(reader.isPastEnd).toBe(false);
  reader.skip(1);
  expect(reader.isPastEnd).toBe(false);
  reader.skip(1);
  expect(reader.isPastEnd).toBe(true);
});

test('goes back and reads again when more has come', () => {
  const reader = readerOf('00 c0');
  reader.read(14);
  const start = reader.position;
  reader.read(10);
  reader.goTo(start);
  reader.release();
  reader.feed(fromHex('ff'));
  expect(reader.unreadCount).toBe(10);
  expect(reader.read(10)).toBe(0x3ff);
  expect([reader.position, reader.unreadCount, reader.isPastEnd]).toEqual([24, 0, false]);
});

test('lets go of the chunk when released', () => {
  const chunk = fromHex('01 02 03');
  const reader = new BitReader();
  reader.feed(chunk);
  reader.read(4);
  reader.release();
  chunk.fill(0xff);
  expect([reader.read(4), reader.read(8), reader.read(8)]).toEqual([0, 2, 3]);
});

test('reads whole bytes from a boundary, as many as there are', () => {
  const reader = readerOf('01 aa bb cc');
  reader.read(3);
  reader.peek(16);
  reader.skipToByteBoundary();
  expect(toHex(reader.readBytes(2))).toBe('aabb');
  expect(toHex(reader.readBytes(2))).toBe('cc');
  expect(reader.position).toBe(32);
});
