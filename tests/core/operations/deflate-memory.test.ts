import { expect, test } from 'vitest';
import {
  compressorMemory,
  inflaterMemory,
  takeoverMemory,
} from '#core/operations/deflate-memory.ts';

test.each([
  // The examples in zlib's zconf.h: 256 KiB for the defaults, 128 KiB + 32 KiB with 14 and 7.
  { windowBits: 15, memoryLevel: 8, compressor: 256 * 1024, inflater: 32 * 1024 },
  { windowBits: 14, memoryLevel: 7, compressor: 128 * 1024, inflater: 16 * 1024 },
  { windowBits: 9, memoryLevel: 1, compressor: 2048 + 1024, inflater: 512 },
])('window bits $windowBits, memory level $memoryLevel', (row) => {
  expect(compressorMemory(row)).toBe(row.compressor);
  expect(inflaterMemory(row)).toBe(row.inflater);
  expect(takeoverMemory(row, 10_000)).toBe(10_000 * (row.compressor + row.inflater));
});
