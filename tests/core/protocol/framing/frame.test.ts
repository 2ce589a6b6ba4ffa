import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromHex, toHex } from '#core/bytes/hex.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import { decodeFrame, encodeFrame, type OutgoingFrame } from '#core/protocol/framing/frame.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';

const KEY = fromHex('37 fa 21 3d');

/** The examples of RFC 6455 §5.7, the two long ones by their headers. */
const EXAMPLES: { name: string; hex: string; frame: OutgoingFrame }[] = [
  {
    name: 'an unmasked text message',
    hex: '81 05 48 65 6c 6c 6f',
    frame: { opcode: OPCODE.text, maskingKey: null, payload: toUtf8('Hello') },
  },
  {
    name: 'a masked text message',
    hex: '81 85 37 fa 21 3d 7f 9f 4d 51 58',
    frame: { opcode: OPCODE.text, maskingKey: KEY, payload: toUtf8('Hello') },
  },
  {
    name: 'the first fragment of a text message',
    hex: '01 03 48 65 6c',
    frame: { isFinal: false, opcode: OPCODE.text, maskingKey: null, payload: toUtf8('Hel') },
  },
  {
    name: 'the last fragment of a text message',
    hex: '80 02 6c 6f',
    frame: { opcode: OPCODE.continuation, maskingKey: null, payload: toUtf8('lo') },
  },
  {
    name: 'an unmasked ping',
    hex: '89 05 48 65 6c 6c 6f',
    frame: { opcode: OPCODE.ping, maskingKey: null, payload: toUtf8('Hello') },
  },
  {
    name: 'a masked pong',
    hex: '8a 85 37 fa 21 3d 7f 9f 4d 51 58',
    frame: { opcode: OPCODE.pong, maskingKey: KEY, payload: toUtf8('Hello') },
  },
  {
    name: '256 bytes of binary',
    hex: `82 7e 01 00 ${'00'.repeat(256)}`,
    frame: { opcode: OPCODE.binary, maskingKey: null, payload: new Uint8Array(256) },
  },
  {
    name: '64 KiB of binary',
    hex: `82 7f 00 00 00 00 00 01 00 00 ${'00'.repeat(65536)}`,
    frame: { opcode: OPCODE.binary, maskingKey: null, payload: new Uint8Array(65536) },
  },
];

describe('the examples of RFC 6455 §5.7', () => {
  test.each(EXAMPLES)('$name is written', ({ hex, frame }) => {
    expect(toHex(encodeFrame(frame))).toBe(hex.replaceAll(' ', ''));
  });

  test.each(EXAMPLES)('$name is read', ({ hex, frame }) => {
    const bytes = fromHex(hex);
    const reading = decodeFrame(bytes);
    if (reading.kind !== 'frame') throw new TypeError('expected a frame');
    const { header, payload, maskedPayload, headerSize } = reading.frame;
    expect(reading.size).toBe(bytes.length);
    expect(toHex(payload)).toBe(toHex(frame.payload));
    expect(toHex(maskedPayload)).toBe(toHex(bytes.subarray(headerSize)));
    expect(header).toMatchObject({
      isFinal: frame.isFinal ?? true,
      rsv1: false,
      rsv2: false,
      rsv3: false,
      opcode: frame.opcode,
      maskingKey: frame.maskingKey,
    });
  });
});

describe('sizes at the boundaries of the length', () => {
  test.each([
    { length: 0, unmasked: 2, masked: 6 },
    { length: 1, unmasked: 3, masked: 7 },
    { length: 125, unmasked: 127, masked: 131 },
    { length: 126, unmasked: 130, masked: 134 },
    { length: 127, unmasked: 131, masked: 135 },
    { length: 65535, unmasked: 65539, masked: 65543 },
    { length: 65536, unmasked: 65546, masked: 65550 },
  ])('$length bytes: $unmasked, masked $masked', ({ length, unmasked, masked }) => {
    const payload = new Uint8Array(length).fill(0x2a);
    for (const { maskingKey, size } of [
      { maskingKey: null, size: unmasked },
      { maskingKey: KEY, size: masked },
    ]) {
      const bytes = encodeFrame({ opcode: OPCODE.binary, maskingKey, payload });
      expect(bytes.length).toBe(size);
      const reading = decodeFrame(bytes);
      expect(reading.kind === 'frame' && reading.frame.payload.length).toBe(length);
      expect(reading.kind === 'frame' && reading.frame.payload.every((byte) => byte === 0x2a)).toBe(
        true,
      );
    }
  });
});

const anyFrame: fc.Arbitrary<OutgoingFrame> = fc.record({
  isFinal: fc.boolean(),
  rsv1: fc.boolean(),
  opcode: fc.constantFrom(...Object.values(OPCODE)),
  maskingKey: fc.option(fc.uint8Array({ minLength: 4, maxLength: 4 })),
  payload: fc.uint8Array({ maxLength: 300 }),
});

test('what is written is read at any position', () => {
  fc.assert(
    fc.property(anyFrame, fc.uint8Array({ maxLength: 9 }), (frame, before) => {
      const bytes = encodeFrame(frame);
      const reading = decodeFrame(concatBytes([before, bytes, before]), before.length);
      if (reading.kind !== 'frame') throw new TypeError('expected a frame');
      const { payload, ...header } = frame;
      expect(reading.size).toBe(bytes.length);
      expect(reading.frame.header).toMatchObject(header);
      expect(reading.frame.payload).toEqual(payload);
    }),
    { seed: 6455 },
  );
});

test('a frame cut anywhere reports what is missing, and is complete with it', () => {
  fc.assert(
    fc.property(anyFrame, (frame) => {
      const bytes = encodeFrame(frame);
      let have = 0;
      let steps = 0;
      for (; have < bytes.length; steps++) {
        const reading = decodeFrame(bytes.subarray(0, have));
        if (reading.kind !== 'incomplete') throw new TypeError('expected an incomplete frame');
        expect(reading.missing).toBeGreaterThan(0);
        have += reading.missing;
      }
      expect(have).toBe(bytes.length);
      // Two bytes, then the rest of the header, then the payload.
      expect(steps).toBeLessThanOrEqual(3);
      expect(decodeFrame(bytes).kind).toBe('frame');
    }),
    { seed: 6455 },
  );
});

test.each([
  { hex: '', part: 'header', missing: 2 },
  { hex: '81', part: 'header', missing: 1 },
  { hex: '81 85', part: 'header', missing: 4 },
  { hex: '81 fe 00', part: 'header', missing: 5 },
  { hex: '81 ff', part: 'header', missing: 12 },
  { hex: '81 05', part: 'payload', missing: 5 },
  { hex: '82 7f 00 1f ff ff ff ff ff ff 01', part: 'payload', missing: 2 ** 53 - 2 },
  { hex: '81 85 37 fa 21 3d 7f 9f', part: 'payload', missing: 3 },
])('"$hex" misses $missing bytes of its $part', ({ hex, part, missing }) => {
  expect(decodeFrame(fromHex(hex))).toEqual({ kind: 'incomplete', part, missing });
});

test('no bytes throw, and none are changed', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), fc.nat(50), (bytes, offset) => {
      const before = bytes.slice();
      decodeFrame(bytes, offset);
      expect(bytes).toEqual(before);
    }),
    { seed: 6455, numRuns: 1000 },
  );
});
