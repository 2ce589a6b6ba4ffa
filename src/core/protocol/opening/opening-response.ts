/**
 * The server's opening handshake: 101 if it accepts, another HTTP response if it rejects (RFC 6455
 * §4.2.2, §4.1).
 */

import { FIELD } from '#core/protocol/http/field-name.ts';
import { computeAccept } from './accept-value.ts';
import { decodeExtensionFields } from '#core/protocol/compression/extension-list.ts';
import {
  announcesBody,
  findField,
  findFields,
  hasToken,
  listElements,
  type FieldPair,
} from '#core/protocol/http/field-line.ts';
import { isKnownHttp2, knownViolations, mayHaveField } from '#core/protocol/http/partial-head.ts';
import { isSameToken } from '#core/protocol/http/token.ts';
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
import { violationAtBytes, type Violation } from '#core/protocol/rules/violation.ts';
import { decodeSubprotocols } from './subprotocol.ts';

export const SWITCHING_PROTOCOLS = 101;

/** If a request breaks only these, the client can retry with another version. */
const VERSION_RULES: readonly RuleId[] = [
  'request.websocket-version',
  'request.websocket-version-repeated',
];

export type OpeningResponse = {
  /** The value of Sec-WebSocket-Key in the request. */
  readonly key: string;
  /** One that the client offered; absent if the server chose none. */
  readonly subprotocol?: string;
  /** The value of Sec-WebSocket-Extensions. */
  readonly extensions?: string;
  readonly otherFields?: readonly FieldPair[];
};

/** The fields of a 101. */
export function openingResponseFields(response: OpeningResponse): FieldPair[] {
  const fields: FieldPair[] = [
    [FIELD.upgrade, 'websocket'],
    [FIELD.connection, 'Upgrade'],
    [FIELD.webSocketAccept, computeAccept(response.key).accept],
  ];
  if (response.subprotocol !== undefined) {
    fields.push([FIELD.webSocketProtocol, response.subprotocol]);
  }
  if (response.extensions !== undefined) {
    fields.push([FIELD.webSocketExtensions, response.extensions]);
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
  return encodeResponseHead(status, reason, [...fields, [FIELD.contentLength, '0']]);
}

/** How a server rejects a request with these violations. */
export function refusalFor(violations: readonly Violation[]): Refusal {
  const ids = violations.map(({ id }) => id);
  if (ids.includes('head.too-long')) return headTooLarge();
  if (ids.includes('request.method')) return methodNotAllowed();
  return ids.every((id) => VERSION_RULES.includes(id)) ? upgradeRequired() : badRequest();
}

/**
 * The rules that a response breaks, in the order of §4.1. Without the request, only the rules about
 * the response itself are checked. Ranges are in bits of the head.
 */
export function checkOpeningResponse(head: ResponseHead, request: RequestHead | null): Violation[] {
  if (isKnownHttp2(head)) return [];
  const { status } = head.startLine;
  if (isInterim(status)) return [violationAtBytes('response.interim', head.startLineRange)];
  if (status < 100 || status > 599) {
    return [violationAtBytes('response.status-invalid', head.startLineRange)];
  }
  if (status !== SWITCHING_PROTOCOLS) {
    return [violationAtBytes('response.status', head.startLineRange)];
  }
  return knownViolations(head, [
    ...checkSwitch(head),
    ...checkAccept(head, request),
    ...checkExtensions(head, request),
    ...checkSubprotocol(head, request),
    ...checkBody(head),
  ]);
}

/**
 * Whether frames follow a response: 101, or over HTTP/2 a 2xx to an extended CONNECT (RFC 8441 §5).
 * That one has no length (RFC 9110 §9.3.6) and no type.
 */
export function opensFrames(head: ResponseHead): boolean {
  const { status } = head.startLine;
  if (status === SWITCHING_PROTOCOLS) return true;
  const hasContent = (['Content-Length', 'Content-Type'] as const).some(
    (name) => findField(head.fields, name) !== null,
  );
  return isKnownHttp2(head) && status >= 200 && status < 300 && !hasContent;
}

/** Whether the final response is still to come (RFC 9110 §15.2). A 101 is final here. */
export function isInterim(status: number): boolean {
  return status >= 100 && status < 200 && status !== SWITCHING_PROTOCOLS;
}

function checkSwitch(head: ResponseHead): Violation[] {
  const { startLine, fields } = head;
  const violations: Violation[] = [];
  if (Number(startLine.version.slice('HTTP/'.length)) < 1.1) {
    violations.push(violationAtBytes('response.version', head.startLineRange));
  }
  // The whole value must be "websocket": a list is none, even if it names nothing else.
  const [upgrade, ...others] = findFields(fields, FIELD.upgrade);
  const isWebSocket = upgrade !== undefined && isSameToken(upgrade.value, 'websocket');
  if (!isWebSocket || others.length > 0) {
    violations.push(violationInHead('response.upgrade', head, isWebSocket ? others[0] : upgrade));
  }
  if (!hasToken(fields, FIELD.connection, 'upgrade')) {
    violations.push(
      violationInHead('response.connection', head, findField(fields, FIELD.connection)),
    );
  }
  return violations;
}

function checkAccept(head: ResponseHead, request: RequestHead | null): Violation[] {
  const values = findFields(head.fields, FIELD.webSocketAccept);
  const [first, second] = values;
  if (first === undefined) return [violationInHead('response.accept-missing', head, null)];
  const violations: Violation[] = [];
  const key = request && findField(request.fields, FIELD.webSocketKey);
  const expected = key && computeAccept(key.value).accept;
  const wrong = values.find(({ value }) => expected !== null && value !== expected);
  if (wrong) violations.push(violationAtBytes('response.accept-wrong', wrong.valueRange));
  if (second) violations.push(violationInHead('response.accept-repeated', head, second));
  return violations;
}

function checkExtensions(head: ResponseHead, request: RequestHead | null): Violation[] {
  const { extensions: answered, violations: malformed } = decodeExtensionFields(head.fields);
  const violations = [...malformed];
  const isKnown = request !== null && !mayHaveField(request, FIELD.webSocketExtensions);
  const offered = isKnown ? decodeExtensionFields(request.fields).extensions : null;
  for (const { name, range } of answered) {
    if (offered === null || offered.some((offer) => offer.name === name)) continue;
    violations.push(violationAtBytes('response.extension-not-offered', range));
  }
  const offers = decodeOffers(offered ?? []).map(({ offer }) => offer);
  violations.push(...(judgeAnswer(answered, offers)?.violations ?? []));
  const [, second] = findFields(head.fields, FIELD.webSocketExtensions);
  if (second) violations.push(violationInHead('response.extensions-repeated', head, second));
  return violations;
}

function checkSubprotocol(head: ResponseHead, request: RequestHead | null): Violation[] {
  const [line, secondLine] = findFields(head.fields, FIELD.webSocketProtocol);
  const isKnown = request !== null && !mayHaveField(request, FIELD.webSocketProtocol);
  const offered = isKnown ? decodeSubprotocols(request.fields).names : null;
  if (line === undefined) {
    const isMissing = offered !== null && offered.length > 0;
    return isMissing ? [violationInHead('response.subprotocol-missing', head, null)] : [];
  }
  const names = listElements(head.fields, FIELD.webSocketProtocol);
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
