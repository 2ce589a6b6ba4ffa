/**
 * Why an opening handshake contains each header field, and whether it is required (RFC 6455 §4,
 * §11.3).
 */

import type { OpeningRow } from '#core/handshake/http2-head-dissection.ts';
import type { PageFailure } from '#core/page/opening-outcome.ts';

export type HeaderNote = {
  readonly need: 'required' | 'required of browsers' | 'optional' | 'ordinary HTTP';
  /** A few words, shown beside the line. */
  readonly why: string;
};

/** By lowercase name. */
const REQUEST_NOTES: Readonly<Record<string, HeaderNote>> = {
  host: { need: 'required', why: 'which site is meant' },
  upgrade: { need: 'required', why: 'the protocol to switch to' },
  connection: { need: 'required', why: 'Upgrade concerns the next hop' },
  'sec-websocket-key': { need: 'required', why: '16 random bytes, no secret' },
  'sec-websocket-version': { need: 'required', why: 'of the protocol; always 13' },
  'sec-websocket-protocol': { need: 'optional', why: 'subprotocols, the favourite first' },
  'sec-websocket-extensions': { need: 'optional', why: 'extensions on offer' },
  origin: { need: 'required of browsers', why: 'whose page asks; the server judges' },
  cookie: { need: 'optional', why: 'goes along as with any request' },
  authorization: { need: 'optional', why: 'who asks' },
  'user-agent': { need: 'ordinary HTTP', why: 'which program asks' },
  'accept-encoding': { need: 'ordinary HTTP', why: 'concerns an answer with a body' },
  'accept-language': { need: 'ordinary HTTP', why: 'concerns an answer with words' },
  'cache-control': { need: 'ordinary HTTP', why: 'no stored answer will do' },
  pragma: { need: 'ordinary HTTP', why: 'the same for very old caches' },
  via: { need: 'ordinary HTTP', why: 'which proxies passed it on' },
  'sec-fetch-dest': { need: 'ordinary HTTP', why: 'what the answer is wanted for' },
  'sec-fetch-mode': { need: 'ordinary HTTP', why: 'how the browser asks' },
  'sec-fetch-site': { need: 'ordinary HTTP', why: 'how near the asking page is' },
};

/** By lowercase name. */
const RESPONSE_NOTES: Readonly<Record<string, HeaderNote>> = {
  upgrade: { need: 'required', why: 'the protocol switched to' },
  connection: { need: 'required', why: 'Upgrade concerns this hop' },
  'sec-websocket-accept': { need: 'required', why: 'made from the request’s key' },
  'sec-websocket-protocol': { need: 'optional', why: 'the subprotocol chosen' },
  'sec-websocket-extensions': { need: 'optional', why: 'the extensions agreed on' },
  'sec-websocket-version': { need: 'optional', why: 'versions that would be taken' },
  'set-cookie': { need: 'optional', why: 'kept as from any answer' },
  'content-length': { need: 'ordinary HTTP', why: 'bytes of the body' },
  'content-type': { need: 'ordinary HTTP', why: 'what the body is' },
  allow: { need: 'ordinary HTTP', why: 'methods that would do' },
  'retry-after': { need: 'ordinary HTTP', why: 'when to try again; browsers don’t' },
  'transfer-encoding': { need: 'ordinary HTTP', why: 'how the body ends' },
  date: { need: 'ordinary HTTP', why: 'when the answer was made' },
  location: { need: 'ordinary HTTP', why: 'browsers do not follow it here' },
  server: { need: 'ordinary HTTP', why: 'which program answers' },
  via: { need: 'ordinary HTTP', why: 'which proxies passed it on' },
  'www-authenticate': { need: 'ordinary HTTP', why: 'how to say who asks' },
};

/** For a response that isn't a 101. */
const REFUSAL_NOTES: Readonly<Record<string, HeaderNote>> = {
  ...RESPONSE_NOTES,
  upgrade: { need: 'ordinary HTTP', why: 'the protocol that would do' },
  connection: { need: 'ordinary HTTP', why: 'what becomes of the connection' },
  'sec-websocket-version': { need: 'ordinary HTTP', why: 'versions that would be taken' },
};

const NOTES = { request: REQUEST_NOTES, response: RESPONSE_NOTES, refusal: REFUSAL_NOTES };

/** The note for a header field of a request, a 101 or a refusal. Null for an unknown name. */
export function headerNote(name: string, kind: keyof typeof NOTES): HeaderNote | null {
  const notes = NOTES[kind];
  const key = name.toLowerCase();
  return Object.hasOwn(notes, key) ? (notes[key] ?? null) : null;
}

/** What replaces each part of the opening handshake over HTTP/2, and what HTTP/2 omits. */
export const HTTP2_NOTES: Readonly<Record<OpeningRow['id'], string>> = {
  'http2.method': 'CONNECT, since the stream becomes a tunnel',
  'http2.path': 'the same path, with its query',
  'http2.scheme': 'https for wss, http for ws',
  'http2.authority': 'takes the place of Host',
  'http2.protocol': 'takes the place of Upgrade, and makes the CONNECT an extended one',
  'http2.status': '200: a stream has nothing to switch',
  'http2.websocket-version': 'the same version, 13',
  'http2.subprotocol': 'the same, in small letters',
  'http2.extensions': 'the same: each stream is compressed by its own agreement',
  'http2.origin': 'the same; the server judges by it as ever',
  'http2.other': 'goes along as with any request',
  'http1.version': 'both sides agreed on HTTP/2 when TLS began',
  'http1.connection': 'HTTP/2 has no fields for one hop, and forbids these',
  'http1.key': 'no nonce: who does not know :protocol can’t agree to it by chance',
  'http1.accept': 'no proof: who answers 200 to an extended CONNECT has understood it',
};

/**
 * Why a page’s WebSocket did not open. The page can't distinguish them: each gives an error event,
 * then close with 1006.
 */
export const PAGE_FAILURE_NOTES: Readonly<Record<PageFailure, string>> = {
  redirect: 'Browsers do not follow a redirect here. Open the other address from the page.',
  authentication:
    'Nobody is asked for a password. Log in before, and let a cookie or a token in the address say who asks.',
  status:
    'Any answer but 101 is a refusal, and the page gets to know neither its status nor its body.',
  interim: 'Chromium takes an answer in advance for the answer itself, and gives up.',
  handshake: 'The answer says 101, but is not the answer to this handshake.',
};
