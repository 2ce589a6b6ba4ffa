/**
 * Words for the verdict on an opening handshake. Sources: RFC 6455 §4, §9.1, §11.3; RFC 9110 §15
 * and RFC 6585 §4, §5 for statuses; RFC 7692 §7.1 for compression.
 */

import type { CheckId } from '#core/handshake/handshake-checks.ts';
import type { Handshake, HandshakeCheck } from '#core/handshake/handshake.ts';
import type { Compression } from '#core/protocol/compression/permessage-deflate.ts';
import { quoted } from '#content/phrasing/quotation.ts';
import { NO_FACTS, ruleWords } from '#content/rules/rule-notes.ts';

type CheckNote = {
  readonly label: string;
  /** The text after “must be” or “may be”. */
  readonly requirement: string;
};

export const CHECK_NOTES: Readonly<Record<CheckId, CheckNote>> = {
  'request.method': { label: 'Method', requirement: 'GET' },
  'request.target': {
    label: 'Target',
    requirement: 'a path with an optional query, or a whole http or https address',
  },
  'request.version': { label: 'HTTP version', requirement: 'HTTP/1.1 or later' },
  'request.host': { label: 'Host', requirement: 'the server’s name, once' },
  'request.upgrade': { label: 'Upgrade', requirement: 'websocket, perhaps among others' },
  'request.connection': { label: 'Connection', requirement: 'Upgrade, perhaps among others' },
  'request.key': { label: 'Sec-WebSocket-Key', requirement: '16 bytes in base64, once' },
  'request.websocket-version': { label: 'Sec-WebSocket-Version', requirement: '13' },
  'request.origin': { label: 'Origin', requirement: 'from browsers: the page’s origin' },
  'request.subprotocols': {
    label: 'Sec-WebSocket-Protocol',
    requirement: 'names that are offered',
  },
  'request.extensions': {
    label: 'Sec-WebSocket-Extensions',
    requirement: 'extensions that are offered',
  },
  'request.syntax': {
    label: 'Syntax of the head',
    requirement: 'valid HTTP lines, and no body',
  },
  'response.status': { label: 'Status', requirement: '101' },
  'response.version': { label: 'HTTP version', requirement: 'HTTP/1.1 or later' },
  'response.upgrade': { label: 'Upgrade', requirement: 'websocket, and nothing else' },
  'response.connection': { label: 'Connection', requirement: 'Upgrade, perhaps among others' },
  'response.accept': { label: 'Sec-WebSocket-Accept', requirement: 'made from the request’s key' },
  'response.subprotocol': { label: 'Sec-WebSocket-Protocol', requirement: 'one of those offered' },
  'response.extensions': {
    label: 'Sec-WebSocket-Extensions',
    requirement: 'of those offered, with valid parameters',
  },
  'response.syntax': {
    label: 'Syntax of the head',
    requirement: 'valid HTTP lines, and no body',
  },
};

/** "must be GET", "may be one of those offered". */
export function requirementWords({ id, need }: Pick<HandshakeCheck, 'id' | 'need'>): string {
  const { requirement } = CHECK_NOTES[id];
  return need === 'must' || need === 'may' ? `${need} be ${requirement}` : requirement;
}

/** The words for the mark beside a check. */
export const STATE_WORDS: Readonly<Record<HandshakeCheck['state'], string>> = {
  kept: 'right',
  broken: 'wrong',
  odd: 'doubtful',
  absent: 'missing, which is allowed',
  unproven: 'can’t be checked without the request',
  unknown: 'not in the text',
};

