/** Questions about the opening handshake. Each has its sources in `references`. */

import { fromBase64, toBase64 } from '#core/bytes/base64.ts';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { toHex } from '#core/bytes/hex.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import { findField } from '#core/protocol/http/field-line.ts';
import { FIELD } from '#core/protocol/http/field-name.ts';
import { ABNORMAL_CLOSURE, POLICY_VIOLATION } from '#core/protocol/messages/close-code.ts';
import {
  computeAccept,
  isWellFormedKey,
  keyOfNonce,
  NONCE_SIZE,
  WEBSOCKET_GUID,
} from '#core/protocol/opening/accept-value.ts';
import { SWITCHING_PROTOCOLS } from '#core/protocol/opening/opening-response.ts';
import { rfc } from '#core/protocol/rules/reference.ts';
import { SAMPLE_NONCE } from '#core/scenarios/empty-script.ts';
import type { Story } from '#core/story/story.ts';
import type { QuestionId } from './question-ids.ts';
import { atStep } from './question-place.ts';
import { aboutRule, aboutStory, askChoice, askNumber, type QuizSource } from './question.ts';

const SAMPLE_KEY = keyOfNonce(SAMPLE_NONCE);

/** The key of the request, if it is one. */
function keyIn({ conversation }: Story): string | null {
  const request = conversation.units.find((unit) => unit.kind === 'request');
  const key = request && findField(request.head.fields, FIELD.webSocketKey)?.value;
  return key !== undefined && isWellFormedKey(key) ? key : null;
}

const status = aboutRule('handshake', () =>
  askNumber({
    question: ['A server agrees to a WebSocket over HTTP/1.1. Which status does it send?'],
    answer: String(SWITCHING_PROTOCOLS),
    mistakes: [
      [
        200,
        'Over HTTP/1.1, 200 means an ordinary response, so the browser fails the connection. Over HTTP/2, 200 is right.',
      ],
      [100, '100 asks for the rest of a request. It doesn’t switch protocols.'],
      [426, '426 is the opposite: the server refuses until the client upgrades.'],
      [204, '204 is an ordinary response without a body. The protocol stays HTTP.'],
    ],
    why: [
      '101 Switching Protocols. After its empty line, the same TCP connection contains frames instead of HTTP.',
    ],
    references: [rfc(6455, '4.2.2'), rfc(9110, '15.2.2')],
    place: atStep('hello-and-goodbye', 'response'),
  }),
);

const accept = aboutStory('handshake', keyIn, SAMPLE_KEY, (key) => {
  const { accept: right, digest, concatenation } = computeAccept(key);
  const joined = toBase64(toUtf8(concatenation)).slice(0, right.length);
  return askChoice({
    question: [
      'Which Sec-WebSocket-Accept belongs to the key ',
      { bytes: key, kind: 'http' },
      '? You don’t have to compute it: look at its form.',
    ],
    answer: right,
    mistakes: [
      [key, 'That is the key itself. A cache or a server that repeats headers could send it.'],
      [
        toHex(digest),
        'That is the right hash in the wrong form: the header contains base64, not hexadecimal digits.',
      ],
      [
        `${joined.slice(0, -2)}==`,
        'That is base64 of the text, without SHA-1. And 20 bytes in base64 end with a single “=”.',
      ],
    ],
    why: [
      `SHA-1 gives ${digest.length} bytes, which make ${right.length} characters of base64 with a single “=” at the end. It is computed over the key and the GUID ${WEBSOCKET_GUID}, joined as text.`,
    ],
    references: [rfc(6455, '4.2.2'), rfc(6455, '1.3')],
    place: atStep('hello-and-goodbye', 'response'),
  });
});

/** What could be hashed together with the GUID. Source: RFC 6455 §4.2.2. */
const HASHED = {
  text: 'Its 24 characters, as they are',
  bytes: 'The 16 bytes that it encodes',
  nothing: 'Nothing: only the GUID',
} as const;

