/**
 * A request that the reader pasted, read as a header profile; or the place of its first mistake.
 */

import { bytesCovering } from '#core/bytes/bit-range.ts';
import { toLatin1 } from '#core/bytes/text.ts';
import { announcesBody, isFieldNamed, type FieldPair } from '#core/protocol/http/field-line.ts';
import { FIELD } from '#core/protocol/http/field-name.ts';
import { decodeHttpHead, isRequestHead, type RequestHead } from '#core/protocol/http/http-head.ts';
import type { RuleId } from '#core/protocol/rules/rules.ts';
import { MAX_OWN_REQUEST } from '#core/traffic/settings/comparison-settings.ts';
import { requestTemplate } from './head-template.ts';
import type { HeaderProfile } from './header-profile.ts';
import { MINIMAL_PROFILE } from './minimal-profile.ts';
import { RECORDED_ANSWERS } from './server-heads.ts';

/** What of a request isn't counted as it is. */
export const OWN_REQUEST_REMARKS = [
  'other-version',
  'no-host',
  'other-method',
  'handshake',
  'body',
] as const;

export type OwnRequestRemark = (typeof OWN_REQUEST_REMARKS)[number];

export type OwnRequest =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'request';
      readonly size: number;
      readonly profile: HeaderProfile;
      readonly remarks: readonly OwnRequestRemark[];
    }
  | {
      readonly kind: 'broken';
      readonly why: 'not-http' | 'response' | 'not-latin-1' | 'too-long' | RuleId;
      /** From 1. */
      readonly line: number;
      /** From 1. */
      readonly column: number;
    };

/** Accepts any line ends, and works with or without the empty line at the end. */
export function readOwnRequest(text: string): OwnRequest {
  const { head: headText, hasBody } = splitBody(text.trim());
  const lines = headText.split(/\r?\n/);
  if (headText === '') return { kind: 'none' };
  if (text.length > MAX_OWN_REQUEST)
    return { kind: 'broken', why: 'too-long', ...placeOf(lines, MAX_OWN_REQUEST) };
  const joined = `${lines.join('\r\n')}\r\n\r\n`;
  const foreign = joined.search(/[^\0-\xff]/);
  if (foreign >= 0) return { kind: 'broken', why: 'not-latin-1', ...placeOf(lines, foreign) };
  const reading = decodeHttpHead(toLatin1(joined));
  if (reading.kind === 'not-http') {
    return { kind: 'broken', why: 'not-http', ...placeOf(lines, reading.line.end - 1) };
  }
  if (reading.kind !== 'head') return { kind: 'broken', why: 'too-long', line: 1, column: 1 };
  const [violation] = reading.violations;
  if (violation !== undefined) {
    const { start } = bytesCovering(violation.range);
    return { kind: 'broken', why: violation.id, ...placeOf(lines, start) };
  }
  if (!isRequestHead(reading.head)) return { kind: 'broken', why: 'response', line: 1, column: 1 };
  const { head } = reading;
  return {
    kind: 'request',
    size: head.size,
    profile: profileOf(head),
    remarks: remarksOn(head, hasBody),
  };
}

/** An empty line ends the head (RFC 9112 §2.1). What follows is a body, which a poll has not. */
function splitBody(text: string): { readonly head: string; readonly hasBody: boolean } {
  const end = /\r?\n[ \t]*\r?\n/.exec(text);
  return end === null
    ? { head: text, hasBody: false }
    : { head: text.slice(0, end.index), hasBody: true };
}

function remarksOn({ startLine, fields }: RequestHead, hasBody: boolean): OwnRequestRemark[] {
  const isThere: Readonly<Record<OwnRequestRemark, boolean>> = {
    'other-version': startLine.version !== 'HTTP/1.1',
    'no-host': !fields.some((field) => isFieldNamed(field, FIELD.host)),
    'other-method': startLine.method !== 'GET',
    handshake: fields.some(isUpgrade),
    body: hasBody || fields.some(announcesBody),
  };
  return OWN_REQUEST_REMARKS.filter((remark) => isThere[remark]);
}

/** The line and column of a position in the lines joined by CR LF. */
function placeOf(lines: readonly string[], position: number): { line: number; column: number } {
  let start = 0;
  for (const [index, line] of lines.entries()) {
    const end = start + line.length + 2;
    if (position < end) return { line: index + 1, column: position - start + 1 };
    start = end;
  }
  return { line: lines.length, column: 1 };
}

/** Fields that belong to one request rather than to the client. */
const REQUEST_FIELDS = [FIELD.contentLength, 'Content-Type', FIELD.transferEncoding, FIELD.upgrade];

/** `Connection: Upgrade` (RFC 9110 §7.8), which only a handshake has. */
function isUpgrade({ name, value }: { readonly name: string; readonly value: string }): boolean {
  return isFieldNamed({ name }, FIELD.connection) && /\bupgrade\b/i.test(value);
}

function profileOf({ startLine, fields }: RequestHead): HeaderProfile {
  const { target } = startLine;
  const kept = fields
    .filter(({ name }) => !REQUEST_FIELDS.some((other) => isFieldNamed({ name }, other)))
    .filter((field) => !isUpgrade(field) && !/^sec-websocket-/i.test(field.name))
    .map(({ name, value }): FieldPair => [name, value]);
  const without = (...names: string[]) =>
    kept.filter(([name]) => !names.some((other) => isFieldNamed({ name }, other)));
  // Braces would be holes.
  const path = target.replace(/[{}]/g, '-');
  const safe = (pairs: readonly FieldPair[]) =>
    pairs.map(([name, value]): FieldPair => [name, value.replace(/[{}]/g, '-')]);
  const get = requestTemplate('GET', path, safe(kept));
  return {
    source: { kind: 'own' },
    heads: {
      ...MINIMAL_PROFILE.heads,
      ...RECORDED_ANSWERS,
      'poll-request': get,
      'long-poll-request': get,
      'stream-request': requestTemplate('GET', path, [
        ...safe(without('Accept')),
        ['Accept', 'text/event-stream'],
      ]),
      'post-request': requestTemplate('POST', path, [
        ...safe(kept),
        ['Content-Type', 'text/plain;charset=UTF-8'],
        [FIELD.contentLength, '{length}'],
      ]),
      'opening-request': requestTemplate('GET', path, [
        ...safe(without(FIELD.connection)),
        [FIELD.connection, 'Upgrade'],
        [FIELD.upgrade, 'websocket'],
        [FIELD.webSocketVersion, '13'],
        [FIELD.webSocketKey, '{key}'],
      ]),
    },
  };
}
