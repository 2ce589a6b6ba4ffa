/**
 * What becomes of each part of an opening handshake over HTTP/2: row by row, beside its form over
 * HTTP/1.1 (RFC 8441).
 */

import { FIELD } from '#core/protocol/http/field-name.ts';
import { isFieldNamed, type FieldPair } from '#core/protocol/http/field-line.ts';
import {
  http2RequestFields,
  http2ResponseFields,
  type Http2Field,
  type Http2FieldId,
  type Http2Scheme,
} from '#core/protocol/opening/http2-opening.ts';
import {
  openingRequestFields,
  type OpeningRequest,
} from '#core/protocol/opening/opening-request.ts';
import {
  openingResponseFields,
  SWITCHING_PROTOCOLS,
  type OpeningResponse,
} from '#core/protocol/opening/opening-response.ts';
import { rfc, type Reference } from '#core/protocol/rules/reference.ts';

/** A part of the handshake that HTTP/2 has no place for. */
export type LeftOutId = 'http1.version' | 'http1.connection' | 'http1.key' | 'http1.accept';

export type OpeningRow = {
  readonly id: Http2FieldId | LeftOutId;
  /** As over HTTP/1.1: a word of the start line, or a field line; null where there is none. */
  readonly http1: string | null;
  /** As over HTTP/2; null where it is left out. */
  readonly http2: Http2Field | null;
  readonly reference: Reference;
};

const LEFT_OUT: Readonly<Record<LeftOutId, Reference>> = {
  'http1.version': rfc(9113, '8.3'),
  'http1.connection': rfc(9113, '8.2.2'),
  'http1.key': rfc(8441, '5'),
  'http1.accept': rfc(8441, '5'),
};

/** The request's parts in the order of HTTP/1.1, then what HTTP/2 adds. */
export function compareRequests(request: OpeningRequest, scheme: Http2Scheme): OpeningRow[] {
  const lines = openingRequestFields(request);
  const fields = http2RequestFields(request, scheme);
  return [
    pseudoRow(fields, 'http2.method', 'GET'),
    pseudoRow(fields, 'http2.path', request.target),
    leftOutRow('http1.version', 'HTTP/1.1'),
    pseudoRow(fields, 'http2.scheme', null),
    pseudoRow(fields, 'http2.authority', lineOf(lines, FIELD.host)),
    pseudoRow(fields, 'http2.protocol', lineOf(lines, FIELD.upgrade)),
    leftOutRow('http1.connection', lineOf(lines, FIELD.connection)),
    leftOutRow('http1.key', lineOf(lines, FIELD.webSocketKey)),
    ...otherRows(fields, lines),
  ];
}

/** Likewise for the answer of a server that agrees. */
export function compareResponses(response: OpeningResponse): OpeningRow[] {
  const lines = openingResponseFields(response);
  const fields = http2ResponseFields(response);
  return [
    leftOutRow('http1.version', 'HTTP/1.1'),
    pseudoRow(fields, 'http2.status', `${SWITCHING_PROTOCOLS} Switching Protocols`),
    leftOutRow('http1.connection', lineOf(lines, FIELD.upgrade)),
    leftOutRow('http1.connection', lineOf(lines, FIELD.connection)),
    leftOutRow('http1.accept', lineOf(lines, FIELD.webSocketAccept)),
    ...otherRows(fields, lines),
  ];
}

function pseudoRow(fields: readonly Http2Field[], id: Http2FieldId, http1: string | null) {
  const http2 = fields.find((field) => field.id === id) ?? null;
  return { id, http1, http2, reference: http2?.reference ?? rfc(8441, '5') };
}

function leftOutRow(id: LeftOutId, http1: string | null): OpeningRow {
  return { id, http1, http2: null, reference: LEFT_OUT[id] };
}

/** Fields that are the same but for their letters. */
function otherRows(fields: readonly Http2Field[], lines: readonly FieldPair[]): OpeningRow[] {
  return fields
    .filter(({ name }) => !name.startsWith(':'))
    .map((http2) => ({
      id: http2.id,
      http1: lineOf(lines, http2.name, http2.value),
      http2,
      reference: http2.reference,
    }));
}

function lineOf(lines: readonly FieldPair[], name: string, value?: string): string | null {
  const line = lines.find(
    ([other, itsValue]) =>
      isFieldNamed({ name: other }, name) && (value === undefined || itsValue === value),
  );
  return line ? `${line[0]}: ${line[1]}` : null;
}
