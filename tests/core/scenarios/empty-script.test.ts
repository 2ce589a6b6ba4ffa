import { expect, test } from 'vitest';
import { applyMask } from '#core/protocol/framing/masking.ts';
import { keyOfNonce } from '#core/protocol/opening/accept-value.ts';
import { toHex } from '#core/bytes/hex.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import {
  closeAction,
  SAMPLE_MASKING_KEY,
  SAMPLE_NONCE,
  sendAction,
} from '#core/scenarios/empty-script.ts';

test('the sample values are those of the RFC', () => {
  expect(keyOfNonce(SAMPLE_NONCE)).toBe('dGhlIHNhbXBsZSBub25jZQ==');
  expect(toHex(applyMask(toUtf8('Hello'), SAMPLE_MASKING_KEY, 0), ' ')).toBe('7f 9f 4d 51 58');
});

test('a message is sent as its type', () => {
  expect(sendAction({ message: 'é', messageType: 'text' })).toEqual({
    kind: 'send-text',
    text: 'é',
  });
  expect(sendAction({ message: 'é', messageType: 'binary' })).toEqual({
    kind: 'send-binary',
    data: Uint8Array.of(0xc3, 0xa9),
  });
});

test('a Close without a code has no reason', () => {
  expect(closeAction({ closeCode: 1000, closeReason: 'bye' })).toMatchObject({ reason: 'bye' });
  expect(closeAction({ closeCode: null, closeReason: 'bye' })).toMatchObject({ reason: '' });
});
