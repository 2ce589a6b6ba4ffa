/**
 * A head with placeholders for a few values. Its size is known before its bytes are made.
 *
 * A hole is a name in braces, in the target or in a field's value: "/poll?since={since}".
 */

import type { FieldPair } from '#core/protocol/http/field-line.ts';
import { encodeRequestHead, encodeResponseHead } from '#core/protocol/http/http-head.ts';
import { toHttpDate } from './http-date.ts';

/** The values for the holes. A head uses only those that it has holes for. */
export type HeadValues = {
  /** How many messages the client has. */
  readonly since: number;
  /** Bytes of the body. */
  readonly length: number;
  /** Seconds since 1970. */
  readonly date: number;
  /** Sec-WebSocket-Key. */
  readonly key: string;
  /** Sec-WebSocket-Accept. */
  readonly accept: string;
};

type Hole = keyof HeadValues;

/** Base64 of 16 and of 20 bytes. */
const KEY_SIZE = 24;
const ACCEPT_SIZE = 28;

const FILLING: { readonly [H in Hole]: (value: HeadValues[H]) => string } = {
  since: String,
  length: String,
  date: toHttpDate,
  key: (key) => key,
  accept: (accept) => accept,
};

type StartLine =
  /** Of a head of which a publication states only the size. */
  | { readonly kind: 'quoted' }
  | { readonly kind: 'request'; readonly method: string; readonly target: string }
  | { readonly kind: 'response'; readonly status: number; readonly reason: string };

export type HeadTemplate = {
  readonly startLine: StartLine;
  readonly fields: readonly FieldPair[];
  /** Bytes that never vary, including the values of holes with a fixed size. */
  readonly fixedSize: number;
  /** The holes whose values vary in size. */
  readonly hasSince: boolean;
  readonly hasLength: boolean;
};

export function requestTemplate(
  method: string,
  target: string,
  fields: readonly FieldPair[],
): HeadTemplate {
  return toTemplate({ kind: 'request', method, target }, fields);
}

export function responseTemplate(
  status: number,
  reason: string,
  fields: readonly FieldPair[],
): HeadTemplate {
  return toTemplate({ kind: 'response', status, reason }, fields);
}

/** A head of which only the size is known, so it can be counted but not written. */
export function quotedHead(size: number): HeadTemplate {
  return {
    startLine: { kind: 'quoted' },
    fields: [],
    fixedSize: size,
    hasSince: false,
    hasLength: false,
  };
}

/** The same head with more fields at its end. A quoted head grows by their size. */
export function withFields(template: HeadTemplate, added: readonly FieldPair[]): HeadTemplate {
  if (template.startLine.kind !== 'quoted') {
    return toTemplate(template.startLine, [...template.fields, ...added]);
  }
  const size = added.reduce((sum, [name, value]) => sum + name.length + value.length + 4, 0);
  return { ...template, fixedSize: template.fixedSize + size };
}

/** The size of the head with these values, in bytes. */
export function headSize(
  template: HeadTemplate,
  { since, length }: Pick<HeadValues, 'since' | 'length'>,
): number {
  return (
    template.fixedSize +
    (template.hasSince ? digitCount(since) : 0) +
    (template.hasLength ? digitCount(length) : 0)
  );
}

/** Throws if the head is quoted. */
export function encodeHead({ startLine, fields }: HeadTemplate, values: HeadValues): Uint8Array {
  if (startLine.kind === 'quoted') throw new TypeError('expected a head with a text, got its size');
  const fill = (text: string) =>
    text.replace(/\{(\w+)\}/g, (_, hole: Hole) => fillHole(hole, values));
  const filled = fields.map(([name, value]): FieldPair => [name, fill(value)]);
  return startLine.kind === 'request'
    ? encodeRequestHead(startLine.method, fill(startLine.target), filled)
    : encodeResponseHead(startLine.status, startLine.reason, filled);
}

function fillHole<H extends Hole>(hole: H, values: HeadValues): string {
  return FILLING[hole](values[hole]);
}

function toTemplate(startLine: StartLine, fields: readonly FieldPair[]): HeadTemplate {
  const text = [
    startLine.kind === 'request' ? startLine.target : '',
    ...fields.map(([, value]) => value),
  ].join(' ');
  const has = (hole: Hole) => text.includes(`{${hole}}`);
  const template = {
    startLine,
    fields,
    fixedSize: 0,
    hasSince: has('since'),
    hasLength: has('length'),
  };
  // The varying holes contain one digit here, which is subtracted again.
  const sample: HeadValues = {
    since: 0,
    length: 0,
    date: 0,
    key: 'k'.repeat(KEY_SIZE),
    accept: 'a'.repeat(ACCEPT_SIZE),
  };
  const varying = Number(template.hasSince) + Number(template.hasLength);
  return { ...template, fixedSize: encodeHead(template, sample).length - varying };
}

function digitCount(value: number): number {
  return value < 10 ? 1 : String(value).length;
}
