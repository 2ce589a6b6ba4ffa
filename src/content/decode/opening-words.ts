/**
 * Words around the checks of an opening handshake. Sources: RFC 6455 §4.1, §4.2.2; WHATWG
 * WebSockets, "Feedback from the protocol", for what a page learns.
 */

import { rfc } from '#core/protocol/rules/reference.ts';
import type { PageFailure, PageOutcome } from '#core/page/opening-outcome.ts';
import type { Prose } from '#content/phrasing/prose.ts';
import { quoted, visible } from '#content/phrasing/quotation.ts';

export const NO_HANDSHAKE =
  'There is no opening handshake here, neither a request nor a response. So these bytes don’t show what was negotiated.';

export const NO_REQUEST = 'It is missing here, so the accept value can’t be checked.';

export const NO_RESPONSE = 'It is missing here. Before it, the connection isn’t open.';

// Source: measured with 100 and 103 before the 101. Chromium 156 fails, Firefox 153 opens.
export function interimWords(status: number): string {
  return `${status} came before it. Chromium then fails the connection, Firefox doesn’t.`;
}

/** `answered` is null if the response has no accept value. */
export function acceptWords(expected: string, answered: string | null): Prose {
  if (answered === null) {
    return ['The response has no Sec-WebSocket-Accept. It has to be ', { code: expected }, '.'];
  }
  if (answered === expected) return ['The response has ', { code: answered }, ', which matches.'];
  return [
    'The response has ',
    { code: visible(answered) },
    ', which is wrong. It has to be ',
    { code: expected },
    '.',
  ];
}

export const HTTP2_NOTE: Prose = [
  'Over HTTP/2, a WebSocket is one of several streams. The client sends an extended CONNECT for “websocket”, and the server accepts with 200. Frames travel in the stream’s DATA frames, and the client’s are still masked. To reject, a server uses the same statuses as here. ',
  rfc(8441, '5'),
];

/** A header field with which a server names what would help. */
export function hintWords(name: string, value: string): Prose {
  return ['It adds ', { code: `${name}: ${value}` }, '.'];
}

/** Failures of Chromium's pages only: see `PAGE_FAILURE_NOTES` for Firefox's. */
const CHROMIUM_ONLY: readonly PageFailure[] = ['interim', 'subprotocol'];

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
  // Source: Chromium 156 and Firefox 153 (tests/browser/page-events.spec.ts).
  return [
    CHROMIUM_ONLY.includes(outcome.because) ? 'In Chromium, the events ' : 'The events ',
    { code: first },
    ' and ',
    { code: last },
    `, with code ${outcome.code}, and nothing else: no status, no header field, no reason. So a page can’t probe other servers.`,
  ];
}
