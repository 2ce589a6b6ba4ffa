import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from '#core/bytes/hex.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import {
  computeAccept,
  hasStrayBits,
  isWellFormedKey,
  keyOfNonce,
} from '#core/protocol/opening/accept-value.ts';

// RFC 6455 §1.3, with each of its intermediate values
test("the RFC's example, stage by stage", () => {
  const { key, concatenation, digest, accept } = computeAccept('dGhlIHNhbXBsZSBub25jZQ==');
  expect(key).toBe('dGhlIHNhbXBsZSBub25jZQ==');
  expect(concatenation).toBe('dGhlIHNhbXBsZSBub25jZQ==258EAFA5-E914-47DA-95CA-C5AB0DC85B11');
  expect(toHex(digest, ' ')).toBe('b3 7a 4f 2c c0 62 4f 16 90 f6 46 06 cf 38 59 45 b2 be c4 ea');
  expect(accept).toBe('s3pPLMBiTxaQ9kYGzzhZRbK+xOo=');
});

test('the accept value is what Node computes, for any key', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (key) => {
      const hash = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`);
      expect(computeAccept(key).accept).toBe(hash.digest('base64'));
    }),
    { seed: 6455 },
  );
});

describe('a key', () => {
  test('is the nonce in base64', () => {
    expect(keyOfNonce(toUtf8('the sample nonce'))).toBe('dGhlIHNhbXBsZSBub25jZQ==');
    expect(() => keyOfNonce(fromHex('00'))).toThrow('expected a nonce of 16 bytes, got 1');
  });

  test('of any nonce is well-formed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (nonce) => {
        expect(isWellFormedKey(keyOfNonce(nonce))).toBe(true);
        expect(hasStrayBits(keyOfNonce(nonce))).toBe(false);
      }),
      { seed: 6455 },
    );
  });

  test.each([
    { name: 'of the RFC, with stray bits', key: 'AQIDBAUGBwgJCgsMDQ4PEC==', isWellFormed: true },
    { name: 'of 15 bytes', key: 'AQIDBAUGBwgJCgsMDQ4P', isWellFormed: false },
    { name: 'of 17 bytes', key: 'AQIDBAUGBwgJCgsMDQ4PEBE=', isWellFormed: false },
    { name: 'without padding', key: 'AQIDBAUGBwgJCgsMDQ4PEA', isWellFormed: false },
    { name: 'with a line break', key: 'AQIDBAUGBwgJCgsMDQ4PEA==\n', isWellFormed: false },
    { name: 'in the URL alphabet', key: 'AQIDBAUGBwgJCgsMDQ4_-A==', isWellFormed: false },
    { name: 'that is empty', key: '', isWellFormed: false },
  ])('$name: $isWellFormed', ({ key, isWellFormed }) => {
    expect(isWellFormedKey(key)).toBe(isWellFormed);
  });

  // RFC 6455 §4.1: the bytes 01 to 10, as printed there and as erratum 3150 has it
  test('can end in bits that belong to no byte', () => {
    const nonce = Uint8Array.from({ length: 16 }, (_, index) => index + 1);
    expect(keyOfNonce(nonce)).toBe('AQIDBAUGBwgJCgsMDQ4PEA==');
    expect(hasStrayBits('AQIDBAUGBwgJCgsMDQ4PEA==')).toBe(false);
    expect(hasStrayBits('AQIDBAUGBwgJCgsMDQ4PEC==')).toBe(true);
    expect(hasStrayBits('no key')).toBe(false);
    expect(Buffer.from('AQIDBAUGBwgJCgsMDQ4PEC==', 'base64')).toEqual(Buffer.from(nonce));
  });
});
