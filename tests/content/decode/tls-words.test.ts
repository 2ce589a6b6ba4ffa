import { describe, expect, test } from 'vitest';
import { encryptedWords, tlsWords } from '#content/decode/tls-words.ts';
import type { TlsFacts, TlsObstacle } from '#core/tls/tls-connection.ts';

const FACTS: TlsFacts = {
  clientRandom: 'ab'.repeat(32),
  serverName: 'example.com',
  version: 0x0304,
  cipherSuite: 'TLS_AES_128_GCM_SHA256',
  obstacle: null,
  unopenedSize: 0,
};

const OBSTACLES: readonly TlsObstacle[] = [
  'no-hello',
  'no-secrets',
  'other-version',
  'other-suite',
  'wrong-secrets',
];

describe('an encrypted connection', () => {
  test.each(OBSTACLES)('says what stops it and what to do: %s', (obstacle) => {
    const { title, advice } = encryptedWords({ ...FACTS, obstacle });
    expect(title).toContain('TLS');
    expect(advice).toMatch(/\.$/);
    expect(advice).not.toContain('null');
  });

  test('names the client random that the key log needs', () => {
    const { advice } = encryptedWords({ ...FACTS, obstacle: 'no-secrets' });
    expect(advice).toContain(FACTS.clientRandom);
  });
});

test('an opened connection is named with its version, host and suite', () => {
  expect(tlsWords(FACTS)).toBe(
    'TLS 1.3 to example.com, opened with its keys (TLS_AES_128_GCM_SHA256). The bytes shown are those inside.',
  );
  expect(tlsWords({ ...FACTS, unopenedSize: 1 })).toContain('1 byte of it couldn’t be opened');
  expect(tlsWords({ ...FACTS, obstacle: 'no-secrets' })).toContain('not opened');
});
