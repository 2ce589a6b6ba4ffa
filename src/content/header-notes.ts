/** Why each header field of an opening handshake is there (RFC 6455 §4, §11.3), and whether it has to be. */

export type HeaderNote = {
  readonly need: 'required' | 'required of browsers' | 'optional' | 'ordinary HTTP';
  /** In a few words, to stand beside the line. */
  readonly why: string;
};

/** By name in lower case, as the opening request has them. */
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
  'sec-fetch-dest': { need: 'ordinary HTTP', why: 'what the answer is wanted for' },
  'sec-fetch-mode': { need: 'ordinary HTTP', why: 'how the browser asks' },
  'sec-fetch-site': { need: 'ordinary HTTP', why: 'how near the asking page is' },
};

/** By name in lower case, as the answer has them. */
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
  date: { need: 'ordinary HTTP', why: 'when the answer was made' },
  location: { need: 'ordinary HTTP', why: 'browsers do not follow it here' },
  server: { need: 'ordinary HTTP', why: 'which program answers' },
  'www-authenticate': { need: 'ordinary HTTP', why: 'how to say who asks' },
};

/** The note for a field of a request or an answer; null for one that we know nothing of. */
export function headerNote(name: string, kind: 'request' | 'response'): HeaderNote | null {
  const notes = kind === 'request' ? REQUEST_NOTES : RESPONSE_NOTES;
  const key = name.toLowerCase();
  return Object.hasOwn(notes, key) ? (notes[key] ?? null) : null;
}
