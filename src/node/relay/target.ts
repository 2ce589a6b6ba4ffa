/** Where a relay connects to: the URL of a WebSocket. */

import type { TargetFailure } from '#core/live/live-api.ts';

export type Target = {
  /** As it is shown, without a password. */
  readonly url: string;
  readonly isSecure: boolean;
  /** Without the brackets of an IPv6 address. */
  readonly hostname: string;
  readonly port: number;
  /** Path and query. */
  readonly requestTarget: string;
  /** The value of the Host field. */
  readonly host: string;
  /** Of a page on the same host. */
  readonly origin: string;
};

export type TargetReading =
  | { readonly kind: 'target'; readonly target: Target }
  | { readonly kind: 'unreadable'; readonly reason: string };

const PORTS = { 'ws:': 80, 'wss:': 443 } as const;

export function readTarget(text: string): TargetReading {
  if (!URL.canParse(text)) return unreadable(`“${text}” isn’t a URL`);
  const url = new URL(text);
  const { protocol, hostname, username, password, hash } = url;
  if (protocol !== 'ws:' && protocol !== 'wss:') {
    return unreadable(`its scheme is “${protocol.slice(0, -1)}”, and has to be ws or wss`);
  }
  if (username !== '' || password !== '') {
    return unreadable('it has a user name or password, which a WebSocket doesn’t send');
  }
  if (hash !== '')
    return unreadable('it has a fragment, which the URL of a WebSocket must not have');
  const isSecure = protocol === 'wss:';
  return {
    kind: 'target',
    target: {
      url: url.href,
      isSecure,
      hostname: hostname.replace(/^\[|\]$/g, ''),
      port: url.port === '' ? PORTS[protocol] : Number(url.port),
      requestTarget: url.pathname + url.search,
      host: url.host,
      origin: `${isSecure ? 'https' : 'http'}://${url.host}`,
    },
  };
}

function unreadable(reason: string): TargetReading {
  return { kind: 'unreadable', reason };
}

const LOOPBACK = /^(?:127\.|::1$|::ffff:127\.|0\.0\.0\.0$|::$)/;

/** Whether a connection leads back to the relay. */
export function isOwnAddress(address: string | undefined, port: number, ownPort: number): boolean {
  return port === ownPort && LOOPBACK.test(address ?? '');
}

const FAILURES: Readonly<Record<string, TargetFailure>> = {
  ENOTFOUND: 'no-address',
  EAI_AGAIN: 'no-address',
  ECONNREFUSED: 'refused',
  ETIMEDOUT: 'no-answer',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  EPROTO: 'not-tls',
  ERR_SSL_WRONG_VERSION_NUMBER: 'not-tls',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'not-tls',
  ERR_SSL_HTTP_REQUEST: 'not-tls',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate',
};

/** Codes of OpenSSL's checks of a certificate. */
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_(?:GET|VERIFY)|CRL_|HOSTNAME_MISMATCH|INVALID_CA/;

export function failureOf(error: Error): { readonly id: TargetFailure; readonly detail: string } {
  // An attempt at several addresses has an error for each.
  const first = error instanceof AggregateError ? (error.errors[0] as Error) : error;
  const code = 'code' in first ? String(first.code) : '';
  const known = FAILURES[code] ?? (CERTIFICATE.test(code) ? 'certificate' : 'other');
  return { id: known, detail: first.message };
}
