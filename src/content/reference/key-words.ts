/** What a handshake key is, and what is wrong with an invalid one (RFC 6455 §4.1). */

import { NONCE_SIZE } from '#core/protocol/opening/accept-value.ts';

export const KEY_MALFORMED = `This is not ${NONCE_SIZE} bytes in base64, so a server that looks would answer 400. The value can be computed all the same.`;

/** Around the key, for a nonce of `size` bytes. */
export function nonceWords(size: number): { readonly before: string; readonly after: string } {
  return {
    before: `${size} bytes, in base64 `,
    after:
      '. A browser picks them anew, at random, for each connection. They are no secret and no password: the server’s answer, made from them, only shows that it has read this very request.',
  };
}

/** After a key that is not base64. */
export const KEY_NOT_BASE64 =
  ' is not base64 in its one proper form. A server that checks it answers 400.';
