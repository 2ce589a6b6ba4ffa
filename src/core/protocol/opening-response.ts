/** The server's opening handshake: 101 where it agrees, an HTTP answer where it does not (RFC 6455 §4.2.2, §4.1). */

import { bitsOfBytes } from '#core/bytes/bit-range.ts';
import { computeAccept } from './accept-value.ts';
import { findField, hasToken, listElements, type FieldPair } from './field-line.ts';
import { encodeResponseHead, type RequestHead, type ResponseHead } from './http-head.ts';
import { WEBSOCKET_VERSION } from './opening-request.ts';
import { violationOf, type RuleId } from './rules.ts';
import type { Violation } from './violation.ts';

export const SWITCHING_PROTOCOLS = 101;

export type OpeningResponse = {
  /** Value of Sec-WebSocket-Key in the request. */
  readonly key: string;
  /** One of the client's; absent where none was chosen. */
  readonly subprotocol?: string;
  readonly extensions?: string;
  readonly otherFields?: readonly FieldPair[];
};

/** An answer that keeps the connection HTTP. */
export type Refusal = {
  readonly status: number;
  readonly reason: string;
  readonly fields: readonly FieldPair[];
};

/** The field lines of the server that agrees. */
function openingResponseFields(response: OpeningResponse): FieldPair[] {
  const fields: FieldPair[] = [
    ['Upgrade', 'websocket'],
    ['Connection', 'Upgrade'],
    ['Sec-WebSocket-Accept', computeAccept(response.key).accept],
  ];
  if (response.subprotocol !== undefined) {
    fields.push(['Sec-WebSocket-Protocol', response.subprotocol]);
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

/** How a server refuses a request with these faults: 426 names the version it speaks (§4.4), 400 is for the rest. */
export function refusalFor(violations: readonly Violation<RuleId>[]): Refusal {
  const isVersionOnly = violations.every(({ id }) => id === 'request.websocket-version');
  if (isVersionOnly) {
    return {
      status: 426,
      reason: 'Upgrade Required',
      fields: [
        ['Upgrade', 'websocket'],
        ['Connection', 'Upgrade'],
        ['Sec-WebSocket-Version', WEBSOCKET_VERSION],
      ],
    };
  }
  return { status: 400, reason: 'Bad Request', fields: [['Connection', 'close']] };
}

/** What a client must find fault with (§4.1, the list of what follows the server's response). */
export function checkOpeningResponse(
  head: ResponseHead,
  request: RequestHead | null,
): Violation<RuleId>[] {
  const { startLine, fields } = head;
  const violations: Violation<RuleId>[] = [];
  const report = (id: RuleId, where: { start: number; end: number }) =>
    violations.push(violationOf(id, bitsOfBytes(where.start, where.end)));
  const rangeOf = (name: string) => findField(fields, name)?.range ?? head.endRange;

  if (startLine.status !== SWITCHING_PROTOCOLS) {
    report('response.status', head.startLineRange);
    return violations;
  }
  if (!hasToken(fields, 'Upgrade', 'websocket')) report('response.upgrade', rangeOf('Upgrade'));
  if (!hasToken(fields, 'Connection', 'upgrade'))
    report('response.connection', rangeOf('Connection'));
  const accept = findField(fields, 'Sec-WebSocket-Accept');
  const key = request ? findField(request.fields, 'Sec-WebSocket-Key') : null;
  if (accept === null) report('response.accept-missing', head.endRange);
  else if (key !== null && accept.value !== computeAccept(key.value).accept) {
    report('response.accept-wrong', accept.valueRange);
  }
  if (request !== null) {
    const offeredNames = extensionNames(request);
    if (extensionNames(head).some((name) => !offeredNames.includes(name))) {
      report('response.extension-not-offered', rangeOf('Sec-WebSocket-Extensions'));
    }
    const offered = listElements(request.fields, 'Sec-WebSocket-Protocol');
    if (listElements(fields, 'Sec-WebSocket-Protocol').some((name) => !offered.includes(name))) {
      report('response.subprotocol-not-offered', rangeOf('Sec-WebSocket-Protocol'));
    }
  }
  return violations;
}

/** Names of the extensions offered or answered, without their parameters. */
function extensionNames(head: RequestHead | ResponseHead): string[] {
  return listElements(head.fields, 'Sec-WebSocket-Extensions').map((element) =>
    (element.split(';')[0] ?? '').trim().toLowerCase(),
  );
}
