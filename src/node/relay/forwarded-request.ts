/**
 * The request that a relay sends to its target: the browser's, byte by byte, except for the target,
 * Host and Origin. `Sec-WebSocket-Key` stays, and with it the right accept value.
 */

import { concatBytes } from '#core/bytes/byte-array.ts';
import { toLatin1 } from '#core/bytes/text.ts';
import { isFieldNamed, type FieldLine } from '#core/protocol/http/field-line.ts';
import type { RequestHead } from '#core/protocol/http/http-head.ts';
import type { Target } from './target.ts';

/** Which Origin the target sees: that of the page, that of the target's own site, or none. */
export const ORIGIN_MODES = ['target', 'keep', 'none'] as const;
export type OriginMode = (typeof ORIGIN_MODES)[number];

/**
 * Cookies of 127.0.0.1 belong to other programs on this machine, because a browser doesn't tell
 * ports apart (RFC 6265 §8.5). The target must not get them.
 */
const WITHHELD = 'Cookie';

/** `bytes` starts with the head. */
export function forwardRequest(
  bytes: Uint8Array,
  head: RequestHead,
  target: Target,
  originMode: OriginMode,
): Uint8Array {
  const { startLine, fields, endRange } = head;
  const line = toLatin1(`${startLine.method} ${requestTarget(head, target)} HTTP/1.1\r\n`);
  const forwarded = fields.map((field) => forwardField(bytes, field, target, originMode));
  return concatBytes([line, ...forwarded, bytes.subarray(endRange.start, endRange.end)]);
}

/** A tap's own query goes on, if the target has none. */
function requestTarget({ startLine }: RequestHead, { requestTarget: target }: Target): string {
  const [, query] = startLine.target.split(/\?(.*)/s);
  return query === undefined || target.includes('?') ? target : `${target}?${query}`;
}

function forwardField(
  bytes: Uint8Array,
  field: FieldLine,
  { host, origin }: Target,
  originMode: OriginMode,
): Uint8Array {
  const { start, end } = field.range;
  if (isFieldNamed(field, WITHHELD)) return new Uint8Array(0);
  if (isFieldNamed(field, 'Host')) return toLatin1(`${field.name}: ${host}\r\n`);
  if (!isFieldNamed(field, 'Origin') || originMode === 'keep') return bytes.subarray(start, end);
  return originMode === 'none' ? new Uint8Array(0) : toLatin1(`${field.name}: ${origin}\r\n`);
}
