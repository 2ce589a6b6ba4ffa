import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { toHex } from '#core/bytes/hex.ts';
import { FrameWriter } from '#core/protocol/framing/frame-writer.ts';
import { checkFrameHeader, RSV1_BIT } from '#core/protocol/framing/frame-header.ts';
import { decodeFrame, encodeFrame, type OutgoingFrame } from '#core/protocol/framing/frame.ts';
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

describe('what a writer refuses', () => {
  const opcode = fc.constantFrom(...Object.values(OPCODE));
  const size = fc.oneof(fc.nat(130), fc.constantFrom(1000));
  const key = fc.option(fc.uint8Array({ minLength: 3, maxLength: 5 }));

  test('is what our reader fails at, and nothing else', () => {
    const seen = { written: 0, refused: 0 };
    fc.assert(
      fc.property(
        fc.boolean(),
        fc.boolean(),
        opcode,
        key,
        size,
        (isFinal, rsv1, opcode, key, size) => {
          const frame: OutgoingFrame = {
            isFinal,
            rsv1,
            opcode,
            maskingKey: key,
            payload: bytesOf(size),
          };
          const isKeyWhole = key === null || key.length === 4;
          const reading = isKeyWhole ? decodeFrame(encodeFrame(frame)) : null;
          const beginsMessage = opcode === OPCODE.text || opcode === OPCODE.binary;
          const violations =
            reading?.kind === 'frame'
              ? checkFrameHeader(reading.frame.header, {
                  sender: key === null ? 'server' : 'client',
                  allowedReservedBits: beginsMessage ? RSV1_BIT : 0,
                })
              : null;
          const write = () => new FrameWriter().encode(frame);
          if (violations?.length === 0) {
            seen.written++;
            expect(Buffer.compare(concatBytes(write()), encodeFrame(frame))).toBe(0);
          } else {
            seen.refused++;
            expect(write).toThrow(RangeError);
          }
        },
      ),
      { seed: 6455, numRuns: 1500 },
    );
    expect(seen.written).toBeGreaterThan(100);
    expect(seen.refused).toBeGreaterThan(100);
  });

  test.each<{ name: string; frame: Partial<OutgoingFrame>; message: string }>([
    {
      name: 'a Ping of 126 bytes (§5.5)',
      frame: { opcode: OPCODE.ping, payload: bytesOf(126) },
      message: 'expected at most 125 bytes in a control frame, got 126',
    },
    {
      name: 'a fragmented Pong (§5.5)',
      frame: { opcode: OPCODE.pong, isFinal: false },
      message: 'expected an unfragmented control frame, got FIN 0',
    },
    {
      name: 'RSV1 on a continuation (RFC 7692 §6.1)',
      frame: { opcode: OPCODE.continuation, rsv1: true },
      message: 'expected RSV1 on a message',
    },
    {
      name: 'a key of 3 bytes (§5.3)',
      frame: { maskingKey: bytesOf(3) },
      message: 'expected a key of 4 bytes, got 3',
    },
  ])('is $name', ({ frame, message }) => {
    const whole = { opcode: OPCODE.text, maskingKey: null, payload: bytesOf(1), ...frame };
    expect(() => new FrameWriter().encode(whole)).toThrow(message);
  });

  test.each(['close', 'ping', 'pong'] as const)('is not a %s of 125 bytes (§5.5)', (kind) => {
    const frame = { opcode: OPCODE[kind], maskingKey: null, payload: bytesOf(125) };
    expect(concatBytes(new FrameWriter().encode(frame))).toHaveLength(127);
  });
});
