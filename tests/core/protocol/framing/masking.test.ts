import fc from 'fast-check';
import { expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromHex, toHex } from '#core/bytes/hex.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import { applyMask, maskingKeyIndex } from '#core/protocol/framing/masking.ts';

const anyBytes = fc.uint8Array({ maxLength: 40 });
const anyKey = fc.uint8Array({ minLength: 4, maxLength: 4 });

// RFC 6455 §5.7
test('"Hello" under 37 fa 21 3d is 7f 9f 4d 51 58', () => {
  expect(toHex(applyMask(toUtf8('Hello'), fromHex('37 fa 21 3d')), ' ')).toBe('7f 9f 4d 51 58');
});

test('follows the formula of the RFC for each octet', () => {
  fc.assert(
    fc.property(anyBytes, anyKey, (payload, key) => {
      const masked = applyMask(payload, key);
      payload.forEach((octet, i) => {
        expect(masked[i]).toBe(octet ^ key[i % 4]!);
        expect(maskingKeyIndex(i)).toBe(i % 4);
      });
    }),
    { seed: 6455 },
  );
});

test('done twice it is undone, and the input stays as it is', () => {
  fc.assert(
    fc.property(anyBytes, anyKey, (payload, key) => {
      const before = payload.slice();
      expect(applyMask(applyMask(payload, key), key)).toEqual(before);
      expect(payload).toEqual(before);
    }),
    { seed: 6455 },
  );
});

test('gives the same result piece by piece and from a view at any offset', () => {
  fc.assert(
    fc.property(anyBytes, anyKey, fc.nat(40), (payload, key, cut) => {
      const pieces = [
        applyMask(payload.subarray(0, cut), key),
        applyMask(payload.subarray(cut), key, Math.min(cut, payload.length)),
      ];
      expect(concatBytes(pieces)).toEqual(applyMask(payload, key));
    }),
    { seed: 6455 },
  );
});

test('expects a key of four bytes', () => {
  expect(() => applyMask(fromHex('00'), fromHex('37 fa 21'))).toThrow(
    'expected a masking key of 4 bytes, got 3',
  );
});
