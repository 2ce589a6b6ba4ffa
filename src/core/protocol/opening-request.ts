/** The client's opening handshake: an HTTP GET that asks to switch protocols (RFC 6455 §4.1, §4.2.1). */

import { bitsOfBytes } from '#core/bytes/bit-range.ts';
import { isWellFormedKey } from './accept-value.ts';
import { findField, findFields, hasToken, type FieldPair } from './field-line.ts';
import { encodeRequestHead, type RequestHead } from './http-head.ts';
import { violationOf, type RuleId } from './rules.ts';
import type { Violation } from './violation.ts';

/** The one version of the protocol that was published (§4.1, item 9). */
export const WEBSOCKET_VERSION = '13';

export type OpeningRequest = {
  /** Path and query: "/chat". */
  readonly target: string;
  /** Host, with its port where that is not the scheme's own. */
  readonly host: string;
  /** Base64 of the 16-byte nonce. */
  readonly key: string;
  /** Browsers always send it; other clients may. */
  readonly origin?: string;
  /** In order of preference. */
  readonly subprotocols?: readonly string[];
  /** Value of Sec-WebSocket-Extensions. */
  readonly extensions?: string;
  /** Cookies, credentials and whatever else goes along. */
  readonly otherFields?: readonly FieldPair[];
};

/** The request's field lines, in the order of the RFC's example (§1.2). */
export function openingRequestFields(request: OpeningRequest): FieldPair[] {
  const fields: FieldPair[] = [
    ['Host', request.host],
    ['Upgrade', 'websocket'],
    ['Connection', 'Upgrade'],
    ['Sec-WebSocket-Key', request.key],
  ];
  if (request.origin !== undefined) fields.push(['Origin', request.origin]);
  if (request.subprotocols?.length) {
    fields.push(['Sec-WebSocket-Protocol', request.subprotocols.join(', ')]);
  }
  if (request.extensions !== undefined) {
    fields.push(['Sec-WebSocket-Extensions', request.extensions]);
  }
  fields.push(['Sec-WebSocket-Version', WEBSOCKET_VERSION], ...(request.otherFields ?? []));
  return fields;
}

export function encodeOpeningRequest(request: OpeningRequest): Uint8Array {
  return encodeRequestHead('GET', request.target, openingRequestFields(request));
}

/** Whether a request asks for WebSocket at all, however badly. */
export function isOpeningRequest(head: RequestHead): boolean {
  return (
    hasToken(head.fields, 'Upgrade', 'websocket') ||
    findField(head.fields, 'Sec-WebSocket-Key') !== null
  );
}

/** What a server must find fault with (§4.2.1), in the order in which the RFC lists it. */
export function checkOpeningRequest(head: RequestHead): Violation<RuleId>[] {
  const { startLine, fields } = head;
  const violations: Violation<RuleId>[] = [];
  const report = (id: RuleId, where: { start: number; end: number }) =>
    violations.push(violationOf(id, bitsOfBytes(where.start, where.end)));
  const rangeOf = (name: string) => findField(fields, name)?.range ?? head.endRange;

  if (startLine.method !== 'GET') report('request.method', head.startLineRange);
  if (Number(startLine.version.slice('HTTP/'.length)) < 1.1) {
    report('request.version', head.startLineRange);
  }
  if (findField(fields, 'Host') === null) report('request.host', head.endRange);
  if (!hasToken(fields, 'Upgrade', 'websocket')) report('request.upgrade', rangeOf('Upgrade'));
  if (!hasToken(fields, 'Connection', 'upgrade'))
    report('request.connection', rangeOf('Connection'));
  const [key, secondKey] = findFields(fields, 'Sec-WebSocket-Key');
  if (key === undefined) report('request.key-missing', head.endRange);
  else if (!isWellFormedKey(key.value)) report('request.key-malformed', key.valueRange);
  if (secondKey !== undefined) report('request.key-repeated', secondKey.range);
  if (findField(fields, 'Sec-WebSocket-Version')?.value !== WEBSOCKET_VERSION) {
    report('request.websocket-version', rangeOf('Sec-WebSocket-Version'));
  }
  return violations;
}
