/** Dissects an HTTP head: start line, field lines and the empty line (RFC 9112 §2.1, §5). */

import { FIELD } from '#core/protocol/http/field-name.ts';
import { bitsOfBytes, type ByteRange } from '#core/bytes/bit-range.ts';
import { fromLatin1 } from '#core/bytes/text.ts';
import { isFieldNamed, type FieldLine } from '#core/protocol/http/field-line.ts';
import { decodeHttpHead, type HttpHead } from '#core/protocol/http/http-head.ts';
import { rfc, type Reference } from '#core/protocol/rules/reference.ts';
import type { Dissection } from './dissection.ts';
import { leafField, type Field, type FieldId } from './field.ts';

const MESSAGE_SYNTAX = rfc(9112, '2.1');

/** The sections that define the header fields of an opening handshake and its rejection. */
const FIELD_REFERENCES: readonly (readonly [name: string, reference: Reference])[] = [
  [FIELD.webSocketKey, rfc(6455, '11.3.1')],
  [FIELD.webSocketExtensions, rfc(6455, '11.3.2')],
  [FIELD.webSocketAccept, rfc(6455, '11.3.3')],
  [FIELD.webSocketProtocol, rfc(6455, '11.3.4')],
  [FIELD.webSocketVersion, rfc(6455, '11.3.5')],
  [FIELD.host, rfc(9110, '7.2')],
  [FIELD.upgrade, rfc(9110, '7.8')],
  [FIELD.connection, rfc(9110, '7.6.1')],
  [FIELD.origin, rfc(6454, '7')],
  [FIELD.cookie, rfc(6265, '4.2')],
  ['Set-Cookie', rfc(6265, '4.1')],
  ['Authorization', rfc(9110, '11.6.2')],
  [FIELD.wwwAuthenticate, rfc(9110, '11.6.1')],
  [FIELD.location, rfc(9110, '10.2.2')],
  [FIELD.retryAfter, rfc(9110, '10.2.3')],
  [FIELD.allow, rfc(9110, '10.2.1')],
  [FIELD.contentLength, rfc(9110, '8.6')],
  [FIELD.transferEncoding, rfc(9112, '6.1')],
];

/** Dissects the head in `wire`. Bytes that aren't a complete head become one `unread` field. */
export function dissectHead(wire: Uint8Array): Dissection {
  const reading = decodeHttpHead(wire, Infinity);
  if (reading.kind !== 'head') return dissectUnread(wire);
  const { head } = reading;
  const lines = [startLineField(wire, head), ...fieldLineFields(wire, head)];
  const end = bytesField(wire, 'head.end', head.endRange, MESSAGE_SYNTAX);
  return { kind: head.startLine.kind, buffers: { wire }, fields: [...lines, end] };
}

/** An empty line before a request (RFC 9112 §2.2). */
export function dissectEmptyLine(wire: Uint8Array): Dissection {
  const range = { start: 0, end: wire.length };
  const field = bytesField(wire, 'head.empty-line', range, rfc(9112, '2.2'));
  return { kind: 'unread', buffers: { wire }, fields: [field] };
}

/** Bytes that can't be read, as one field. */
export function dissectUnread(wire: Uint8Array): Dissection {
  const range = { start: 0, end: wire.length };
  const field = bytesField(wire, 'unread', range, rfc(6455, '5.2'));
  return { kind: 'unread', buffers: { wire }, fields: wire.length > 0 ? [field] : [] };
}

function startLineField(wire: Uint8Array, head: HttpHead): Field {
  const { startLine, startLineRange: range } = head;
  const parts =
    startLine.kind === 'request'
      ? ([
          ['head.method', startLine.method],
          ['head.target', startLine.target],
          ['head.version', startLine.version],
        ] as const)
      : ([
          ['head.version', startLine.version],
          ['head.status', String(startLine.status)],
          ['head.reason', startLine.reason],
        ] as const);
  const id = startLine.kind === 'request' ? 'head.request-line' : 'head.status-line';
  const named = parts.filter(([, text]) => text !== '');
  let at = range.start;
  const ranges = named.map(([partId, text]) => {
    const part = { id: partId, range: { start: at, end: at + text.length } };
    at += text.length + 1;
    return part;
  });
  return branch(wire, id, range, rfc(9112, startLine.kind === 'request' ? '3' : '4'), ranges);
}

/** One field per field line, and one per run of malformed lines between them. */
function fieldLineFields(wire: Uint8Array, head: HttpHead): Field[] {
  const fields: Field[] = [];
  let next = head.startLineRange.end;
  const addMalformed = (end: number) => {
    if (end <= next) return;
    const range = { start: next, end };
    fields.push(bytesField(wire, 'head.malformed-line', range, rfc(9112, '5')));
  };
  for (const line of head.fields) {
    addMalformed(line.range.start);
    fields.push(fieldLineField(wire, line));
    next = line.range.end;
  }
  addMalformed(head.endRange.start);
  return fields;
}

function fieldLineField(wire: Uint8Array, line: FieldLine): Field {
  const known = FIELD_REFERENCES.find(([name]) => isFieldNamed(line, name));
  return branch(wire, 'head.field', line.range, known?.[1] ?? rfc(9112, '5'), [
    { id: 'head.field-name', range: line.nameRange },
    { id: 'head.field-value', range: line.valueRange },
  ]);
}

/** A field with its parts in order. The bytes between parts become delimiters. */
function branch(
  wire: Uint8Array,
  id: FieldId,
  range: ByteRange,
  reference: Reference,
  parts: readonly { readonly id: FieldId; readonly range: ByteRange }[],
): Field {
  const children: Field[] = [];
  let next = range.start;
  const delimitUpTo = (end: number) => {
    if (end <= next) return;
    children.push(bytesField(wire, 'head.delimiter', { start: next, end }, reference));
  };
  for (const part of parts) {
    if (part.range.end <= part.range.start) continue;
    delimitUpTo(part.range.start);
    children.push(textField(wire, part.id, part.range, reference));
    next = part.range.end;
  }
  delimitUpTo(range.end);
  return { ...textField(wire, id, range, reference), children };
}

function textField(
  wire: Uint8Array,
  id: FieldId,
  { start, end }: ByteRange,
  reference: Reference,
): Field {
  const text = fromLatin1(wire.subarray(start, end)).trimEnd();
  const range = bitsOfBytes(start, end);
  return leafField({ id, range, kind: 'http', value: { kind: 'text', text }, reference });
}

function bytesField(
  wire: Uint8Array,
  id: FieldId,
  { start, end }: ByteRange,
  reference: Reference,
): Field {
  const bytes = wire.subarray(start, end);
  const range = bitsOfBytes(start, end);
  return leafField({ id, range, kind: 'http', value: { kind: 'bytes', bytes }, reference });
}
