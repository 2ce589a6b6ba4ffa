/**
 * The value of Sec-WebSocket-Accept, with each stage of its computation (RFC 6455 §4.2.2, step 5,
 * item 4).
 */

import { sha1 } from '@noble/hashes/legacy.js';
import { toBase64 } from '#core/bytes/base64.ts';
import { toUtf8 } from '#core/bytes/text.ts';

/** Appended to every key. Servers of other protocols don't know it, so can't reply by chance. */
export const WEBSOCKET_GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** The size of the nonce that a key encodes, in bytes (§4.1). */
export const NONCE_SIZE = 16;

export type AcceptStages = {
  /** The text of Sec-WebSocket-Key; it is not decoded. */
  readonly key: string;
  /** The key followed by the GUID, as text. */
  readonly concatenation: string;
  /** SHA-1 of the concatenation: 20 bytes. */
  readonly digest: Uint8Array;
  /** The digest in base64: 28 characters. */
  readonly accept: string;
};

export function computeAccept(key: string): AcceptStages {
  const concatenation = key + WEBSOCKET_GUID;
  const digest = sha1(toUtf8(concatenation));
  return { key, concatenation, digest, accept: toBase64(digest) };
}

/**
 * The handshake key of a random nonce: 24 characters that end in "==". Throws a `RangeError` if the
 * nonce isn't 16 bytes long.
 */
export function keyOfNonce(nonce: Uint8Array): string {
  if (nonce.length !== NONCE_SIZE) {
    throw new RangeError(`expected a nonce of ${NONCE_SIZE} bytes, got ${nonce.length}`);
  }
  return toBase64(nonce);
}

/** Whether a key decodes to 16 bytes (§4.2.1, item 5). */
export function isWellFormedKey(key: string): boolean {
  return /^[A-Za-z0-9+/]{22}==$/.test(key);
}

/**
 * Whether any of the last four of a key's 132 bits, which are not part of a byte, is 1. Servers
 * accept that, and the RFC's own example in §4.1 does it: "in a properly implemented client, the
 * last letter will always be A, Q, g or w" (erratum 3150).
 */
export function hasStrayBits(key: string): boolean {
  return isWellFormedKey(key) && !/[AQgw]==$/.test(key);
}
