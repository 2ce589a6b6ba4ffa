/**
 * The client's opening handshake: an HTTP GET request to switch protocols (RFC 6455 §4.1, §4.2.1).
 */

import { FIELD } from '#core/protocol/http/field-name.ts';
import { shiftRange } from '#core/bytes/bit-range.ts';
import { hasStrayBits, isWellFormedKey } from './accept-value.ts';
import { decodeExtensionFields } from '#core/protocol/compression/extension-list.ts';
import {
  announcesBody,
  findField,
  findFields,
  hasToken,
  type FieldPair,
} from '#core/protocol/http/field-line.ts';
import {
  decodeHttpHead,
  encodeRequestHead,
  isRequestHead,
  violationInHead,
  type RequestHead,
} from '#core/protocol/http/http-head.ts';
import { isKnownHttp2, knownViolations } from '#core/protocol/http/partial-head.ts';
import { decodeOffers } from '#core/protocol/compression/permessage-deflate.ts';
import {
  findFragment,
  isWellFormedHost,
  isWellFormedOrigin,
  isWellFormedTarget,
  namesResource,
} from './request-target.ts';
import { violationAtBytes, type Violation } from '#core/protocol/rules/violation.ts';
import { decodeSubprotocols, encodeSubprotocols } from './subprotocol.ts';

/** The only version of the protocol that was published (§4.1, item 9). */
export const WEBSOCKET_VERSION = '13';

export type OpeningRequest = {
  /** Path and query: "/chat". */
  readonly target: string;
  /** Host, and port if it isn't the scheme's default. */
  readonly host: string;
  /** The 16-byte nonce in base64: see `keyOfNonce`. */
  readonly key: string;
  /** Browsers always send it. Other clients may. */
  readonly origin?: string;
  /** In order of preference. */
  readonly subprotocols?: readonly string[];
  /** The value of Sec-WebSocket-Extensions. */
  readonly extensions?: string;
  /** Cookies, credentials and so on. */
  readonly otherFields?: readonly FieldPair[];
};

/**
 * The fields of the request, in the order of the RFC's example (§1.2). Throws a `TypeError` unless
 * the subprotocols are different tokens.
 */
export function openingRequestFields(request: OpeningRequest): FieldPair[] {
  const fields: FieldPair[] = [
    [FIELD.host, request.host],
    [FIELD.upgrade, 'websocket'],
    [FIELD.connection, 'Upgrade'],
    [FIELD.webSocketKey, request.key],
  ];
  if (request.origin !== undefined) fields.push([FIELD.origin, request.origin]);
  if (request.subprotocols?.length) {
    fields.push([FIELD.webSocketProtocol, encodeSubprotocols(request.subprotocols)]);
  }
  if (request.extensions !== undefined) {
    fields.push([FIELD.webSocketExtensions, request.extensions]);
  }
  fields.push([FIELD.webSocketVersion, WEBSOCKET_VERSION], ...(request.otherFields ?? []));
  return fields;
}

/**
 * Throws a `TypeError` if a value is not what its field may contain, or contains a line break, and
 * if a server has to reject the whole, as with a second Host among the other fields.
 */
export function encodeOpeningRequest(request: OpeningRequest): Uint8Array {
  checkInput(request);
  const bytes = encodeRequestHead('GET', request.target, openingRequestFields(request));
  const reading = decodeHttpHead(bytes);
  if (reading.kind !== 'head' || !isRequestHead(reading.head)) {
    throw new TypeError(`expected a request that can be read, got one that is ${reading.kind}`);
  }
  const violations = [...reading.violations, ...checkOpeningRequest(reading.head)];
  const fault = violations.find(({ reaction }) => reaction === 'fails');
  if (fault) throw new TypeError(`expected a valid request, got one that breaks ${fault.id}`);
  return bytes;
}

function checkInput({ target, host, key, origin }: OpeningRequest): void {
  if (!target.startsWith('/') || findFragment(target) !== null) {
    throw new TypeError(`expected a path without a fragment for the target, got "${target}"`);
  }
  if (!isWellFormedHost(host)) {
    throw new TypeError(`expected a host with or without a port, got "${host}"`);
  }
  if (!isWellFormedKey(key)) {
    throw new TypeError(`expected a key of 16 bytes in base64, got "${key}"`);
  }
  if (origin !== undefined && !isWellFormedOrigin(origin)) {
    throw new TypeError(`expected a serialized origin or "null", got "${origin}"`);
  }
}

/** Whether a request is for a WebSocket, well-formed or not. */
export function isOpeningRequest(head: RequestHead): boolean {
  // Over HTTP/2 it is an extended CONNECT (RFC 8441 §4).
  if (isKnownHttp2(head)) return head.startLine.method === 'CONNECT';
  return (
    hasToken(head.fields, FIELD.upgrade, 'websocket') ||
    findField(head.fields, FIELD.webSocketKey) !== null
  );
}

