import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { storedIn } from '#core/bytes/stored-bytes.ts';
import { describe, expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { toLatin1 } from '#core/bytes/text.ts';
import { readCapture } from '#core/captures/capture.ts';
import { isGzip, unpackGzip } from '#core/captures/gzip.ts';
import { plainPacket } from './capture-files.ts';
import { readFixture } from './oracle.ts';

const gzip = (bytes: Uint8Array) => new Uint8Array(gzipSync(bytes));

test('what Node’s zlib packed is unpacked', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 5_000, size: 'max' }), (bytes) => {
      const file = gzip(bytes);
      expect(isGzip(storedIn(file))).toBe(true);
      expect(unpackGzip(file)).toEqual({ bytes, isWhole: true });
    }),
    { numRuns: 50 },
  );
});

test('optional parts of the header are passed over', () => {
  const file = gzip(toLatin1('capture'));
  const parts = [Uint8Array.of(3, 0, 9, 9, 9), toLatin1('a.pcap\0'), toLatin1('note\0'), [0, 0]];
  const header = file.slice(0, 10);
  header[3] = 0x1e;
  const all = [header, ...parts.map((part) => Uint8Array.from(part)), file.subarray(10)];
  expect(unpackGzip(concatBytes(all))).toEqual({ bytes: toLatin1('capture'), isWhole: true });
});

describe('a file that', () => {
  const content = new Uint8Array(100_000);
  const file = gzip(content);

  test('ends too soon gives its first bytes', () => {
    const { bytes, isWhole } = unpackGzip(file.subarray(0, file.length - 40));
    expect(isWhole).toBe(false);
    expect(bytes.length).toBeLessThan(content.length);
  });

  test('becomes too large stops at the maximum', () => {
    const { bytes, isWhole } = unpackGzip(file, 1_000);
    expect(isWhole).toBe(false);
    expect(bytes.length).toBeLessThanOrEqual(1_000);
  });

  test.each([0, 3, 5, 12])('has only %i bytes is no error', (size) => {
    expect(() => readCapture(file.subarray(0, size))).not.toThrow();
  });
});

test('a capture that was cut after it was packed has the packets before the cut', () => {
  const whole = readCapture(readFixture('captures/base.pcapng'));
  const packed = gzip(readFixture('captures/base.pcapng'));
  const cut = readCapture(packed.subarray(0, packed.length - 300));
  if (cut.kind === 'unreadable' || whole.kind === 'unreadable')
    throw new Error('expected captures');
  expect(cut.packets.length).toBeGreaterThan(0);
  expect([...cut.packets].map(plainPacket)).toEqual(
    [...whole.packets].slice(0, cut.packets.length).map(plainPacket),
  );
  expect(cut.problems.map(({ id }) => id)).toContain('cut-short');
});
