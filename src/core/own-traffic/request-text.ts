/** A request as HTTP/1.1 text, as Compare counts it. */

import { fromLatin1 } from '#core/bytes/text.ts';
import type { FieldPair } from '#core/protocol/http/field-line.ts';
import { encodeRequestHead } from '#core/protocol/http/http-head.ts';
import { isToken } from '#core/protocol/http/token.ts';

/**
 * Null if the method or target can't be in a request line. Fields that can't be sent are left out.
 */
export function requestText(
  method: string,
  target: string,
  fields: readonly FieldPair[],
): string | null {
  if (!/^[A-Z][A-Z0-9_-]*$/.test(method) || !/^[\x21-\x7e]+$/.test(target)) return null;
  const sendable = fields.filter(
    ([name, value]) => isToken(name) && !/[\0-\x08\n-\x1f]|[^\0-\xff]/.test(value),
  );
  return headText(encodeRequestHead(method, target, sendable));
}

/** Of an absolute URL, with a Host field unless there is one. Null for another address. */
export function requestTextOfUrl(
  method: string,
  url: string,
  fields: readonly FieldPair[],
): string | null {
  const [, host, rest = ''] = /^(?:\w+:)?\/\/(?:[^/?#@]*@)?([^/?#]+)([^#]*)/.exec(url) ?? [];
  if (host === undefined) return null;
  const target = rest.startsWith('/') ? rest : `/${rest}`;
  const own = fields.filter(([name]) => !name.startsWith(':'));
  const hasHost = own.some(([name]) => name.toLowerCase() === 'host');
  return requestText(method, target, hasHost ? own : [['Host', host], ...own]);
}

/** With simple line ends, without the empty line at the end. */
export function headText(head: Uint8Array): string {
  return fromLatin1(head).replaceAll('\r\n', '\n').trim();
}