/** The result of the handshake, in one sentence. */
export function handshakeSentence({ request, response, judgement, outcome }: Handshake): string {
  if (response === null || judgement === null) {
    const states = new Set(request?.checks.map(({ state }) => state));
    if (states.has('broken')) return 'The response is missing. A server would reject this request.';
    return states.has('unknown')
      ? 'The response is missing, and part of the request. A server could accept what is there.'
      : 'The response is missing. A server could accept this request.';
  }
  const { status, verdict, fault } = judgement;
  if (verdict === 'waits') return `Only an interim response, ${status}: the final one is missing.`;
  if (verdict === 'fails') {
    return fault?.id === 'response.status'
      ? `The server rejects the handshake with ${status}: no WebSocket opens.`
      : `No WebSocket opens: ${fault ? ruleWords(fault.id, NO_FACTS).title : 'the response is wrong'}.`;
  }
  if (verdict === 'unknown') return unknownSentence(response.checks, request?.checks ?? []);
  if (outcome?.kind === 'fails')
    return 'By RFC 6455, a WebSocket opens. By the standard for browsers, it doesn’t.';
  if (request === null)
    return 'The response accepts. Paste the request too, to check that they match.';
  const broken = request.checks.some(({ state }) => state === 'broken');
  return broken
    ? 'A WebSocket opens, though most servers reject such a request.'
    : 'A WebSocket opens.';
}

/** Of a response of which only some fields are in the text. */
function unknownSentence(
  response: readonly HandshakeCheck[],
  request: readonly HandshakeCheck[],
): string {
  if (request.some(({ state }) => state === 'broken'))
    return 'Something in the request is wrong. The text contains only part of the response.';
  const isProven = response.some(({ id, state }) => id === 'response.accept' && state === 'kept');
  return isProven
    ? 'The accept value matches the key. The text contains only part of the response.'
    : 'The text contains only part of the response. A client could accept what is there.';
}

// Source: RFC 6455 §4.1; WHATWG WebSockets, establish a WebSocket connection, step 2; a 302
// measured in Chromium 156 and Firefox 153.
/** Why a server replies with this status, and what helps. Null for statuses without a note. */
export function refusalNote(status: number): string | null {
  if (status >= 300 && status < 400) {
    return 'A redirect sends the client to another address. RFC 6455 allows clients to follow it, but browsers don’t. Connect to the new address directly. Perhaps the server expects https, or a slash at the end of the path.';
  }
  return REFUSALS[status] ?? null;
}

// Source: RFC 9110 §15.3.1, §15.5 and §15.6; RFC 6455 §4.2.2, §4.4 and §10.2; RFC 6585 §4, §5. What
// is said to be possible is experience, not a rule. Retries measured with a 503 in Chromium 156 and
// Firefox 153.
const REFUSALS: Readonly<Record<number, string>> = {
  200: 'The server knows the address, but didn’t switch protocols. Perhaps it is an ordinary page, or a proxy removed Upgrade and Connection.',
  400: 'Something in the request is wrong or missing. Perhaps a proxy removed Upgrade and Connection.',
  401: 'The server needs credentials. A page can’t add header fields to the handshake. It can log in first, so that a cookie is sent, or put a token into the address.',
  403: 'The server doesn’t accept this client. Perhaps the Origin isn’t on its list, or a cookie is missing.',
  404: 'The server finds nothing at this path. Some libraries expect a certain path, such as /socket.io/, and some proxies change paths.',
  405: 'The address doesn’t support the request’s method. A WebSocket needs GET.',
  407: 'A proxy between client and server needs credentials.',
  426: 'The server requires another version of the protocol and lists it. Or no Upgrade arrived, perhaps because a proxy removed it.',
  429: 'The client sent too many requests. Wait before the next one, and longer each time.',
  431: 'The header fields are too large. Large cookies can be the cause.',
  500: 'An unexpected error in the server. Its log might show the cause.',
  501: 'The server doesn’t support what this request needs.',
  502: 'A proxy got no valid response from the server behind it. Perhaps that server isn’t running.',
  503: 'The server is overloaded or being maintained. Browsers don’t try again by themselves.',
  504: 'A proxy waited too long for the server behind it.',
};

/** "each message can refer to those before it, within a window of 15 bits". */
export function compressionWords({ contextTakeover, windowBits }: Compression): string {
  const window = `a window of ${windowBits} bits`;
  return contextTakeover
    ? `each message can refer to those before it, within ${window}`
    : `each message is compressed by itself, within ${window}`;
}

/** "“chat”", "none". */
export function subprotocolWords(subprotocol: string): string {
  return subprotocol === '' ? 'none' : quoted(subprotocol);
}
