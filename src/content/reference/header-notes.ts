/**
 * Why an opening handshake contains each header field, and whether it is required. Sources: RFC
 * 6455 §4.1, §4.2 and §11.3; RFC 9110 for the fields of ordinary HTTP.
 */

import type { OpeningRow } from '#core/handshake/http2-head-dissection.ts';
import type { PageFailure } from '#core/page/opening-outcome.ts';

export type HeaderNote = {
  readonly need: 'required' | 'required of browsers' | 'optional' | 'ordinary HTTP';
  /** A few words, shown beside the line. */
  readonly why: string;
};

// Source: RFC 6455 §4.1 and §11.3; RFC 9110 §10.1, §12.5; RFC 9111 §5.2, §5.4; Fetch Metadata §2.
/** By lowercase name. */
const REQUEST_NOTES: Readonly<Record<string, HeaderNote>> = {
  host: { need: 'required', why: 'the site that the client wants' },
  upgrade: { need: 'required', why: 'the protocol to switch to' },
  connection: { need: 'required', why: 'Upgrade is for the next hop' },
  'sec-websocket-key': { need: 'required', why: '16 random bytes, not secret' },
  'sec-websocket-version': { need: 'required', why: 'the protocol’s version: 13' },
  'sec-websocket-protocol': { need: 'optional', why: 'subprotocols, in order of preference' },
  'sec-websocket-extensions': { need: 'optional', why: 'extensions that are offered' },
  origin: { need: 'required of browsers', why: 'the page’s origin; the server checks it' },
  cookie: { need: 'optional', why: 'the same as in any request' },
  authorization: { need: 'optional', why: 'the client’s credentials' },
  'user-agent': { need: 'ordinary HTTP', why: 'the client’s program' },
  'accept-encoding': { need: 'ordinary HTTP', why: 'matters only if the response has a body' },
  'accept-language': { need: 'ordinary HTTP', why: 'matters only if the response has text' },
  'cache-control': { need: 'ordinary HTTP', why: 'asks caches for a fresh response' },
  pragma: { need: 'ordinary HTTP', why: 'the same for HTTP/1.0 caches' },
  via: { need: 'ordinary HTTP', why: 'the proxies that forwarded it' },
  'sec-fetch-dest': { need: 'ordinary HTTP', why: 'what the response is for' },
  'sec-fetch-mode': { need: 'ordinary HTTP', why: 'the kind of request' },
  'sec-fetch-site': { need: 'ordinary HTTP', why: 'same site as the page, or another' },
};

// Source: RFC 6455 §4.2.2 and §11.3; RFC 9110 §8.3, §8.6, §10.2 and §11.6; RFC 9112 §6.1.
/** By lowercase name. */
const RESPONSE_NOTES: Readonly<Record<string, HeaderNote>> = {
  upgrade: { need: 'required', why: 'the protocol switched to' },
  connection: { need: 'required', why: 'Upgrade is for this hop' },
  'sec-websocket-accept': { need: 'required', why: 'made from the request’s key' },
  'sec-websocket-protocol': { need: 'optional', why: 'the selected subprotocol' },
  'sec-websocket-extensions': { need: 'optional', why: 'the accepted extensions' },
  'sec-websocket-version': { need: 'optional', why: 'versions that the server knows' },
  'set-cookie': { need: 'optional', why: 'stored as from any response' },
  'content-length': { need: 'ordinary HTTP', why: 'bytes of the body' },
  'content-type': { need: 'ordinary HTTP', why: 'what the body is' },
  allow: { need: 'ordinary HTTP', why: 'methods that work here' },
  'retry-after': { need: 'ordinary HTTP', why: 'when to try again; browsers don’t' },
  'transfer-encoding': { need: 'ordinary HTTP', why: 'how the body is transferred' },
  date: { need: 'ordinary HTTP', why: 'when the response was made' },
  location: { need: 'ordinary HTTP', why: 'browsers don’t follow it here' },
  server: { need: 'ordinary HTTP', why: 'the server’s program' },
  via: { need: 'ordinary HTTP', why: 'the proxies that forwarded it' },
  'www-authenticate': { need: 'ordinary HTTP', why: 'how to authenticate' },
};

// Source: RFC 6455 §4.4; RFC 9110 §7.6.1 and §7.8.
/** For a response that isn't a 101. */
const REFUSAL_NOTES: Readonly<Record<string, HeaderNote>> = {
  ...RESPONSE_NOTES,
  upgrade: { need: 'ordinary HTTP', why: 'the protocol that is required' },
  connection: { need: 'ordinary HTTP', why: 'options for this connection' },
  'sec-websocket-version': { need: 'ordinary HTTP', why: 'versions that the server knows' },
};

const NOTES = { request: REQUEST_NOTES, response: RESPONSE_NOTES, refusal: REFUSAL_NOTES };

/** The note for a header field of a request, a 101 or a refusal. Null for an unknown name. */
export function headerNote(name: string, kind: keyof typeof NOTES): HeaderNote | null {
  const notes = NOTES[kind];
  const key = name.toLowerCase();
  return Object.hasOwn(notes, key) ? (notes[key] ?? null) : null;
}

// Source: RFC 8441 §4, §5; RFC 9113 §8.2, §8.5; RFC 7301 §3.1 for the choice in TLS.
/** What replaces each part of the opening handshake over HTTP/2, and what HTTP/2 omits. */
export const HTTP2_NOTES: Readonly<Record<OpeningRow['id'], string>> = {
  'http2.method': 'CONNECT, because the stream becomes a tunnel',
  'http2.path': 'the same path, with its query',
  'http2.scheme': 'https for wss, http for ws',
  'http2.authority': 'replaces Host',
  'http2.protocol': 'replaces Upgrade, and makes this an extended CONNECT',
  'http2.status': '200, because a stream doesn’t switch protocols',
  'http2.websocket-version': 'the same version, 13',
  'http2.subprotocol': 'the same, its name in lowercase',
  'http2.extensions': 'the same, negotiated for each stream',
  'http2.origin': 'the same; the server checks it',
  'http2.other': 'the same as in any request',
  'http1.version': 'HTTP/2 was negotiated in the TLS handshake',
  'http1.connection': 'HTTP/2 forbids fields for one hop',
  'http1.key': 'not needed, because a server that doesn’t know :protocol can’t accept it by chance',
  'http1.accept': 'not needed, because a 200 shows that the server understood the extended CONNECT',
};

// Source: WHATWG WebSockets, establish a WebSocket connection, steps 2 and 11, and Feedback from
// the protocol. Measured with 302, 401, 503, 100, 103 and a 101 without a
// subprotocol in Chromium 156 and Firefox 153.
/**
 * Why a page’s WebSocket did not open. The page can't distinguish them: each gives an error event,
 * then close with 1006.
 */
export const PAGE_FAILURE_NOTES: Readonly<Record<PageFailure, string>> = {
  redirect: 'Browsers don’t follow redirects here. Open the other address from the page.',
  authentication:
    'Browsers don’t ask for a password here. Log in first, so that a cookie is sent, or put a token into the address.',
  status:
    'Only 101 opens a WebSocket. The page learns neither the status nor the body of another response.',
  interim: 'Chromium fails at an interim response. Firefox waits for the final one.',
  subprotocol:
    'The page offered subprotocols, and the server selected none. Chromium fails then. Firefox opens the connection, and its page gets “open” with an empty “protocol”.',
  handshake: 'The status is 101, but the response doesn’t match this handshake.',
};
