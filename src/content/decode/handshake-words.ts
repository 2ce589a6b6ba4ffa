/** Words for the verdict on an opening handshake (RFC 6455 §4). */

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
  'request.target': { label: 'Target', requirement: 'a path, with or without a query' },
  'request.version': { label: 'Version of HTTP', requirement: 'HTTP/1.1 or later' },
  'request.host': { label: 'Host', requirement: 'the server’s name, once' },
  'request.upgrade': { label: 'Upgrade', requirement: 'websocket, in any case' },
  'request.connection': { label: 'Connection', requirement: 'Upgrade, among others perhaps' },
  'request.key': { label: 'Sec-WebSocket-Key', requirement: '16 bytes in base64, once' },
  'request.websocket-version': { label: 'Sec-WebSocket-Version', requirement: '13' },
  'request.origin': { label: 'Origin', requirement: 'from browsers: whose page asks' },
  'request.subprotocols': {
    label: 'Sec-WebSocket-Protocol',
    requirement: 'names that are offered',
  },
  'request.extensions': { label: 'Sec-WebSocket-Extensions', requirement: 'extensions on offer' },
  'request.syntax': {
    label: 'Form of the head',
    requirement: 'lines as HTTP has them, and no body',
  },
  'response.status': { label: 'Status', requirement: '101' },
  'response.version': { label: 'Version of HTTP', requirement: 'HTTP/1.1 or later' },
  'response.upgrade': { label: 'Upgrade', requirement: 'websocket, and nothing else' },
  'response.connection': { label: 'Connection', requirement: 'Upgrade, among others perhaps' },
  'response.accept': { label: 'Sec-WebSocket-Accept', requirement: 'made from the request’s key' },
  'response.subprotocol': { label: 'Sec-WebSocket-Protocol', requirement: 'one of those offered' },
  'response.extensions': {
    label: 'Sec-WebSocket-Extensions',
    requirement: 'of those offered, with parameters that fit',
  },
  'response.syntax': {
    label: 'Form of the head',
    requirement: 'lines as HTTP has them, and no body',
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
  absent: 'not there, and need not be',
  unproven: 'can’t be checked without the request',
};

/** The result of the handshake, in one sentence. */
export function handshakeSentence({ request, response, judgement, outcome }: Handshake): string {
  if (response === null || judgement === null) {
    const broken = request?.checks.find(({ state }) => state === 'broken');
    return broken
      ? 'The answer is missing. A server would refuse this request.'
      : 'The answer is missing. A server could agree to this request.';
  }
  const { status, verdict, fault } = judgement;
  if (verdict === 'waits') return `Status ${status} only: the answer itself is missing.`;
  if (verdict === 'fails') {
    return fault?.id === 'response.status'
      ? `The server refuses with ${status}: no WebSocket opens.`
      : `No WebSocket opens: ${fault ? ruleWords(fault.id, NO_FACTS).title : 'the answer is wrong'}.`;
  }
  if (outcome?.kind === 'fails') return 'By the RFC a WebSocket opens, but not in a browser.';
  if (request === null) return 'The answer agrees. Whether it fits, only its request could tell.';
  const broken = request.checks.some(({ state }) => state === 'broken');
  return broken
    ? 'A WebSocket opens, though most servers reject such a request.'
    : 'A WebSocket opens.';
}

/** Why a server replies with this status, and what helps. Null for statuses without a note. */
export function refusalNote(status: number): string | null {
  if (status >= 300 && status < 400) {
    return 'A redirect sends the client elsewhere. RFC 6455 lets it follow, browsers do not: connect to the other address at once. Often http was asked where https is meant, or a slash is missing at the end.';
  }
  return REFUSALS[status] ?? null;
}

const REFUSALS: Readonly<Record<number, string>> = {
  200: 'The server knows the address, but not as a WebSocket: a page, or a proxy that does not pass Upgrade and Connection on.',
  400: 'Something in the request is wrong, or did not arrive: proxies drop Upgrade and Connection unless told to pass them on.',
  401: 'The server wants to know who asks. A page can’t add a header to the handshake: it logs in before, so that a cookie goes along, or puts a token into the address or the first message.',
  403: 'The server does not want this client: mostly the Origin is not on its list, or the cookie is missing.',
  404: 'Nothing is at this path. Libraries have one of their own, such as /socket.io/, and proxies may cut it.',
  405: 'The method was not GET, or the address is one for other requests.',
  407: 'A proxy between wants to know who asks.',
  426: 'The server speaks another version of the protocol, and says which; or no upgrade reached it, since a proxy dropped the headers.',
  429: 'Too many attempts: wait, and wait longer each time.',
  431: 'The head is too large: mostly it is cookies.',
  500: 'The server broke down over this request: its log says why.',
  501: 'The server does not know what is asked: mostly it is an old proxy.',
  502: 'The proxy reached no server behind it, or got no good answer.',
  503: 'The server has no room now. Browsers do not try again by themselves.',
  504: 'The proxy waited too long for the server behind it.',
};

/** "each message may refer to those before it, 32,768 bytes back at most". */
export function compressionWords({ contextTakeover, windowBits }: Compression): string {
  const window = `a window of ${windowBits} bits`;
  return contextTakeover
    ? `each message may refer to those before it, within ${window}`
    : `each message stands alone, within ${window}`;
}

/** "“chat”", "none". */
export function subprotocolWords(subprotocol: string): string {
  return subprotocol === '' ? 'none' : quoted(subprotocol);
}