const decoded = aboutStory('handshake', keyIn, SAMPLE_KEY, (key) => {
  const { concatenation } = computeAccept(key);
  const isText = concatenation === key + WEBSOCKET_GUID;
  const bytes = fromBase64(key) ?? new Uint8Array();
  const joined = concatBytes([bytes, toUtf8(WEBSOCKET_GUID)]);
  return askChoice({
    question: ['What of the key does the server hash, together with the GUID?'],
    answer: isText ? HASHED.text : HASHED.bytes,
    mistakes: [
      [
        HASHED.bytes,
        `The key isn’t decoded. Hashing the decoded ${bytes.length} bytes is the usual bug of a first server: ${joined.length} bytes go into SHA-1 instead of ${concatenation.length}.`,
      ],
      [
        HASHED.nothing,
        'Then every response would have the same value, and a stored one would be accepted.',
      ],
    ],
    why: [
      'The base64 text and the GUID are joined as text. A server needs to decode the key only to check that it encodes 16 bytes, and may skip that.',
    ],
    references: [rfc(6455, '4.2.2'), rfc(6455, '4.2.1'), rfc(6455, '1.3')],
    place: atStep('hello-and-goodbye', 'response'),
  });
});

const keySize = aboutStory('handshake', keyIn, SAMPLE_KEY, (key) =>
  askNumber({
    question: ['How many bytes does the key ', { bytes: key, kind: 'http' }, ' encode?'],
    answer: String(fromBase64(key)?.length ?? NONCE_SIZE),
    mistakes: [
      [key.length, 'You counted characters. Each character of base64 contains six bits.'],
      [
        (key.length * 6) / 8,
        'You counted the padding: “=” is no data, and each one stands for a byte that is missing.',
      ],
      [
        computeAccept(key).digest.length,
        'That is the size of a SHA-1 hash, which is what the accept value encodes.',
      ],
      [4, 'That is the size of a masking key, which is something else.'],
    ],
    why: [
      'The key is a nonce: 16 random bytes in base64. A browser chooses a new one for each connection.',
    ],
    references: [rfc(6455, '4.1'), rfc(4648, '4')],
    place: atStep('hello-and-goodbye', 'request'),
  }),
);

const lastLetter = aboutRule('handshake', () => {
  // The last character before "==" stores only the last two bits of the nonce, so try every last
  // byte.
  const letters = new Set(
    Array.from({ length: 256 }, (_, last) => {
      const nonce = new Uint8Array(NONCE_SIZE);
      nonce[NONCE_SIZE - 1] = last;
      return keyOfNonce(nonce).at(-3) ?? '';
    }),
  );
  return askNumber({
    question: [
      'A key in canonical base64 ends with “==”. How many different characters can come before that?',
    ],
    answer: String(letters.size),
    mistakes: [
      [64, 'Any of 64 would need six bits. Here four of the six are padding, and have to be 0.'],
      [16, 'That would be right before a single “=”, where four bits count. Here two count.'],
      [2, 'Two bits count, and two bits have four values.'],
      [1, 'Two bits of the nonce are still in this character, so it isn’t fixed.'],
    ],
    why: [
      `${[...letters].toSorted().join(', ')}. 16 bytes are 128 bits, and 22 characters of six bits contain 132. So only two bits of the last character count, and the other four are 0. The example of RFC 6455 §4.1 has it wrong (erratum 3150).`,
    ],
    references: [rfc(6455, '4.1'), rfc(4648, '3.5')],
    place: atStep('hello-and-goodbye', 'request'),
  });
});

const proof = aboutRule('handshake', () =>
  askChoice({
    question: ['What does a right Sec-WebSocket-Accept prove?'],
    answer: 'The server read this WebSocket request',
    mistakes: [
      [
        'The server is who it claims to be',
        'Anyone can compute the value. Only TLS proves who the server is.',
      ],
      [
        'The user is logged in',
        'The key is random and says nothing about the user. Cookies or tokens do that.',
      ],
      [
        'The connection is encrypted',
        'Nothing is encrypted by it: key and accept value are readable. Encryption needs wss.',
      ],
    ],
    why: [
      'A server that doesn’t know WebSocket can’t send this value by accident, and a stored response belongs to another key. It is no proof of identity.',
    ],
    references: [rfc(6455, '1.3'), rfc(6455, '10.8')],
    place: atStep('hello-and-goodbye', 'response'),
  }),
);

