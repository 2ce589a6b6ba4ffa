/**
 * Where an opening request goes: the path, the host and the origin, as texts (RFC 9112 §3.2, RFC
 * 6454 §7).
 */

import type { ByteRange } from '#core/bytes/bit-range.ts';

/**
 * What a path or query is made of (RFC 3986 §3.3, §3.4). Browsers send some other characters in a
 * query.
 */
const ADDRESS_CHARACTERS = String.raw`(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/?]|%[0-9A-Fa-f]{2})*`;
const HOST = String.raw`(?:\[[0-9A-Za-z:.\-_~!$&'()*+,;=]+\]|(?:[A-Za-z0-9\-._~!$&'()*+,;=]|%[0-9A-Fa-f]{2})+)(?::\d*)?`;

const ORIGIN_FORM = new RegExp(`^/${ADDRESS_CHARACTERS}$`);
/** "an absolute http/https URI" (RFC 6455 §4.1, item 2). */
const ABSOLUTE_FORM = new RegExp(`^https?://${HOST}(?:[/?]${ADDRESS_CHARACTERS})?$`, 'i');
const ABSOLUTE_PREFIX = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i;
const WHOLE_HOST = new RegExp(`^${HOST}$`);
/** A host may be empty, as in "file://". */
const SERIALIZED_ORIGIN = new RegExp(`^[a-z][a-z0-9+.-]*://(?:${HOST})?$`, 'i');

/** A path, or a whole http or https address; without a fragment. */
export function isWellFormedTarget(target: string): boolean {
  return ORIGIN_FORM.test(target) || ABSOLUTE_FORM.test(target);
}

/** Where a target's fragment lies, its "#" included (RFC 6455 §3: there is none). */
export function findFragment(target: string): ByteRange | null {
  const start = target.indexOf('#');
  return start === -1 ? null : { start, end: target.length };
}

/** The resource's name: path and query, without scheme and host where the target has them. */
export function resourceNameOf(target: string): string {
  const [name = ''] = target.replace(ABSOLUTE_PREFIX, '').split('#');
  return name.startsWith('/') ? name : `/${name}`;
}

/** The resource's path alone. */
export function pathOf(target: string): string {
  return resourceNameOf(target).split('?')[0] ?? '/';
}

export function isWellFormedHost(host: string): boolean {
  return WHOLE_HOST.test(host);
}

/** "null", or origins with blanks between; browsers send one. */
export function isWellFormedOrigin(origin: string): boolean {
  return origin === 'null' || origin.split(' ').every((each) => SERIALIZED_ORIGIN.test(each));
}
