/**
 * The server's opening handshake: 101 where it agrees, an HTTP answer where it does not (RFC 6455
 * §4.2.2, §4.1).
 */

import { bitsOfBytes } from '#core/bytes/bit-range.ts';
import { computeAccept } from './accept-value.ts';
import { decodeExtensionFields } from '#core/protocol/compression/extension-list.ts';
import {
  announcesBody,
  findField,
  findFields,
  hasToken,
  isSameToken,
  listElements,
  type FieldPair,
} from '#core/protocol/http/field-line.ts';
import {
  encodeResponseHead,
  violationInHead,
  type RequestHead,
  type ResponseHead,
} from '#core/protocol/http/http-head.ts';
import { decodeOffers, judgeAnswer } from '#core/protocol/compression/permessage-deflate.ts';
import {
  badRequest,
  headTooLarge,
  methodNotAllowed,
  upgradeRequired,
  type Refusal,
} from './refusal.ts';
import type { RuleId } from '#core/protocol/rules/rules.ts';
import { violationOf, type Violation } from '#core/protocol/rules/violation.ts';
import { decodeSubprotocols, SUBPROTOCOL_FIELD } from './subprotocol.ts';

export const SWITCHING_PROTOCOLS = 101;

/** A request that breaks no other may come again with a version that is spoken here. */
const VERSION_RULES: readonly RuleId[] = [
  'request.websocket-version',
  'request.websocket-version-repeated',
];

export type OpeningResponse = {
  /** Value of Sec-WebSocket-Key in the request. */
  readonly key: string;
  /** One of the client's; absent where none was chosen. */
  readonly subprotocol?: string;
  readonly extensions?: string;
  readonly otherFields?: readonly FieldPair[];
};

/** The field lines of the server that agrees. */
export function openingResponseFields(response: OpeningResponse): FieldPair[] {
  const fields: FieldPair[] = [
    ['Upgrade', 'websocket'],
    ['Connection', 'Upgrade'],
    ['Sec-WebSocket-Accept', computeAccept(response.key).accept],
  ];
  if (response.subprotocol !== undefined) {
    fields.push([SUBPROTOCOL_FIELD, response.subprotocol]);
  }
  if (response.extensions !== undefined) {
    fields.push(['Sec-WebSocket-Extensions', response.extensions]);
  }
  return [...fields, ...(response.otherFields ?? [])];
}

export function encodeOpeningResponse(response: OpeningResponse): Uint8Array {
  return encodeResponseHead(
    SWITCHING_PROTOCOLS,
    'Switching Protocols',
    openingResponseFields(response),
  );
}

export function encodeRefusal({ status, reason, fields }: Refusal): Uint8Array {
  return encodeResponseHead(status, reason, [...fields, ['Content-Length', '0']]);
}

/** How a server refuses a request with these faults, which are not all such that it could go on. */
export function refusalFor(violations: readonly Violation[]): Refusal {
  const ids = violations.map(({ id }) => id);
  if (ids.includes('head.too-long')) return headTooLarge();
  if (ids.includes('request.method')) return methodNotAllowed();
  return ids.every((id) => VERSION_RULES.includes(id)) ? upgradeRequired() : badRequest();
}

/**
 * What a client finds in an answer, in the order of §4.1. Without the request, the answer is judged
 * by itself.
 */
export function checkOpeningResponse(head: ResponseHead, request: RequestHead | null): Violation[] {
  const { status } = head.startLine;
  if (isInterim(status)) return [inStartLine('response.interim', head)];
  if (status !== SWITCHING_PROTOCOLS) return [inStartLine('response.status', head)];
  return [
    ...checkSwitch(head),
    ...checkAccept(head, request),
    ...checkExtensions(head, request),
    ...checkSubprotocol(head, request),
    ...checkBody(head),
  ];
}

/** Whether the server says something in advance, and the answer is yet to come (RFC 9110 §15.2). */
export function isInterim(status: number): boolean {
  return status < 200 && status !== SWITCHING_PROTOCOLS;
}

function inStartLine(id: RuleId, { startLineRange: { start, end } }: ResponseHead) {
  return violationOf(id, bitsOfBytes(start, end));
}

function checkSwitch(head: ResponseHead): Violation[] {
  const { startLine, fields } = head;
  const violations: Violation[] = [];
  if (Number(startLine.version.slice('HTTP/'.length)) < 1.1) {
    violations.push(inStartLine('response.version', head));
  }
  // Not a list that has it among others: the client must see where the connection goes.
  const protocols = listElements(fields, 'Upgrade');
  const isWebSocketOnly = protocols.every((protocol) => isSameToken(protocol, 'websocket'));
  if (protocols.length === 0 || !isWebSocketOnly) {
    violations.push(violationInHead('response.upgrade', head, findField(fields, 'Upgrade')));
  }
  if (!hasToken(fields, 'Connection', 'upgrade')) {
    violations.push(violationInHead('response.connection', head, findField(fields, 'Connection')));
  }
  return violations;
}

function checkAccept(head: ResponseHead, request: RequestHead | null): Violation[] {
  const values = findFields(head.fields, 'Sec-WebSocket-Accept');
  const [first, second] = values;
  if (first === undefined) return [violationInHead('response.accept-missing', head, null)];
  const violations: Violation[] = [];
  const key = request && findField(request.fields, 'Sec-WebSocket-Key');
  const expected = key && computeAccept(key.value).accept;
  const wrong = values.find(({ value }) => expected !== null && value !== expected);
  if (wrong) {
    const { start, end } = wrong.valueRange;
    violations.push(violationOf('response.accept-wrong', bitsOfBytes(start, end)));
  }
  if (second) violations.push(violationInHead('response.accept-repeated', head, second));
  return violations;
}

function checkExtensions(head: ResponseHead, request: RequestHead | null): Violation[] {
  const { extensions: answered, violations: malformed } = decodeExtensionFields(head.fields);
  const violations = [...malformed];
  const offered = request ? decodeExtensionFields(request.fields).extensions : null;
  for (const { name, range } of answered) {
    if (offered === null || offered.some((offer) => offer.name === name)) continue;
    const bits = bitsOfBytes(range.start, range.end);
    violations.push(violationOf('response.extension-not-offered', bits));
  }
  const offers = decodeOffers(offered ?? []).map(({ offer }) => offer);
  violations.push(...(judgeAnswer(answered, offers)?.violations ?? []));
  const [, second] = findFields(head.fields, 'Sec-WebSocket-Extensions');
  if (second) violations.push(violationInHead('response.extensions-repeated', head, second));
  return violations;
}

function checkSubprotocol(head: ResponseHead, request: RequestHead | null): Violation[] {
  const [line, secondLine] = findFields(head.fields, SUBPROTOCOL_FIELD);
  const offered = request && decodeSubprotocols(request.fields).names;
  if (line === undefined) {
    const isMissing = offered !== null && offered.length > 0;
    return isMissing ? [violationInHead('response.subprotocol-missing', head, null)] : [];
  }
  const names = listElements(head.fields, SUBPROTOCOL_FIELD);
  if (secondLine !== undefined || names.length > 1) {
    return [violationInHead('response.subprotocol-several', head, secondLine ?? line)];
  }
  const isOffered = offered === null || offered.includes(line.value);
  return isOffered ? [] : [violationInHead('response.subprotocol-not-offered', head, line)];
}

function checkBody(head: ResponseHead): Violation[] {
  const announced = head.fields.find(announcesBody);
  return announced ? [violationInHead('response.body-announced', head, announced)] : [];
}
