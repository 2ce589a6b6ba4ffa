/**
 * How a client judges the response to its opening handshake, and what a page learns about it (RFC
 * 6455 §4.1).
 */

import { FIELD } from '#core/protocol/http/field-name.ts';
import { ABNORMAL_CLOSURE } from '#core/protocol/messages/close-code.ts';
import { decodeExtensionFields } from '#core/protocol/compression/extension-list.ts';
import { findField, findFields, listElements } from '#core/protocol/http/field-line.ts';
import type { RequestHead, ResponseHead } from '#core/protocol/http/http-head.ts';
import { checkOpeningResponse, isInterim, SWITCHING_PROTOCOLS } from './opening-response.ts';
import {
  decodeOffers,
  judgeAnswer,
  type JudgedAnswer,
} from '#core/protocol/compression/permessage-deflate.ts';
import type { RuleId } from '#core/protocol/rules/rules.ts';
import type { Violation } from '#core/protocol/rules/violation.ts';

export type OpeningJudgement = {
  readonly status: number;
  /** Of a client that follows the RFC. `waits` means that the final response is still to come. */
  readonly verdict: 'opens' | 'waits' | 'fails';
  readonly violations: readonly Violation[];
  /** The first violation at which a client fails; null if there is none. */
  readonly fault: Violation | null;
  /** The response's; empty if it has none. */
  readonly subprotocol: string;
  /** The response's, joined if it has several lines; empty if it has none. */
  readonly extensions: string;
  /** The versions that a rejecting server would accept. The client may retry with one (§4.4). */
  readonly versions: readonly string[];
  /** What was negotiated about compression; null if nothing was. */
  readonly compression: JudgedAnswer | null;
};

/** Why a page's WebSocket did not open. The page itself doesn't learn it. */
export type PageFailure = 'redirect' | 'authentication' | 'status' | 'interim' | 'handshake';

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
 * RFC 6455 lets a client accept these. Browsers fail, because WHATWG WebSockets requires it, or
 * because Chromium does.
 */
const BROWSERS_FAIL: readonly RuleId[] = [
  'response.interim',
  'response.subprotocol-missing',
  'response.accept-repeated',
];

/** `syntax` are the rules of HTTP that the head breaks. */
export function judgeOpeningResponse(
  head: ResponseHead,
  request: RequestHead | null,
  syntax: readonly Violation[] = [],
): OpeningJudgement {
  const { status } = head.startLine;
  const violations = [...syntax, ...checkOpeningResponse(head, request)];
  const fault = violations.find(({ reaction }) => reaction === 'fails') ?? null;
  const { extensions } = decodeExtensionFields(head.fields);
  const offered = request ? decodeExtensionFields(request.fields).extensions : [];
  const lines = findFields(head.fields, FIELD.webSocketExtensions);
  return {
    status,
    verdict: fault ? 'fails' : isInterim(status) ? 'waits' : 'opens',
    violations,
    fault,
    subprotocol: findField(head.fields, FIELD.webSocketProtocol)?.value ?? '',
    extensions: lines.map(({ value }) => value).join(', '),
    versions: listElements(head.fields, FIELD.webSocketVersion),
    compression: judgeAnswer(
      extensions,
      decodeOffers(offered).map(({ offer }) => offer),
    ),
  };
}

/**
 * What happens in a page. A browser neither follows redirects nor asks the user for a password,
 * because a page could learn from either what is secret. For the same reason all failures look the
 * same.
 */
export function outcomeForPage(judgement: OpeningJudgement): PageOutcome {
  const { verdict, fault, violations, subprotocol, extensions } = judgement;
  const violation = fault ?? violations.find(({ id }) => BROWSERS_FAIL.includes(id)) ?? null;
  if (verdict === 'opens' && violation === null) {
    return { kind: 'opens', protocol: subprotocol, extensions };
  }
  return {
    kind: 'fails',
    because: reasonOf(judgement.status),
    violation,
    events: ['error', 'close'],
    code: ABNORMAL_CLOSURE,
    wasClean: false,
  };
}

function reasonOf(status: number): PageFailure {
  if (isInterim(status)) return 'interim';
  if (status === SWITCHING_PROTOCOLS) return 'handshake';
  if (status >= 300 && status < 400) return 'redirect';
  return status === 401 || status === 407 ? 'authentication' : 'status';
}
