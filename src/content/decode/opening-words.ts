/** Words around the checks of an opening handshake. */

import { rfc } from '#core/protocol/rules/reference.ts';
import type { PageOutcome } from '#core/page/opening-outcome.ts';
import type { Prose } from '#content/phrasing/prose.ts';
import { quoted, visible } from '#content/phrasing/quotation.ts';

export const NO_HANDSHAKE =
  'No opening handshake is here: neither a request nor an answer goes before the frames. So nobody can tell what was agreed on.';

export const NO_REQUEST = 'It is missing here. What the answer was made from can’t be checked.';

export const NO_RESPONSE = 'It is missing here. Nothing is open before it has come.';

export function interimWords(status: number): string {
  return `${status} came before it. Chromium gives up at that.`;
}

/** `answered` is null if the response has no accept value. */
export function acceptWords(expected: string, answered: string | null): Prose {
  if (answered === null) {
    return ['The answer has no Sec-WebSocket-Accept. It should be ', { code: expected }, '.'];
  }
  if (answered === expected) return ['The answer has ', { code: answered }, ': the same.'];
  return [
    'The answer has ',
    { code: visible(answered) },
    ': another one. It should be ',
    { code: expected },
    '.',
  ];
}

export const HTTP2_NOTE: Prose = [
  'Over HTTP/2 a WebSocket is one stream among others: the client asks for a tunnel to “websocket”, the server answers 200, and the frames fill the stream’s DATA, still masked. A refusal is the same status as here. ',
  rfc(8441, '5'),
];

/** A header field with which a server names what would help. */
export function hintWords(name: string, value: string): Prose {
  return ['It adds ', { code: `${name}: ${value}` }, '.'];
}

/** The events that a page gets from its WebSocket, and what they contain. */
export function pageOutcomeWords(outcome: PageOutcome): Prose {
  if (outcome.kind === 'opens') {
    return [
      'The event ',
      { code: 'open' },
      '. Its ',
      { code: 'protocol' },
      ` is ${quoted(outcome.protocol)}, its `,
      { code: 'extensions' },
      ` are ${quoted(outcome.extensions, 80)}.`,
    ];
  }
  const [first, last] = outcome.events;
  return [
    'The events ',
    { code: first },
    ' and ',
    { code: last },
    `, with code ${outcome.code}, and nothing else: no status, no head, no reason. So no page can ask other servers’ addresses what lives there.`,
  ];
}
