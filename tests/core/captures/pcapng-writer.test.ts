import fc from 'fast-check';
import { expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { readCapture } from '#core/captures/capture.ts';
import {
  encodeFileHeader,
  encodePacketBlock,
  encodeSecretsBlock,
} from '#core/captures/pcapng-writer.ts';
import { plainPacket } from './capture-files.ts';

function contentsOf(...blocks: readonly Uint8Array[]) {
  const reading = readCapture(concatBytes(blocks));
  if (reading.kind !== 'capture') throw new Error('expected a capture');
  expect(reading.problems).toEqual([]);
  return { packets: [...reading.packets].map(plainPacket), keyLogs: reading.keyLogs };
}

test('packets are read back with their times, to the nanosecond', () => {
  const time = fc.bigInt({ min: 0n, max: (1n << 63n) - 1n });
  const packet = fc.tuple(fc.uint8Array({ maxLength: 40 }), time, fc.option(fc.string()));
  fc.assert(
    fc.property(fc.string(), fc.array(packet), (comment, packets) => {
      const { packets: read } = contentsOf(
        encodeFileHeader(comment),
        ...packets.map(([bytes, atNs, remark]) => encodePacketBlock(bytes, atNs, remark)),
      );
      expect(read.map(({ seenAtNs }) => seenAtNs)).toEqual(packets.map(([, atNs]) => atNs));
      expect(read.map(({ bytes }) => [...bytes])).toEqual(packets.map(([bytes]) => [...bytes]));
      expect(read.every(({ linkType }) => linkType === 101)).toBe(true);
    }),
  );
});

test('a key log is read back', () => {
  const line = 'CLIENT_RANDOM aa bb\n';
  const { keyLogs } = contentsOf(encodeFileHeader('made'), encodeSecretsBlock(line));
  expect(keyLogs).toEqual([line]);
});

test('a file can be read after any of its blocks', () => {
  const blocks = [encodeFileHeader('made'), encodePacketBlock(Uint8Array.of(1), 5n)];
  expect(contentsOf(...blocks.slice(0, 1)).packets).toHaveLength(0);
  expect(contentsOf(...blocks).packets).toHaveLength(1);
});
