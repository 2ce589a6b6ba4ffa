/**
 * The HTTP responses with which a server rejects an opening handshake. They end the connection (RFC
 * 6455 §4.2.2, §4.4, §10.2).
 */

import { FIELD } from '#core/protocol/http/field-name.ts';
import type { FieldPair } from '#core/protocol/http/field-line.ts';
import { WEBSOCKET_VERSION } from './opening-request.ts';

/** A response other than 101. */
export type Refusal = {
  readonly status: number;
  readonly reason: string;
  readonly fields: readonly FieldPair[];
};

/** Statuses of redirects (RFC 9110 §15.4). Browsers don't follow them (WHATWG WebSockets). */
const REDIRECTS = {
  301: 'Moved Permanently',
  302: 'Found',
  303: 'See Other',
  307: 'Temporary Redirect',
  308: 'Permanent Redirect',
} as const;

const CLOSE: FieldPair = [FIELD.connection, 'close'];

/** For a malformed request: "an appropriate error code (such as 400 Bad Request)" (§4.2.1). */
export function badRequest(): Refusal {
  return { status: 400, reason: 'Bad Request', fields: [CLOSE] };
}

/**
 * For a request without credentials. The challenge names a way to send them: `Basic realm="chat"`
 * (RFC 9110 §15.5.2).
 */
export function unauthorized(challenge: string): Refusal {
  return {
    status: 401,
    reason: 'Unauthorized',
    fields: [CLOSE, [FIELD.wwwAuthenticate, challenge]],
  };
}

/** For an origin that may not connect (§10.2), or a client that may not. */
export function forbidden(): Refusal {
  return { status: 403, reason: 'Forbidden', fields: [CLOSE] };
}

export function notFound(): Refusal {
  return { status: 404, reason: 'Not Found', fields: [CLOSE] };
}

/** It has to list the allowed methods (RFC 9110 §15.5.6). */
export function methodNotAllowed(): Refusal {
  return { status: 405, reason: 'Method Not Allowed', fields: [CLOSE, [FIELD.allow, 'GET']] };
}

/**
 * For another version of the protocol: it names the one that the server speaks (§4.4). Also for a
 * request that isn't for a WebSocket: a 426 names the required protocol (RFC 9110 §15.5.22).
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

/** For a request that did not arrive in time (RFC 9110 §15.5.9). */
export function requestTimeout(): Refusal {
  return { status: 408, reason: 'Request Timeout', fields: [CLOSE] };
}

/** For a head that is longer than the server's limit (RFC 6585 §5). */
export function headTooLarge(): Refusal {
  return { status: 431, reason: 'Request Header Fields Too Large', fields: [CLOSE] };
}

/** For an overloaded server (RFC 9110 §15.6.4). Browsers don't retry by themselves. */
export function serviceUnavailable(retryAfterSeconds: number | null = null): Refusal {
  const retry: FieldPair[] =
    retryAfterSeconds === null ? [] : [[FIELD.retryAfter, String(retryAfterSeconds)]];
  return { status: 503, reason: 'Service Unavailable', fields: [CLOSE, ...retry] };
}

export function redirectTo(location: string, status: keyof typeof REDIRECTS = 307): Refusal {
  return { status, reason: REDIRECTS[status], fields: [CLOSE, [FIELD.location, location]] };
}
