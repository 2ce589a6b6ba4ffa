import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toHex } from '#core/bytes/hex.ts';
import { leafFields } from '#core/dissection/field.ts';
import { encodeFrame } from '#core/protocol/framing/frame.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import {
  BORDER_LENGTHS,
  headerFieldsOf,
  headerOf,
  headerRanges,
} from '#core/scenes/header-sizes.ts';

const KEY = Uint8Array.of(0x37, 0xfa, 0x21, 0x3d);

describe('a header', () => {
  test('is the beginning of the frame that the encoder makes', () => {
    const length = fc.oneof(
      fc.integer({ min: 0, max: 70_000 }),
      fc.constantFrom(...BORDER_LENGTHS, 0),
    );
    fc.assert(
      fc.property(length, fc.constantFrom(null, KEY), (payloadLength, maskingKey) => {
        const payload = new Uint8Array(payloadLength);
        const frame = encodeFrame({ opcode: OPCODE.text, maskingKey, payload });
        const { bytes } = headerOf(payloadLength, maskingKey);
        expect(bytes).toEqual(frame.subarray(0, bytes.length));
        expect(frame).toHaveLength(bytes.length + payloadLength);
      }),
    );
  });

  // Hex of RFC 6455 §5.7, there with a binary opcode.
  test.each([
    [5, null, '81 05'],
    [5, KEY, '81 85 37 fa 21 3d'],
    [256, null, '81 7e 01 00'],
    [65_536, null, '81 7f 00 00 00 00 00 01 00 00'],
    [Number.MAX_SAFE_INTEGER, null, '81 7f 00 1f ff ff ff ff ff ff'],
  ])('of %i bytes', (length, key, hex) => {
    expect(toHex(headerOf(length, key).bytes, ' ')).toBe(hex);
  });

  test('has fields that tile it', () => {
    for (const length of BORDER_LENGTHS) {
      const header = headerOf(length, KEY);
      const fields = leafFields(headerFieldsOf(header).fields);
      expect(fields.map(({ range }) => range.start)).toEqual([
        0,
        ...fields.slice(0, -1).map(({ range }) => range.end),
      ]);
      expect(fields.at(-1)?.range.end).toBe(8 * header.bytes.length);
    }
  });
});

test('there are three sizes for a server and three for a client', () => {
  const rows = headerRanges(KEY).map(({ from, to, headers }) => [
    from,
    to,
    headers.server.cells.length,
    headers.client.cells.length,
  ]);
  expect(rows).toEqual([
    [0, 125n, 2, 6],
    [126, 65_535n, 4, 8],
    [65_536, 2n ** 63n - 1n, 10, 14],
  ]);
  expect(BORDER_LENGTHS).toEqual([125, 126, 65_535, 65_536]);
});
