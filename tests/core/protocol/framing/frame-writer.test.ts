import { describe, expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { toHex } from '#core/bytes/hex.ts';
import { FrameWriter } from '#core/protocol/framing/frame-writer.ts';
import { encodeFrame } from '#core/protocol/framing/frame.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';

const KEY = Uint8Array.of(0x37, 0xfa, 0x21, 0x3d);

function bytesOf(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => index % 127);
}

test('a writer writes the same as the plain encoder, for every length', () => {
  const writer = new FrameWriter();
  const lengths = [...Array.from({ length: 300 }, (_, length) => length), 8180, 8192, 65535, 65536];
  for (const length of lengths) {
    for (const maskingKey of [KEY, null]) {
      const frame = { opcode: OPCODE.binary, maskingKey, payload: bytesOf(length) };
      const written = concatBytes(writer.encode(frame));
      expect(Buffer.compare(written, encodeFrame(frame)), `${length} bytes`).toBe(0);
    }
  }
});

describe('a writer', () => {
  const masked = (size: number) => ({
    opcode: OPCODE.binary,
    maskingKey: KEY,
    payload: bytesOf(size),
  });

  test('returns an unmasked payload itself, next to its header', () => {
    const payload = bytesOf(5);
    const parts = new FrameWriter().encode({ opcode: OPCODE.text, maskingKey: null, payload });
    expect(parts.map((part) => toHex(part))).toEqual(['8105', toHex(payload)]);
    expect(parts[1]).toBe(payload);
    const empty = { opcode: OPCODE.ping, maskingKey: null, payload: bytesOf(0) };
    expect(new FrameWriter().encode(empty)).toHaveLength(1);
  });

  test('leaves a masked payload unchanged', () => {
    for (const size of [10, 100, 9000]) {
      const frame = masked(size);
      new FrameWriter().encode(frame);
      expect(toHex(frame.payload)).toBe(toHex(bytesOf(size)));
    }
  });

  test('shares memory between frames only if they are neither tiny nor large', () => {
    const writer = new FrameWriter();
    const isShared = (size: number) => {
      const [one, other] = [writer.encode(masked(size))[0], writer.encode(masked(size))[0]];
      return one?.buffer === other?.buffer;
    };
    // A header of 6 bytes, then of 8.
    expect([58, 59, 200, 8 * 1024 - 8, 8 * 1024 - 7].map(isShared)).toEqual([
      false,
      true,
      true,
      true,
      false,
    ]);
  });
});
