/**
 * Every byte of an HTTP head, named: start line, field lines, the empty line (RFC 9112 §2.1, §5).
 */

import { FIELD } from '#core/protocol/http/field-name.ts';
import { bitsOfBytes, type ByteRange } from '#core/bytes/bit-range.ts';
import { fromLatin1 } from '#core/bytes/text.ts';
import { isFieldNamed, type FieldLine } from '#core/protocol/http/field-line.ts';
import { decodeHttpHead, type HttpHead } from '#core/protocol/http/http-head.ts';
import { rfc, type Reference } from '#core/protocol/rules/reference.ts';
import type { Dissection } from './dissection.ts';
import type { Field, FieldId, FieldValue } from './field.ts';

const MESSAGE_SYNTAX = rfc(9112, '2.1');

/**
 * Where it says what a field of a handshake, or of its refusal, is for; any other field is HTTP's
 * own affair.
 */
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

/** Dissects the head that `wire` holds; bytes that are no whole head become one field `unread`. */
export function dissectHead(wire: Uint8Array): Dissection {
  const reading = decodeHttpHead(wire);
  if (reading.kind !== 'head') return dissectUnread(wire);
  const { head } = reading;
  const lines = [startLineField(wire, head), ...fieldLineFields(wire, head)];
  const end = leaf('head.end', head.endRange, bytesValue(wire, head.endRange), MESSAGE_SYNTAX);
  return { kind: head.startLine.kind, buffers: { wire }, fields: [...lines, end] };
}

/** Bytes that nothing here can read, as one field. */
export function dissectUnread(wire: Uint8Array): Dissection {
  const range = { start: 0, end: wire.length };
  const field = leaf('unread', range, bytesValue(wire, range), rfc(6455, '5.2'));
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

/** One field for each field line, and one for each line between them that is none. */
function fieldLineFields(wire: Uint8Array, head: HttpHead): Field[] {
  const fields: Field[] = [];
  let next = head.startLineRange.end;
  const addMalformed = (end: number) => {
    if (end <= next) return;
    const range = { start: next, end };
    fields.push(leaf('head.malformed-line', range, bytesValue(wire, range), rfc(9112, '5')));
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

/** A field whose named parts are given in order; what lies between them becomes delimiters. */
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
    const gap = { start: next, end };
    children.push(leaf('head.delimiter', gap, bytesValue(wire, gap), reference));
  };
  for (const part of parts) {
    if (part.range.end <= part.range.start) continue;
    delimitUpTo(part.range.start);
    children.push(leaf(part.id, part.range, textValue(wire, part.range), reference));
    next = part.range.end;
  }
  delimitUpTo(range.end);
  return { ...leaf(id, range, textValue(wire, range), reference), children };
}

function leaf(id: FieldId, range: ByteRange, value: FieldValue, reference: Reference): Field {
  const bits = bitsOfBytes(range.start, range.end);
  return { id, buffer: 'wire', range: bits, kind: 'http', value, reference, children: [] };
}

function textValue(wire: Uint8Array, range: ByteRange): FieldValue {
  return { kind: 'text', text: fromLatin1(wire.subarray(range.start, range.end)).trimEnd() };
}

function bytesValue(wire: Uint8Array, range: ByteRange): FieldValue {
  return { kind: 'bytes', bytes: wire.subarray(range.start, range.end) };
}