const refusal = aboutRule('handshake', () =>
  askNumber({
    question: ['A server answers 403. Which code does the page’s close event have?'],
    answer: String(ABNORMAL_CLOSURE),
    mistakes: [
      [403, 'That is HTTP’s status. The page doesn’t learn it, and a close code has four digits.'],
      [
        POLICY_VIOLATION,
        '1008 would be in a Close frame. Before the handshake has succeeded, there are no frames.',
      ],
      [1002, '1002 would be in a Close frame. Before the handshake has succeeded, there are none.'],
      [1000, 'That would be a normal end of a connection that was open. This one never opened.'],
      [1005, '1005 means a Close frame without a code. Here no Close frame arrives at all.'],
    ],
    why: [
      'A page learns neither the status nor the reason. Otherwise a script could probe servers in the user’s network. It gets ',
      { code: 'error' },
      ', then ',
      { code: 'close' },
      `, with ${ABNORMAL_CLOSURE}.`,
    ],
    references: [
      rfc(6455, '7.1.5'),
      { document: 'WHATWG WebSockets', section: 'feedback-from-the-protocol' },
    ],
    place: atStep('answers', 'response', { answer: '403' }),
  }),
);

const redirect = aboutRule('handshake', () =>
  askChoice({
    question: ['A server answers the opening request with a redirect. What does a browser do?'],
    answer: `It fails the connection: ${ABNORMAL_CLOSURE}`,
    mistakes: [
      [
        'It opens a WebSocket to the new address',
        'RFC 6455 lets clients follow, but browsers don’t: a redirect could lead a page to another server than it named.',
      ],
      [
        'It fires an event with the new address',
        'The page doesn’t learn the address. It could be a secret, such as a login link.',
      ],
      ['It opens anyway', 'Only a 101 with the right accept value opens a connection.'],
    ],
    why: [
      'Browsers make this request so that a redirect is an error. The page gets ',
      { code: 'error' },
      ', then ',
      { code: 'close' },
      '. Connect to the new address directly.',
    ],
    references: [
      rfc(6455, '4.1'),
      { document: 'WHATWG WebSockets', section: 'concept-websocket-establish' },
    ],
    place: atStep('answers', 'response', { answer: 'redirect' }),
  }),
);

const origin = aboutRule('handshake', () =>
  askChoice({
    question: ['What stops a page of another site from opening a WebSocket to your server?'],
    answer: 'Your server, if it checks Origin',
    mistakes: [
      [
        'The same-origin policy',
        'It doesn’t apply: a page may open a WebSocket to any host, and the browser adds the cookies it would send there.',
      ],
      [
        'CORS',
        'There is no preflight and no CORS check for a WebSocket. The browser only says where the page is from.',
      ],
      [
        'Sec-WebSocket-Key',
        'Every browser sends one for every page. It doesn’t depend on the site.',
      ],
    ],
    why: [
      'A browser always sends the page’s origin, and the page can’t change it. A server that serves only some sites should compare it, and answer 403 to others.',
    ],
    references: [rfc(6455, '10.2'), rfc(6455, '4.1'), rfc(6455, '4.2.2')],
    place: atStep('answers', 'response', { answer: '403' }),
  }),
);

const headers = aboutRule('handshake', () =>
  askChoice({
    question: ['May a page add a header such as Authorization to its opening request?'],
    answer: 'No, only a list of subprotocols',
    mistakes: [
      [
        'Yes, as an option of new WebSocket()',
        'Libraries for servers have such an option. In a browser, the constructor takes a URL and subprotocols.',
      ],
      [
        'Yes, with setRequestHeader()',
        'That belongs to XMLHttpRequest. A WebSocket starts to connect as soon as it is made.',
      ],
    ],
    why: [
      'The constructor takes a URL and subprotocols. So tokens travel in a cookie, in the URL, in a subprotocol, or in the first message.',
    ],
    references: [{ document: 'WHATWG WebSockets', section: 'dom-websocket-websocket' }],
    place: atStep('answers', 'request', { answer: '401' }),
  }),
);

export const HANDSHAKE_QUESTIONS = {
  'handshake.status': status,
  'handshake.accept': accept,
  'handshake.decoded': decoded,
  'handshake.key-size': keySize,
  'handshake.last-letter': lastLetter,
  'handshake.proof': proof,
  'handshake.refusal': refusal,
  'handshake.redirect': redirect,
  'handshake.origin': origin,
  'handshake.headers': headers,
} as const satisfies Partial<Record<QuestionId, QuizSource>>;
