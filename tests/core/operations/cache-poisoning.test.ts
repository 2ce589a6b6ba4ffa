import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromLatin1, toLatin1 } from '#core/bytes/text.ts';
import {
  playCachePoisoning,
  VICTIM_PATH,
  VICTIM_URL,
  type PoisoningRun,
} from '#core/operations/cache-poisoning.ts';
import { decodeFrame } from '#core/protocol/framing/frame.ts';
import { MASKING_KEY_SIZE } from '#core/protocol/framing/masking.ts';

const NONCE = new Uint8Array(16);
const anyNonce = fc.uint8Array({ minLength: 16, maxLength: 16 });
const anyKey = fc.uint8Array({ minLength: MASKING_KEY_SIZE, maxLength: MASKING_KEY_SIZE });
/** Random keys hardly ever have a zero byte, which leaves a quarter of the text unchanged. */
const sparseKey = fc.array(fc.oneof(fc.constant(0), fc.constantFrom(0x20, 0x01, 0x80, 0xff)), {
  minLength: MASKING_KEY_SIZE,
  maxLength: MASKING_KEY_SIZE,
});

function expectPoisoned(run: PoisoningRun): void {
  expect(run.foundRequest).not.toBeNull();
  expect(run.storedResponse).not.toBeNull();
  expect(run.served.from).toBe('cache');
}

describe('the attack', () => {
  test('poisons the cache without masking, whatever the handshake’s nonce is', () => {
    fc.assert(
      fc.property(anyNonce, (nonce) => {
        expectPoisoned(playCachePoisoning(null, nonce));
      }),
      { numRuns: 25 },
    );
  });

  test('fails with every masking key but the one that changes nothing', () => {
    fc.assert(
      fc.property(fc.oneof(anyKey, sparseKey.map(Uint8Array.from.bind(Uint8Array))), (key) => {
        const run = playCachePoisoning(key, NONCE);
        if (key.every((byte) => byte === 0)) return expectPoisoned(run);
        expect(run.foundRequest).toBeNull();
        expect(run.storedResponse).toBeNull();
        expect(run.served.from).toBe('origin');
      }),
      { numRuns: 500 },
    );
  });

  // All 4,294,967,296 keys at once: text at a place in the frame determines the key's bytes.
  test('only the key 00 00 00 00 puts the victim’s path into a request line', () => {
    const { frame } = playCachePoisoning(new Uint8Array(MASKING_KEY_SIZE), NONCE);
    const needed = toLatin1(`${VICTIM_PATH} HTTP/1.`);
    const keys = [...frame.keys()].flatMap((at) => keysThatShow(needed, frame, at) ?? []);
    expect(keys).toEqual(['0,0,0,0']);
  });

  test('sends the same message masked and unmasked, and gets the same answer', () => {
    const unmasked = playCachePoisoning(null, NONCE);
    const masked = playCachePoisoning(Uint8Array.of(0x37, 0xfa, 0x21, 0x3d), NONCE);
    const payloads = [unmasked, masked].map(({ frame }) => {
      const reading = decodeFrame(frame);
      return reading.kind === 'frame' ? fromLatin1(reading.frame.payload) : reading.kind;
    });
    expect(payloads[0]).toBe(
      `\r\nGET ${VICTIM_PATH} HTTP/1.1\r\nHost: ${new URL(VICTIM_URL).host}\r\n\r\n`,
    );
    expect(payloads[1]).toBe(payloads[0]);
    expect(masked.answer).toEqual(unmasked.answer);
  });

  test('serves the attacker’s file to the next user from the cache', () => {
    const { answer, storedResponse, served } = playCachePoisoning(null, NONCE);
    const stored = answer.subarray(storedResponse?.start, storedResponse?.end);
    expect(fromLatin1(stored)).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(fromLatin1(stored).endsWith(`\r\n\r\n${fromLatin1(served.body)}`)).toBe(true);
    const real = playCachePoisoning(Uint8Array.of(1, 2, 3, 4), NONCE).served;
    expect(real.body).not.toEqual(served.body);
  });
});

/**
 * The one key with which `needed` is at `at` in the frame; null if there is none. `frame` is masked
 * with zeros, so it shows the plain text and has the key in the 4 bytes before it.
 */
function keysThatShow(needed: Uint8Array, frame: Uint8Array, at: number): string | null {
  const payloadStart = frame.length - payloadSize(frame);
  const keyStart = payloadStart - MASKING_KEY_SIZE;
  const key: (number | undefined)[] = [];
  for (const [index, byte] of needed.entries()) {
    const place = at + index;
    const plain = frame[place];
    if (plain === undefined) return null;
    if (place < keyStart) {
      if (plain !== byte) return null;
      continue;
    }
    const isKey = place < payloadStart;
    const keyIndex = isKey ? place - keyStart : (place - payloadStart) % MASKING_KEY_SIZE;
    const required = isKey ? byte : plain ^ byte;
    if ((key[keyIndex] ?? required) !== required) return null;
    key[keyIndex] = required;
  }
  return key.join(',');
}

function payloadSize(frame: Uint8Array): number {
  const reading = decodeFrame(frame);
  return reading.kind === 'frame' ? reading.frame.payload.length : 0;
}
