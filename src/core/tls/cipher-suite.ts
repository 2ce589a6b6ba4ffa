/** Cipher suites: those whose records are opened here, and names of others that are in use. */

import { gcm } from '@noble/ciphers/aes.js';
import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { sha256, sha384 } from '@noble/hashes/sha2.js';

type Aead = 'aes-gcm' | 'chacha20-poly1305';

export type CipherSuite = {
  readonly aead: Aead;
  /** In bytes. */
  readonly keySize: number;
  readonly hash: typeof sha256 | typeof sha384;
};

const AES_128_SHA256: CipherSuite = { aead: 'aes-gcm', keySize: 16, hash: sha256 };
const AES_256_SHA384: CipherSuite = { aead: 'aes-gcm', keySize: 32, hash: sha384 };
const CHACHA_SHA256: CipherSuite = { aead: 'chacha20-poly1305', keySize: 32, hash: sha256 };

/** By their number (RFC 8446 §B.4, RFC 5288 §3, RFC 5289 §3.2, RFC 7905 §2). */
const OPENED: ReadonlyMap<number, CipherSuite> = new Map([
  [0x1301, AES_128_SHA256],
  [0x1302, AES_256_SHA384],
  [0x1303, CHACHA_SHA256],
  [0x009c, AES_128_SHA256],
  [0x009d, AES_256_SHA384],
  [0x009e, AES_128_SHA256],
  [0x009f, AES_256_SHA384],
  [0xc02b, AES_128_SHA256],
  [0xc02c, AES_256_SHA384],
  [0xc02f, AES_128_SHA256],
  [0xc030, AES_256_SHA384],
  [0xcca8, CHACHA_SHA256],
  [0xcca9, CHACHA_SHA256],
  [0xccaa, CHACHA_SHA256],
]);

const NAMES: Readonly<Record<number, string>> = {
  0x1301: 'TLS_AES_128_GCM_SHA256',
  0x1302: 'TLS_AES_256_GCM_SHA384',
  0x1303: 'TLS_CHACHA20_POLY1305_SHA256',
  0x1304: 'TLS_AES_128_CCM_SHA256',
  0x1305: 'TLS_AES_128_CCM_8_SHA256',
  0x002f: 'TLS_RSA_WITH_AES_128_CBC_SHA',
  0x0035: 'TLS_RSA_WITH_AES_256_CBC_SHA',
  0x003c: 'TLS_RSA_WITH_AES_128_CBC_SHA256',
  0x003d: 'TLS_RSA_WITH_AES_256_CBC_SHA256',
  0x009c: 'TLS_RSA_WITH_AES_128_GCM_SHA256',
  0x009d: 'TLS_RSA_WITH_AES_256_GCM_SHA384',
  0x009e: 'TLS_DHE_RSA_WITH_AES_128_GCM_SHA256',
  0x009f: 'TLS_DHE_RSA_WITH_AES_256_GCM_SHA384',
  0xc009: 'TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA',
  0xc00a: 'TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA',
  0xc013: 'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA',
  0xc014: 'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA',
  0xc023: 'TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256',
  0xc024: 'TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384',
  0xc027: 'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256',
  0xc028: 'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384',
  0xc02b: 'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
  0xc02c: 'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384',
  0xc02f: 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
  0xc030: 'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
  0xcca8: 'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256',
  0xcca9: 'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256',
  0xccaa: 'TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256',
};

/** Null for a suite whose records aren't opened here. */
export function cipherSuiteOf(number: number): CipherSuite | null {
  return OPENED.get(number) ?? null;
}

/** Its name in the registry, or its number in hexadecimal. */
export function cipherSuiteName(number: number): string {
  return NAMES[number] ?? `0x${number.toString(16).padStart(4, '0')}`;
}

export type Sealed = {
  readonly key: Uint8Array;
  /** 12 bytes. */
  readonly nonce: Uint8Array;
  readonly additionalData: Uint8Array;
  /** With its tag of 16 bytes at the end. */
  readonly ciphertext: Uint8Array;
};

/** The plaintext; null if the tag doesn't fit, as with another key (RFC 5116 §2.2). */
export function openSealed(aead: Aead, sealed: Sealed): Uint8Array | null {
  const { key, nonce, additionalData, ciphertext } = sealed;
  if (ciphertext.length < TAG_SIZE) return null;
  const cipher = aead === 'aes-gcm' ? gcm : chacha20poly1305;
  try {
    return cipher(key, nonce, additionalData).decrypt(ciphertext);
  } catch {
    // The library reports a wrong tag only this way.
    return null;
  }
}

export const TAG_SIZE = 16;
