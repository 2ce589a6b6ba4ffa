/**
 * Checks the opening handshake of a conversation: every required or optional part of request and
 * response, and the outcome (RFC 6455 §4.1, §4.2.1, §4.2.2).
 */

import { rareUnits } from '#core/conversation/rare-units.ts';
import { bitsOfBytes, lengthOfRange, type BitRange } from '#core/bytes/bit-range.ts';
import { findFields } from '#core/protocol/http/field-line.ts';
import { FIELD } from '#core/protocol/http/field-name.ts';
import { checkEmptyLine, type RequestHead } from '#core/protocol/http/http-head.ts';
import { isKnownHttp2, isUnknownIn, mayHaveField } from '#core/protocol/http/partial-head.ts';
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
import {
  isHeadUnit,
  type HeadUnit,
  type RequestUnit,
  type ResponseUnit,
  type Unit,
} from '#core/conversation/unit.ts';

export type HandshakeCheck = {
  readonly id: CheckId;
  readonly need: Need;
  /**
   * `unproven`: needs the request, which is unknown. `absent`: optional and missing. `odd`:
   * violates a rule, but the receiver can continue. `unknown`: only part of the head is known, and
   * not this.
   */
  readonly state: 'kept' | 'broken' | 'odd' | 'absent' | 'unproven' | 'unknown';
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
   * How the client judges the response, and what a page learns about it. Null without a response;
   * the outcome also if too little of the response is known.
   */
  readonly judgement: OpeningJudgement | null;
  readonly outcome: PageOutcome | null;
};

/** Null if the units contain no heads, or only those of HTTP/2. */
export function findHandshake(units: readonly Unit[]): Handshake | null {
  // RFC 8441 has other rules.
  if (rareUnits(units).some(({ unit }) => isHeadUnit(unit) && isKnownHttp2(unit.head))) return null;
  const request = openingRequestAmong(units);
  const responses = responsesTo(request, units);
  const response = responses.at(-1) ?? null;
  if (request === null && response === null) return null;
  const head = request?.unit.head ?? null;
  const judgement =
    response && judgeOpeningResponse(response.unit.head, head, response.unit.violations);
  return {
    request: request && { ...request, checks: checkRequest(request, units) },
    response: response &&
      judgement && { ...response, checks: checkResponse(response.unit, head, judgement) },
    interim: responses.slice(0, -1).map(({ unit }) => unit),
    judgement,
    outcome: judgement && judgement.verdict !== 'unknown' ? outcomeForPage(judgement) : null,
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
  const requests = rareUnits(units).flatMap(({ unit, unitIndex }) =>
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
  const responses = rareUnits(units).flatMap(({ unit, unitIndex }) =>
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

function checkRequest(
  { unit: { head, direction, violations }, unitIndex }: Placed<RequestUnit>,
  units: readonly Unit[],
): HandshakeCheck[] {
  const before = units.slice(0, unitIndex).findLast((unit) => unit.direction === direction);
  const broken = [
    ...(before?.kind === 'empty-line' ? checkEmptyLine(lengthOfRange(before.range)) : []),
    ...violations,
    ...checkOpeningRequest(head),
  ];
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
    const isUnproven = row.needsRequest === true && !isShownIn(request, row.field);
    return isUnproven && check.state === 'kept' ? { ...check, state: 'unproven' } : check;
  });
}

/** Whether a request shows what a field of its response has to fit. */
function isShownIn(request: RequestHead | null, field: string | undefined): boolean {
  if (request === null || field === undefined) return false;
  return !mayHaveField(request, field === FIELD.webSocketAccept ? FIELD.webSocketKey : field);
}

function judge(
  { id, need, field, part, rules }: CheckRow,
  head: HeadUnit['head'],
  broken: readonly Violation[],
): HandshakeCheck {
  const violations = broken.filter((violation) => rules.includes(violation.id));
  const lines = field === undefined ? [] : findFields(head.fields, field);
  const [line] = lines;
  const isUnknown =
    part === undefined
      ? line === undefined && isUnknownIn(head, 'fields')
      : isUnknownIn(head, part.of);
  if (isUnknown && violations.length === 0) {
    return { id, need, state: 'unknown', value: null, range: null, violations };
  }
  const place = line?.range ?? (part ? head.startLineRange : null);
  return {
    id,
    need,
    state: stateOf(violations, line !== undefined || part !== undefined || need === 'none'),
    value: part?.pick(head) ?? (line ? lines.map(({ value }) => value).join(', ') : null),
    range: place && bitsOfBytes(place.start, place.end),
    violations,
  };
}

function stateOf(violations: readonly Violation[], isPresent: boolean) {
  if (violations.some(({ reaction }) => reaction === 'fails')) return 'broken';
  if (violations.length > 0) return 'odd';
  return isPresent ? 'kept' : 'absent';
}
