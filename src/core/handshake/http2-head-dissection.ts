/**
 * Compares each part of an opening handshake over HTTP/1.1 with its form over HTTP/2 (RFC 8441).
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

/** A part of the handshake that HTTP/2 omits. */
export type OmittedId = 'http1.version' | 'http1.connection' | 'http1.key' | 'http1.accept';

export type OpeningRow = {
  readonly id: Http2FieldId | OmittedId;
  /** The form over HTTP/1.1: a word of the start line, or a field line. Null if there is none. */
  readonly http1: string | null;
  /** The form over HTTP/2; null if it is omitted. */
  readonly http2: Http2Field | null;
  readonly reference: Reference;
};

const OMITTED: Readonly<Record<OmittedId, Reference>> = {
  'http1.version': rfc(9113, '8.3'),
  'http1.connection': rfc(9113, '8.2.2'),
  'http1.key': rfc(8441, '5'),
  'http1.accept': rfc(8441, '5'),
};

/** The parts of the request in HTTP/1.1 order, then those that only HTTP/2 has. */
export function compareRequests(request: OpeningRequest, scheme: Http2Scheme): OpeningRow[] {
  const lines = openingRequestFields(request);
  const fields = http2RequestFields(request, scheme);
  return [
    pseudoRow(fields, 'http2.method', 'GET'),
    pseudoRow(fields, 'http2.path', request.target),
    omittedRow('http1.version', 'HTTP/1.1'),
    pseudoRow(fields, 'http2.scheme', null),
    pseudoRow(fields, 'http2.authority', lineOf(lines, FIELD.host)),
    pseudoRow(fields, 'http2.protocol', lineOf(lines, FIELD.upgrade)),
    omittedRow('http1.connection', lineOf(lines, FIELD.connection)),
    omittedRow('http1.key', lineOf(lines, FIELD.webSocketKey)),
    ...otherRows(fields, lines),
  ];
}

/** The parts of an accepting response in HTTP/1.1 order. */
export function compareResponses(response: OpeningResponse): OpeningRow[] {
  const lines = openingResponseFields(response);
  const fields = http2ResponseFields(response);
  return [
    omittedRow('http1.version', 'HTTP/1.1'),
    pseudoRow(fields, 'http2.status', `${SWITCHING_PROTOCOLS} Switching Protocols`),
    omittedRow('http1.connection', lineOf(lines, FIELD.upgrade)),
    omittedRow('http1.connection', lineOf(lines, FIELD.connection)),
    omittedRow('http1.accept', lineOf(lines, FIELD.webSocketAccept)),
    ...otherRows(fields, lines),
  ];
}

function pseudoRow(fields: readonly Http2Field[], id: Http2FieldId, http1: string | null) {
  const http2 = fields.find((field) => field.id === id) ?? null;
  return { id, http1, http2, reference: http2?.reference ?? rfc(8441, '5') };
}

function omittedRow(id: OmittedId, http1: string | null): OpeningRow {
  return { id, http1, http2: null, reference: OMITTED[id] };
}

/** Fields that differ only in letter case. */
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
    ([other, otherValue]) =>
      isFieldNamed({ name: other }, name) && (value === undefined || otherValue === value),
  );
  return line ? `${line[0]}: ${line[1]}` : null;
}
