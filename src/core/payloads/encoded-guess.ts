/** Bytes as text: base64 (RFC 4648 §4), data URLs (RFC 2397), JSON Web Tokens (RFC 7519). */

import { fromBase64 } from '#core/bytes/base64.ts';
import { fromValidUtf8 } from '#core/bytes/text.ts';
import { isReadable } from '#core/recognition/text-signatures.ts';
import { guess, type Guess, type TextPayload } from './guess-result.ts';
import { memberOf } from './guess-tree.ts';
import { readJson } from './json-guess.ts';
import { guessMagic } from './magic-guess.ts';

export function guessEncoded({ text }: TextPayload): Guess | null {
  return guessToken(text.trim()) ?? guessDataUrl(text.trim()) ?? guessBase64(text.trim());
}

/** Signed tokens: a header that names the algorithm, claims, and a signature (RFC 7515 §3.1). */
function guessToken(text: string): Guess | null {
  const parts = /^([\w-]+)\.([\w-]+)\.([\w-]*)$/.exec(text);
  const header = parts && readJson(fromBase64Url(parts[1]) ?? new Uint8Array());
  const claims = parts && readJson(fromBase64Url(parts[2]) ?? new Uint8Array());
  const algorithm = memberOf(header?.node, 'alg');
  if (algorithm?.kind !== 'text' || claims?.node.kind !== 'map') return null;
  return guess('jwt', 'likely', [algorithm.text]);
}

function fromBase64Url(text = ''): Uint8Array | null {
  const padded = text.padEnd(Math.ceil(text.length / 4) * 4, '=');
  return fromBase64(padded.replaceAll('-', '+').replaceAll('_', '/'));
}

const DATA_URL = /^data:([\w.+-]+\/[\w.+-]+)?(?:;[\w.+-]+=[^;,"\s]{1,100}){0,10}(;base64)?,/i;

function guessDataUrl(text: string): Guess | null {
  const match = DATA_URL.exec(text);
  if (match === null) return null;
  const [head, mediaType, base64] = match;
  const isRight = base64 === undefined || fromBase64(text.slice(head.length)) !== null;
  return isRight && (base64 !== undefined || mediaType !== undefined)
    ? guess('data-url', 'likely', mediaType === undefined ? [] : [mediaType])
    : null;
}

/** Shorter ones are also words and names. */
const SHORTEST_BASE64 = 16;

/** Readable texts of this size aren't coincidence. */
const SHORTEST_TEXT = 16;

function guessBase64(text: string): Guess | null {
  const characters = text.replace(/\r?\n/g, '');
  const decoded = characters.length < SHORTEST_BASE64 ? null : fromBase64(characters);
  if (decoded === null) return null;
  const [magic] = guessMagic(decoded);
  if (magic) return guess('base64', 'likely', [String(decoded.length), magic.id]);
  const inner = fromValidUtf8(decoded);
  if (inner !== null && decoded.length >= SHORTEST_TEXT && isReadable(inner)) {
    return guess('base64', 'possible', [String(decoded.length), 'text']);
  }
  // Names and hexadecimal digits have no such characters.
  const hasMarks = /[+/=]/.test(characters) && /[a-z]/.test(characters) && /[A-Z]/.test(characters);
  return hasMarks ? guess('base64', 'weak', [String(decoded.length)]) : null;
}
