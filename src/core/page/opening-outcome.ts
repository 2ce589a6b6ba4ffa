/** What a page learns about its opening handshake (WHATWG WebSockets). */

import { ABNORMAL_CLOSURE } from '#core/protocol/messages/close-code.ts';
import { browserVerdict, type OpeningJudgement } from '#core/protocol/opening/opening-judgement.ts';
import { isInterim, SWITCHING_PROTOCOLS } from '#core/protocol/opening/opening-response.ts';
import type { Violation } from '#core/protocol/rules/violation.ts';

/** Why a page's WebSocket did not open. The page itself doesn't learn it. */
export type PageFailure =
  | 'redirect'
  | 'authentication'
  | 'status'
  | 'interim'
  | 'subprotocol'
  | 'handshake';

/** What a page sees: `open`, and two attributes; or `error` and `close`, without a reason. */
export type PageOutcome =
  | { readonly kind: 'opens'; readonly protocol: string; readonly extensions: string }
  | {
      readonly kind: 'fails';
      readonly because: PageFailure;
      /** The rule that decided it. */
      readonly violation: Violation | null;
      readonly events: readonly ['error', 'close'];
      readonly code: typeof ABNORMAL_CLOSURE;
      readonly wasClean: false;
    };

/**
 * What happens in a page. A browser neither follows redirects nor asks the user for a password,
 * because a page could learn from either what is secret. For the same reason all failures look the
 * same.
 */
export function outcomeForPage(judgement: OpeningJudgement): PageOutcome {
  const { status, subprotocol, extensions } = judgement;
  const { opens, violation } = browserVerdict(judgement);
  if (opens) return { kind: 'opens', protocol: subprotocol, extensions };
  return {
    kind: 'fails',
    because: reasonOf(status, violation),
    violation,
    events: ['error', 'close'],
    code: ABNORMAL_CLOSURE,
    wasClean: false,
  };
}

function reasonOf(status: number, violation: Violation | null): PageFailure {
  if (isInterim(status)) return 'interim';
  if (status === SWITCHING_PROTOCOLS) {
    return violation?.id === 'response.subprotocol-missing' ? 'subprotocol' : 'handshake';
  }
  if (status >= 300 && status < 400) return 'redirect';
  return status === 401 || status === 407 ? 'authentication' : 'status';
}
