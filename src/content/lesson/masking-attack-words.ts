/**
 * Words for the attack that masking prevents. Sources: RFC 6455 §5.1, §5.3 and §10.3; RFC 9112 §6.3
 * for the 101; Huang, Chen, Barth, Rescorla and Jackson, “Talking to Yourself for Fun and Profit”,
 * W2SP 2011, for the measurement.
 */

import { lengthOfRange } from '#core/bytes/bit-range.ts';
import { toHex } from '#core/bytes/hex.ts';
import { fromLatin1 } from '#core/bytes/text.ts';
import {
  ATTACKER_HOST,
  VICTIM_HOST,
  VICTIM_URL,
  type PoisoningRun,
} from '#core/operations/cache-poisoning.ts';
import { rfc } from '#core/protocol/rules/reference.ts';
import type { AttackStepId } from '#core/scenes/masking-attack.ts';
import type { Prose } from '#content/phrasing/prose.ts';
import { countOf } from '#content/phrasing/quantity.ts';
import { quoted } from '#content/phrasing/quotation.ts';

type AttackStepWords = {
  readonly title: string;
  /** What both runs have in common. */
  readonly happened: Prose;
  /** What the proxy makes of it. */
  readonly outcome: (run: PoisoningRun) => string;
};

export const ATTACK_INTRODUCTION: Prose = [
  `A page of ${ATTACKER_HOST} and its own server exchange messages that look like HTTP. Between them is a proxy that stores files and doesn’t understand `,
  { code: 'Upgrade' },
  '. The page wants it to store a forged file for another site. ',
  rfc(6455, '10.3'),
];

export const ATTACK_PROVENANCE =
  'Simulated: both runs are acted out here with the same proxy model. Only the masking differs.';

export const ATTACK_STEP_WORDS: Readonly<Record<AttackStepId, AttackStepWords>> = {
  handshake: {
    title: 'The page opens a WebSocket',
    happened: [
      'The proxy forwards the handshake unchanged. A 101 has no body, so it takes it for a complete response. It continues to read both directions as HTTP.',
    ],
    outcome: () => '',
  },
  message: {
    title: 'The page sends one message',
    happened: [
      `Its text is an empty line, then a request for ${VICTIM_URL}. The proxy skips bytes that aren’t HTTP.`,
    ],
    outcome: ({ frame, foundRequest }) =>
      foundRequest === null
        ? `The proxy finds no request in ${countOf(frame.length, 'byte')}.`
        : `The proxy skips ${countOf(foundRequest.start, 'byte')} and reads a GET request for ${VICTIM_URL}.`,
  },
  answer: {
    title: 'The attacker’s server answers',
    happened: [
      'Its message looks like a response with a script that may be stored for a year. A server never masks, so the proxy can read it in both runs.',
    ],
    outcome: ({ storedResponse }) =>
      storedResponse === null
        ? 'No request is waiting for a response, so the proxy stores nothing.'
        : `The proxy stores ${countOf(lengthOfRange(storedResponse), 'byte')} as the response of ${VICTIM_HOST}.`,
  },
  'next-user': {
    title: 'Another user loads the script',
    happened: [`Another user behind the same proxy requests ${VICTIM_URL} over HTTP.`],
    outcome: ({ served }) =>
      served.from === 'cache'
        ? `The proxy answers from its cache, with the attacker’s script: ${quoted(fromLatin1(served.body))}.`
        : `The proxy asks ${VICTIM_HOST} and gets the real script: ${quoted(fromLatin1(served.body))}.`,
  },
};

export const WITHOUT_MASKING = 'Without masking';

export function maskedHeading(maskingKey: Uint8Array): string {
  return `Masked with ${toHex(maskingKey, ' ')}`;
}

export const ATTACK_KEY_HINT = 'A browser picks it at random. Try 00 00 00 00.';

/** What the figure doesn't show. */
export const ATTACK_LIMITS: readonly Prose[] = [
  [
    'A browser picks a new, unpredictable key for each frame after the page has chosen its text. So a page can’t choose the bytes on the wire. For this message and this proxy, only one of 4,294,967,296 keys lets the attack succeed: 00 00 00 00. ',
    rfc(6455, '5.3'),
  ],
  [
    'No browser sends an unmasked frame, and a server that follows the RFC closes the connection if it gets one. The run without masking shows what would be possible otherwise. ',
    rfc(6455, '5.1'),
  ],
  [
    'Over wss, a proxy that doesn’t decrypt TLS can’t read any of these bytes. Browsers mask there too, because the RFC demands it. ',
    rfc(6455, '5.1'),
  ],
  [
    'Masking hides nothing: the key is in the same frame. It only keeps a page from choosing the bytes that a proxy sees.',
  ],
  [
    'Real proxies did this. In an experiment in 2010, 47,338 handshakes with Upgrade succeeded, and 8 of these connections poisoned a cache (Huang and others, “Talking to Yourself for Fun and Profit”). ',
    rfc(6455, '10.3'),
  ],
];
