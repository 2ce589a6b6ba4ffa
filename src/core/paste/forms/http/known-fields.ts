/**
 * Fields of HTTP by sender, to separate heads without a start line from other lists of names and
 * values, and requests from responses (RFC 6455 §11.3, RFC 9110).
 */

import type { Side } from '#core/trace/direction.ts';

const REQUEST = [
  'sec-websocket-key',
  'sec-websocket-key1',
  'sec-websocket-key2',
  'host',
  'origin',
  'user-agent',
  'cookie',
  'referer',
  'accept',
  'accept-charset',
  'accept-encoding',
  'accept-language',
  'authorization',
  'proxy-authorization',
  'dnt',
  'if-none-match',
  'if-modified-since',
  'upgrade-insecure-requests',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-port',
  'x-forwarded-proto',
  'x-real-ip',
  'x-requested-with',
  ':method',
  ':path',
  ':authority',
  ':scheme',
  ':protocol',
];

const RESPONSE = [
  'sec-websocket-accept',
  'sec-websocket-location',
  'sec-websocket-origin',
  'server',
  'date',
  'set-cookie',
  'location',
  'www-authenticate',
  'proxy-authenticate',
  'retry-after',
  'etag',
  'expires',
  'last-modified',
  'strict-transport-security',
  'vary',
  'x-powered-by',
  'alt-svc',
  ':status',
];

const EITHER = [
  'sec-websocket-version',
  'sec-websocket-protocol',
  'sec-websocket-extensions',
  'connection',
  'upgrade',
  'cache-control',
  'pragma',
  'content-length',
  'content-type',
  'content-encoding',
  'transfer-encoding',
  'keep-alive',
  'via',
  'traceparent',
  'priority',
  'te',
];

/** Lists of other things have these names, too. */
const COMMON: ReadonlySet<string> = new Set([
  'accept',
  'connection',
  'date',
  'expires',
  'host',
  'location',
  'origin',
  'server',
  'upgrade',
  'vary',
  'via',
]);

const SIDES: ReadonlyMap<string, Side | null> = new Map([
  ...REQUEST.map((name) => [name, 'client'] as const),
  ...RESPONSE.map((name) => [name, 'server'] as const),
  ...EITHER.map((name) => [name, null] as const),
]);

/** Groups of fields with one prefix. */
const FAMILIES: readonly (readonly [prefix: string, side: Side | null])[] = [
  ['sec-websocket-', null],
  ['sec-fetch-', 'client'],
  ['sec-ch-', 'client'],
  ['access-control-request-', 'client'],
  ['access-control-', 'server'],
  ['cf-', null],
  ['x-', null],
];

/** Whether a name without regard to case is one of HTTP's. */
export function isKnownField(name: string): boolean {
  const lower = name.toLowerCase();
  return SIDES.has(lower) || FAMILIES.some(([prefix]) => lower.startsWith(prefix));
}

/** Who sends such a field; null if both do, or if the name isn't known. */
export function senderOfField(name: string): Side | null {
  const lower = name.toLowerCase();
  const known = SIDES.get(lower);
  if (known !== undefined) return known;
  return FAMILIES.find(([prefix]) => lower.startsWith(prefix))?.[1] ?? null;
}

/** How many points of evidence fields need to be a head. */
export const ENOUGH_WEIGHT = 3;

/** How surely a field is one of a head. One of a WebSocket's opening handshake is enough. */
export function fieldWeight(name: string, value: string): number {
  const lower = name.toLowerCase();
  if (lower.startsWith('sec-websocket-')) return ENOUGH_WEIGHT;
  if (lower === 'upgrade' && /^websocket$/i.test(value)) return ENOUGH_WEIGHT;
  if (lower.startsWith(':')) return SIDES.has(lower) ? 1 : 0;
  if (!isKnownField(lower)) return 0;
  return COMMON.has(lower) || lower.startsWith('x-') ? 0.5 : 1;
}
