/** How a client, or a browser, judges the response to its opening handshake (RFC 6455 §4.1). */

import { FIELD } from '#core/protocol/http/field-name.ts';
import { decodeExtensionFields } from '#core/protocol/compression/extension-list.ts';
import { findField, findFields, listElements } from '#core/protocol/http/field-line.ts';
import type { RequestHead, ResponseHead } from '#core/protocol/http/http-head.ts';
import { isUnknownIn } from '#core/protocol/http/partial-head.ts';
import { checkOpeningResponse, isInterim } from './opening-response.ts';
import {
  decodeOffers,
  judgeAnswer,
  type JudgedAnswer,
} from '#core/protocol/compression/permessage-deflate.ts';
import type { RuleId } from '#core/protocol/rules/rules.ts';
import type { Violation } from '#core/protocol/rules/violation.ts';

export type OpeningJudgement = {
  readonly status: number;
  /**
   * Of a client that follows the RFC. `waits` means that the final response is still to come.
   * `unknown`: what is known of the response is right, but not all of it is known.
   */
  readonly verdict: 'opens' | 'waits' | 'fails' | 'unknown';
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

/** A browser's decision, which can differ from the verdict of another client. */
export type BrowserVerdict = {
  readonly opens: boolean;
  /** The rule that decided it. */
  readonly violation: Violation | null;
};

/**
 * RFC 6455 lets a client accept these. A browser fails here, because WHATWG WebSockets requires it,
 * or because Chromium 156 does. Firefox 153 accepts a response without a subprotocol.
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
    verdict: verdictOn(head, fault),
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

function verdictOn(head: ResponseHead, fault: Violation | null): OpeningJudgement['verdict'] {
  if (fault) return 'fails';
  if (isInterim(head.startLine.status)) return 'waits';
  return isUnknownIn(head, 'fields') ? 'unknown' : 'opens';
}

/** How a browser decides. It waits for no final response after an interim one. */
export function browserVerdict({ verdict, fault, violations }: OpeningJudgement): BrowserVerdict {
  const violation = fault ?? violations.find(({ id }) => BROWSERS_FAIL.includes(id)) ?? null;
  return { opens: verdict === 'opens' && violation === null, violation };
}
