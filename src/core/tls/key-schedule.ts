/** Traffic keys from secrets (RFC 8446 §7.1, §7.2, §7.3; RFC 5246 §5, §6.3). */

import { expand } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import type { CipherSuite } from './cipher-suite.ts';

export type TrafficKey = {
  readonly key: Uint8Array;
  /** 12 bytes; 4 with AES-GCM in TLS 1.2, where each record has the other 8 (RFC 5288 §3). */
  readonly iv: Uint8Array;
};

const IV_SIZE = 12;
const IMPLICIT_IV_SIZE = 4;

/** HKDF-Expand-Label with an empty context (RFC 8446 §7.1). */
function expandLabel(
  { hash }: CipherSuite,
  secret: Uint8Array,
  label: string,
  size: number,
): Uint8Array {
  const name = toUtf8(`tls13 ${label}`);
  const info = concatBytes([
    Uint8Array.of(size >>> 8, size & 0xff, name.length),
    name,
    Uint8Array.of(0),
  ]);
  return expand(hash, secret, info, size);
}

/** The key of one direction in TLS 1.3 (RFC 8446 §7.3). */
export function trafficKey(suite: CipherSuite, secret: Uint8Array): TrafficKey {
  return {
    key: expandLabel(suite, secret, 'key', suite.keySize),
    iv: expandLabel(suite, secret, 'iv', IV_SIZE),
  };
}

/** The secret after a KeyUpdate (RFC 8446 §7.2). */
export function nextSecret(suite: CipherSuite, secret: Uint8Array): Uint8Array {
  return expandLabel(suite, secret, 'traffic upd', suite.hash.outputLen);
}

/** The keys of both directions in TLS 1.2 (RFC 5246 §6.3). */
export function keyBlock(
  suite: CipherSuite,
  masterSecret: Uint8Array,
  clientRandom: Uint8Array,
  serverRandom: Uint8Array,
): { readonly client: TrafficKey; readonly server: TrafficKey } {
  const { keySize, aead } = suite;
  const ivSize = aead === 'aes-gcm' ? IMPLICIT_IV_SIZE : IV_SIZE;
  const seed = concatBytes([toUtf8('key expansion'), serverRandom, clientRandom]);
  const block = pseudorandom(suite, masterSecret, seed, 2 * (keySize + ivSize));
  const ivs = 2 * keySize;
  return {
    client: { key: block.slice(0, keySize), iv: block.slice(ivs, ivs + ivSize) },
    server: { key: block.slice(keySize, ivs), iv: block.slice(ivs + ivSize, ivs + 2 * ivSize) },
  };
}

/** P_hash (RFC 5246 §5). */
function pseudorandom(
  { hash }: CipherSuite,
  secret: Uint8Array,
  seed: Uint8Array,
  size: number,
): Uint8Array {
  const parts: Uint8Array[] = [];
  let chained = seed;
  for (let made = 0; made < size; made += hash.outputLen) {
    chained = hmac(hash, secret, chained);
    parts.push(hmac(hash, secret, concatBytes([chained, seed])));
  }
  return concatBytes(parts).slice(0, size);
}
