/**
 * The syntax of what an opening request names: its target, host and origin (RFC 9112 §3.2, RFC 6454
 * §7).
 */

import type { ByteRange } from '#core/bytes/bit-range.ts';

/**
 * The characters of a path or query (RFC 3986 §3.3, §3.4). Browsers send some others in a query.
 */
const ADDRESS_CHARACTERS = String.raw`(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/?]|%[0-9A-Fa-f]{2})*`;
const HOST = String.raw`(?:\[[0-9A-Za-z:.\-_~!$&'()*+,;=]+\]|(?:[A-Za-z0-9\-._~!$&'()*+,;=]|%[0-9A-Fa-f]{2})+)(?::\d*)?`;

const ORIGIN_FORM = new RegExp(`^/${ADDRESS_CHARACTERS}$`);
/** "an absolute http/https URI" (RFC 6455 §4.1, item 2). */
const ABSOLUTE_FORM = new RegExp(`^https?://${HOST}(?:[/?]${ADDRESS_CHARACTERS})?$`, 'i');
const RESOURCE_PREFIX = /^https?:\/\/[^/?#]/i;
const ABSOLUTE_PREFIX = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i;
/** Scheme, host and port. */
const ORIGIN_PARTS = /^([a-z][a-z0-9+.-]*):\/\/(\[[^\]]*\]|[^:/?#]*)(?::(\d*))?$/;
const WHOLE_HOST = new RegExp(`^${HOST}$`);
/** A host may be empty, as in "file://". */
const SERIALIZED_ORIGIN = new RegExp(`^[a-z][a-z0-9+.-]*://(?:${HOST})?$`, 'i');

/**
 * Whether `target` names a resource: it is a path, or an http or https URL (RFC 6455 §4.1, item 2).
 * "*", "chat" and ws URLs don't (RFC 9112 §3.2).
 */
export function namesResource(target: string): boolean {
  return target.startsWith('/') || RESOURCE_PREFIX.test(target);
}

/** Whether `target` is a path, or a whole http or https URL, without a fragment. */
export function isWellFormedTarget(target: string): boolean {
  return ORIGIN_FORM.test(target) || ABSOLUTE_FORM.test(target);
}

/** The range of the target's fragment, "#" included. RFC 6455 §3 forbids fragments. */
export function findFragment(target: string): ByteRange | null {
  const start = target.indexOf('#');
  return start === -1 ? null : { start, end: target.length };
}

/** The resource name (RFC 6455 §3): path and query, without a scheme and host. */
export function resourceNameOf(target: string): string {
  const [name = ''] = target.replace(ABSOLUTE_PREFIX, '').split('#');
  return name.startsWith('/') ? name : `/${name}`;
}

/** The path, without the query. */
export function pathOf(target: string): string {
  return resourceNameOf(target).split('?')[0] ?? '/';
}

export function isWellFormedHost(host: string): boolean {
  return WHOLE_HOST.test(host);
}

/**
 * Whether two serialized origins are the same: same scheme, host and port, of which case and a
 * default port don't count (RFC 6454 §4, §5). Texts that are no such origin, such as "null", are
 * compared as they are.
 */
export function isSameOrigin(a: string, b: string): boolean {
  return comparableOrigin(a) === comparableOrigin(b);
}

const DEFAULT_PORTS: Readonly<Record<string, string>> = { http: '80', https: '443' };

function comparableOrigin(origin: string): string {
  const [, scheme = '', host = '', port = ''] = ORIGIN_PARTS.exec(origin.toLowerCase()) ?? [];
  if (scheme === '') return origin;
  const number = port.replace(/^0+(?=\d)/, '');
  return `${scheme}://${host}${number === '' || number === DEFAULT_PORTS[scheme] ? '' : `:${number}`}`;
}

/** "null", or origins with a space between them. Browsers send one. */
export function isWellFormedOrigin(origin: string): boolean {
  return origin === 'null' || origin.split(' ').every((each) => SERIALIZED_ORIGIN.test(each));
}
