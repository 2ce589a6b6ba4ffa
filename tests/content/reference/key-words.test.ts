import { expect, test } from 'vitest';
import { KEY_MALFORMED, KEY_NOT_BASE64, nonceWords } from '#content/reference/key-words.ts';
import { NONCE_SIZE } from '#core/protocol/opening/accept-value.ts';

test('a nonce is described by its size', () => {
  expect(nonceWords(NONCE_SIZE).before).toMatch(/^16 bytes/);
  expect(nonceWords(15).before).toMatch(/^15 bytes/);
});

test('the words around a key make sentences', () => {
  const { before, after } = nonceWords(NONCE_SIZE);
  expect(`${before}KEY${after}`).toMatch(/^16 bytes.* KEY\. \p{Lu}.*\.$/u);
  expect(`KEY${KEY_NOT_BASE64}`).toMatch(/^KEY .*\.$/);
});

test('an invalid key names the size that a server expects', () => {
  expect(KEY_MALFORMED).toContain(`${NONCE_SIZE} bytes`);
});
