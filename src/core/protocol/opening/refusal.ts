/**
 * How a server says no to an opening handshake: the connection stays HTTP, and ends (RFC 6455
 * §4.2.2, §4.4, §10.2).
 */

import { FIELD } from '#core/protocol/http/field-name.ts';
import type { FieldPair } from '#core/protocol/http/field-line.ts';
import { WEBSOCKET_VERSION } from './opening-request.ts';

/** An answer that keeps the connection HTTP. */
export type Refusal = {
  readonly status: number;
  readonly reason: string;
  readonly fields: readonly FieldPair[];
};

/**
 * Statuses that send a client elsewhere (RFC 9110 §15.4). Browsers do not go there (WHATWG
 * WebSockets).
 */
const REDIRECTS = {
  301: 'Moved Permanently',
  302: 'Found',
  303: 'See Other',
  307: 'Temporary Redirect',
  308: 'Permanent Redirect',
} as const;

const CLOSE: FieldPair = [FIELD.connection, 'close'];

/** "an appropriate error code (such as 400)" for whatever is malformed (§4.2.1). */
export function badRequest(): Refusal {
  return { status: 400, reason: 'Bad Request', fields: [CLOSE] };
}

/** The challenge says how to say who asks: `Basic realm="chat"` (RFC 9110 §15.5.2). */
export function unauthorized(challenge: string): Refusal {
  return {
    status: 401,
    reason: 'Unauthorized',
    fields: [CLOSE, [FIELD.wwwAuthenticate, challenge]],
  };
}

/** For an origin that is not welcome (§10.2), and whoever else is not. */
export function forbidden(): Refusal {
  return { status: 403, reason: 'Forbidden', fields: [CLOSE] };
}

export function notFound(): Refusal {
  return { status: 404, reason: 'Not Found', fields: [CLOSE] };
}

/** Has to say which methods would do (RFC 9110 §15.5.6). */
export function methodNotAllowed(): Refusal {
  return { status: 405, reason: 'Method Not Allowed', fields: [CLOSE, [FIELD.allow, 'GET']] };
}

/**
 * For a version that is not spoken here: it names the one that is (§4.4). And for a request that
 * asks for no WebSocket at all: a 426 has to say which protocol would do (RFC 9110 §15.5.22).
 */
export function upgradeRequired(): Refusal {
  return {
    status: 426,
    reason: 'Upgrade Required',
    fields: [
      [FIELD.upgrade, 'websocket'],
      [FIELD.connection, 'Upgrade, close'],
      [FIELD.webSocketVersion, WEBSOCKET_VERSION],
    ],
  };
}

/** For a head that is longer than the limit (RFC 6585 §5). */
export function headTooLarge(): Refusal {
  return { status: 431, reason: 'Request Header Fields Too Large', fields: [CLOSE] };
}

/** For now. Browsers do not try again by themselves. */
export function serviceUnavailable(retryAfterSeconds: number | null = null): Refusal {
  const retry: FieldPair[] =
    retryAfterSeconds === null ? [] : [[FIELD.retryAfter, String(retryAfterSeconds)]];
  return { status: 503, reason: 'Service Unavailable', fields: [CLOSE, ...retry] };
}

export function redirectTo(location: string, status: keyof typeof REDIRECTS = 307): Refusal {
  return { status, reason: REDIRECTS[status], fields: [CLOSE, [FIELD.location, location]] };
}