/** What is known about the sender. */
type RequestSender = {
  /** A browser has to send the origin of its page (§4.1, item 8). */
  readonly isBrowser?: boolean;
};

/**
 * The rules that a request breaks, in the order in which §4.2.1 lists them. Ranges are in bits of
 * the head. Fields that a partly known head doesn't show are not missing.
 */
export function checkOpeningRequest(head: RequestHead, sender: RequestSender = {}): Violation[] {
  if (isKnownHttp2(head)) return [];
  const extensions = decodeExtensionFields(head.fields);
  return knownViolations(head, [
    ...checkRequestLine(head),
    ...checkHost(head),
    ...checkUpgrade(head),
    ...checkKey(head),
    ...checkVersion(head),
    ...checkOrigin(head, sender.isBrowser === true),
    ...decodeSubprotocols(head.fields).violations,
    ...extensions.violations,
    ...decodeOffers(extensions.extensions).flatMap((offer) => offer.violations),
    ...checkBody(head),
  ]);
}

function checkRequestLine({ startLine, startLineRange }: RequestHead): Violation[] {
  const { method, target, version } = startLine;
  const violations: Violation[] = [];
  if (method !== 'GET') violations.push(violationAtBytes('request.method', startLineRange));
  const start = startLineRange.start + method.length + 1;
  const fragment = findFragment(target);
  if (fragment) {
    violations.push(violationAtBytes('request.target-fragment', shiftRange(fragment, start)));
  }
  const end = start + (fragment?.start ?? target.length);
  if (!namesResource(target)) {
    violations.push(violationAtBytes('request.target-form', { start, end }));
  } else if (!isWellFormedTarget(target.slice(0, end - start))) {
    violations.push(violationAtBytes('request.target-malformed', { start, end }));
  }
  if (Number(version.slice('HTTP/'.length)) < 1.1) {
    violations.push(violationAtBytes('request.version', startLineRange));
  }
  return violations;
}

function checkHost(head: RequestHead): Violation[] {
  const [host, secondHost] = findFields(head.fields, FIELD.host);
  if (host === undefined) return [violationInHead('request.host', head, null)];
  const violations: Violation[] = [];
  // RFC 3986 allows an empty host, but the field has to contain "the server's authority" (§4.2.1).
  if (host.value === '') violations.push(violationInHead('request.host', head, host));
  else if (!isWellFormedHost(host.value)) {
    violations.push(violationInHead('request.host-malformed', head, host));
  }
  if (secondHost) violations.push(violationInHead('request.host-repeated', head, secondHost));
  return violations;
}

function checkUpgrade(head: RequestHead): Violation[] {
  const { fields } = head;
  const violations: Violation[] = [];
  if (!hasToken(fields, FIELD.upgrade, 'websocket')) {
    violations.push(violationInHead('request.upgrade', head, findField(fields, FIELD.upgrade)));
  }
  if (!hasToken(fields, FIELD.connection, 'upgrade')) {
    violations.push(
      violationInHead('request.connection', head, findField(fields, FIELD.connection)),
    );
  }
  return violations;
}

function checkKey(head: RequestHead): Violation[] {
  const [key, secondKey] = findFields(head.fields, FIELD.webSocketKey);
  if (key === undefined) return [violationInHead('request.key-missing', head, null)];
  const violations: Violation[] = [];
  if (!isWellFormedKey(key.value)) {
    violations.push(violationAtBytes('request.key-malformed', key.valueRange));
  }
  if (hasStrayBits(key.value)) {
    violations.push(violationAtBytes('request.key-stray-bits', key.valueRange));
  }
  if (secondKey) violations.push(violationInHead('request.key-repeated', head, secondKey));
  return violations;
}

function checkVersion(head: RequestHead): Violation[] {
  const [first, ...others] = findFields(head.fields, FIELD.webSocketVersion);
  const [second] = others;
  const odd = [first, ...others].find((line) => line?.value !== WEBSOCKET_VERSION);
  const violations: Violation[] = [];
  if (first === undefined || odd !== undefined) {
    violations.push(violationInHead('request.websocket-version', head, odd));
  }
  if (second) violations.push(violationInHead('request.websocket-version-repeated', head, second));
  return violations;
}

function checkOrigin(head: RequestHead, isBrowser: boolean): Violation[] {
  const [origin, secondOrigin] = findFields(head.fields, FIELD.origin);
  if (origin === undefined)
    return isBrowser ? [violationInHead('request.origin-missing', head, null)] : [];
  const violations: Violation[] = [];
  if (!isWellFormedOrigin(origin.value)) {
    violations.push(violationInHead('request.origin-malformed', head, origin));
  }
  if (secondOrigin) violations.push(violationInHead('request.origin-repeated', head, secondOrigin));
  return violations;
}

function checkBody(head: RequestHead): Violation[] {
  const announced = head.fields.find(announcesBody);
  return announced ? [violationInHead('request.body', head, announced)] : [];
}
