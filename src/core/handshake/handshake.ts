/**
 * Checks the opening handshake of a conversation: every required or optional part of request and
 * response, and the outcome (RFC 6455 §4.1, §4.2.1, §4.2.2).
 */

import { bitsOfBytes, type BitRange } from '#core/bytes/bit-range.ts';
import { findFields } from '#core/protocol/http/field-line.ts';
import type { RequestHead } from '#core/protocol/http/http-head.ts';
import { outcomeForPage, type PageOutcome } from '#core/page/opening-outcome.ts';
import {
  judgeOpeningResponse,
  type OpeningJudgement,
} from '#core/protocol/opening/opening-judgement.ts';
import { checkOpeningRequest, isOpeningRequest } from '#core/protocol/opening/opening-request.ts';
import { isInterim } from '#core/protocol/opening/opening-response.ts';
import type { RuleId } from '#core/protocol/rules/rules.ts';
import type { Violation } from '#core/protocol/rules/violation.ts';
import {
  REQUEST_CHECKS,
  RESPONSE_CHECKS,
  type CheckId,
  type CheckRow,
  type Need,
} from './handshake-checks.ts';
import type { HeadUnit, RequestUnit, ResponseUnit, Unit } from '#core/conversation/unit.ts';

export type HandshakeCheck = {
  readonly id: CheckId;
  readonly need: Need;
  /**
   * `unproven`: needs the request, which is unknown. `absent`: optional and missing. `odd`:
   * violates a rule, but the receiver can continue.
   */
  readonly state: 'kept' | 'broken' | 'odd' | 'absent' | 'unproven';
  /** The value in the head; null if it is missing. */
  readonly value: string | null;
  /** Bits of the head. */
  readonly range: BitRange | null;
  readonly violations: readonly Violation[];
};

export type JudgedHead<Head extends HeadUnit> = {
  readonly unitIndex: number;
  readonly unit: Head;
  readonly checks: readonly HandshakeCheck[];
};

export type Handshake = {
  /** Null if it was not captured. */
  readonly request: JudgedHead<RequestUnit> | null;
  /** Null if it was not captured or has not arrived. */
  readonly response: JudgedHead<ResponseUnit> | null;
  /** Interim responses (1xx) before the final one. */
  readonly interim: readonly ResponseUnit[];
  /**
   * How the client judges the response, and what a page learns about it. Null without a response.
   */
  readonly judgement: OpeningJudgement | null;
  readonly outcome: PageOutcome | null;
};

/** Null if there are no heads among the units. */
export function findHandshake(units: readonly Unit[]): Handshake | null {
  const request = openingRequestAmong(units);
  const responses = responsesTo(request, units);
  const response = responses.at(-1) ?? null;
  if (request === null && response === null) return null;
  const head = request?.unit.head ?? null;
  const judgement =
    response && judgeOpeningResponse(response.unit.head, head, response.unit.violations);
  return {
    request: request && { ...request, checks: checkRequest(request.unit) },
    response: response &&
      judgement && { ...response, checks: checkResponse(response.unit, head, judgement) },
    interim: responses.slice(0, -1).map(({ unit }) => unit),
    judgement,
    outcome: judgement && outcomeForPage(judgement),
  };
}

/** Without a switch of protocols, no other check of the response applies. */
const NO_SWITCH: readonly RuleId[] = [
  'response.status',
  'response.status-invalid',
  'response.interim',
];

type Placed<Head> = { readonly unitIndex: number; readonly unit: Head };

/** The first request that asks for a WebSocket; otherwise the first request. */
function openingRequestAmong(units: readonly Unit[]): Placed<RequestUnit> | null {
  const requests = units.flatMap((unit, unitIndex) =>
    unit.kind === 'request' ? [{ unitIndex, unit }] : [],
  );
  return requests.find(({ unit }) => isOpeningRequest(unit.head)) ?? requests[0] ?? null;
}

/**
 * The final response to a request, after interim ones. Responses come in the order of their
 * requests (RFC 9112 §9.3.2).
 */
function responsesTo(
  request: Placed<RequestUnit> | null,
  units: readonly Unit[],
): Placed<ResponseUnit>[] {
  const responses = units.flatMap((unit, unitIndex) =>
    unit.kind === 'response' ? [{ unitIndex, unit }] : [],
  );
  if (request === null) return responses.slice(-1);
  const before = units.slice(0, request.unitIndex).filter(({ kind }) => kind === 'request').length;
  const groups: Placed<ResponseUnit>[][] = [[]];
  for (const response of responses) {
    groups.at(-1)?.push(response);
    if (!isInterim(response.unit.head.startLine.status)) groups.push([]);
  }
  return groups[before] ?? [];
}

function checkRequest({ head, violations }: RequestUnit): HandshakeCheck[] {
  const broken = [...violations, ...checkOpeningRequest(head)];
  return REQUEST_CHECKS.map((row) => judge(row, head, broken));
}

function checkResponse(
  { head }: ResponseUnit,
  request: RequestHead | null,
  { violations }: OpeningJudgement,
): HandshakeCheck[] {
  const isRejection = violations.some(({ id }) => NO_SWITCH.includes(id));
  // A rejection does not need the other parts.
  const rows = isRejection ? RESPONSE_CHECKS.slice(0, 1) : RESPONSE_CHECKS;
  return rows.map((row) => {
    const check = judge(row, head, violations);
    const isUnproven = row.needsRequest === true && request === null && check.state === 'kept';
    return isUnproven ? { ...check, state: 'unproven' } : check;
  });
}

function judge(
  { id, need, field, part, rules }: CheckRow,
  head: HeadUnit['head'],
  broken: readonly Violation[],
): HandshakeCheck {
  const violations = broken.filter((violation) => rules.includes(violation.id));
  const lines = field === undefined ? [] : findFields(head.fields, field);
  const [line] = lines;
  const place = line?.range ?? (part ? head.startLineRange : null);
  return {
    id,
    need,
    state: stateOf(violations, line !== undefined || part !== undefined || need === 'none'),
    value: part?.(head) ?? (line ? lines.map(({ value }) => value).join(', ') : null),
    range: place && bitsOfBytes(place.start, place.end),
    violations,
  };
}

function stateOf(violations: readonly Violation[], isPresent: boolean) {
  if (violations.some(({ reaction }) => reaction === 'fails')) return 'broken';
  if (violations.length > 0) return 'odd';
  return isPresent ? 'kept' : 'absent';
}
