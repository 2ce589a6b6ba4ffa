/**
 * What a handshake key is, and what is wrong with an invalid one. Source: RFC 6455 §4.1, §4.2.2.
 */

import { NONCE_SIZE } from '#core/protocol/opening/accept-value.ts';

export const KEY_MALFORMED = `This isn’t ${NONCE_SIZE} bytes in base64, so a server that checks it responds with 400. The accept value can be computed anyway.`;

/** Around the key, for a nonce of `size` bytes. */
export function nonceWords(size: number): { readonly before: string; readonly after: string } {
  return {
    before: `${size} bytes, in base64 `,
    after:
      '. A browser picks new random bytes for each connection. They are neither a secret nor a password. The accept value, made from them, only shows that the server read this very request.',
  };
}

/** After a key that is not base64. */
export const KEY_NOT_BASE64 = ' isn’t canonical base64. A server that checks it responds with 400.';
