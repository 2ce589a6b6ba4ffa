/** Notes on the opening handshake, and on the connection that it opens. */

import { toUtf8 } from '#core/bytes/text.ts';
import { ABNORMAL_CLOSURE } from '#core/protocol/messages/close-code.ts';
import {
  computeAccept,
  keyOfNonce,
  NONCE_SIZE,
  WEBSOCKET_GUID,
} from '#core/protocol/opening/accept-value.ts';
import { http2ResponseFields } from '#core/protocol/opening/http2-opening.ts';
import { rfc } from '#core/protocol/rules/reference.ts';
import { type ChapterNote, whatwg } from './chapter-note.ts';

/** The example of RFC 6455 §1.3. */
const EXAMPLE_NONCE = toUtf8('the sample nonce');

function acceptNote(): ChapterNote {
  const { key, accept, digest } = computeAccept(keyOfNonce(EXAMPLE_NONCE));
  return {
    title: 'The accept value',
    references: [rfc(6455, '4.2.2'), rfc(6455, '1.3')],
    text: [
      'The server doesn’t decode the key. It appends the GUID ',
      { bytes: WEBSOCKET_GUID, kind: 'http' },
      ` to its text. SHA-1 gives ${digest.length} bytes, which it sends in base64. For the key `,
      { bytes: key, kind: 'http' },
      ' of the RFC’s example, the accept value is ',
      { bytes: accept, kind: 'http' },
      '.',
    ],
    table: null,
  };
}

/** As printed in RFC 6455 §4.1, for the nonce 01 to 10. */
const MISPRINTED_KEY = 'AQIDBAUGBwgJCgsMDQ4PEC==';

function lastLetterNote(): ChapterNote {
  const letters = new Set(
    Array.from({ length: 256 }, (_, last) => {
      const nonce = new Uint8Array(NONCE_SIZE);
      nonce[NONCE_SIZE - 1] = last;
      return keyOfNonce(nonce).at(-3) ?? '';
    }),
  );
  const counted = Uint8Array.from({ length: NONCE_SIZE }, (_, index) => index + 1);
  return {
    title: 'The end of a key',
    references: [rfc(6455, '4.1'), rfc(4648, '3.5')],
    text: [
      `A key is the base64 of ${NONCE_SIZE} bytes, so it ends with “==”. The letter before that is one of ${[...letters].toSorted().join(', ')}, because only two of its six bits count. An example in the RFC ends with `,
      { bytes: MISPRINTED_KEY.slice(-5), kind: 'http' },
      '. It should end with ',
      { bytes: keyOfNonce(counted).slice(-5), kind: 'http' },
      ' (erratum 3150).',
    ],
    table: null,
  };
}

// Source: WHATWG WebSockets, establish a WebSocket connection (redirect mode "error"); measured
// with a 302 in Chromium 156 and Firefox 153.
function redirectNote(): ChapterNote {
  return {
    title: 'Redirects',
    references: [
      rfc(6455, '4.1'),
      whatwg('concept-websocket-establish'),
      whatwg('feedback-from-the-protocol'),
    ],
    text: [
      'If the server answers 302, a browser doesn’t follow it. The page gets ',
      { code: 'error' },
      ', then ',
      { code: 'close' },
      ` with ${ABNORMAL_CLOSURE}. Other clients may follow redirects, but don’t have to.`,
    ],
    table: null,
  };
}

function http2Note(): ChapterNote {
  const status = http2ResponseFields({}).find(({ name }) => name === ':status')?.value ?? '';
  return {
    title: 'Over HTTP/2',
    references: [rfc(8441, '5'), rfc(9113, '8.6')],
    text: [
      `Over HTTP/2, the status ${status} opens a WebSocket. There is no key and no accept value, because the request is an extended CONNECT.`,
    ],
    table: null,
  };
}

const EXAMPLE_DELAY_MS = 50;
const EXAMPLE_INTERVAL_MS = 1000;

function delayNote(): ChapterNote {
  const delay = EXAMPLE_DELAY_MS;
  // RFC 6202 §2.2: the response before it, the next request and the response to that.
  const longest = 3 * delay;
  const polling = EXAMPLE_INTERVAL_MS / 2 + delay;
  return {
    title: 'What polling would cost',
    references: [rfc(6202, '2.1'), rfc(6202, '2.2')],
    text: [
      `Assume a delay of ${delay} ms each way. A frame then needs ${delay} ms. With long polling, a message needs ${delay} ms if a request is waiting. It needs about ${longest} ms if a response has just left, because the next request has to arrive first. With a poll per second, it needs ${polling} ms on average: half the interval, then the delay.`,
    ],
    table: null,
  };
}

export const HANDSHAKE_NOTES: readonly ChapterNote[] = [
  acceptNote(),
  lastLetterNote(),
  redirectNote(),
];

export const CONNECTION_NOTES: readonly ChapterNote[] = [http2Note(), delayNote()];
