/**
 * Which requests the local server answers at all. A page of any site can send requests to 127.0.0.1
 * and open WebSockets to it, and DNS can rebind a name of an attacker to it. So `Host` and `Origin`
 * are compared with what this server itself is called, never with each other.
 */

/** All values of each field that a request has. */
export type RequestMarks = {
  readonly host: readonly string[];
  readonly origin: readonly string[];
  /** `Sec-Fetch-Site`, which pages can't set. */
  readonly fetchSite: readonly string[];
};

/** Why a request is refused. */
export type GuardRefusal = 'host' | 'origin' | 'fetch-site';

/** Its own pages, and addresses that were typed. */
const OWN_FETCHES: readonly string[] = ['same-origin', 'none'];

const NAMES = ['127.0.0.1', 'localhost', '[::1]'] as const;

/** For pages of this server. Null if the request is answered. */
export function guardRequest(marks: RequestMarks, port: number): GuardRefusal | null {
  const hosts = ownHosts(port);
  if (!isOne(marks.host, hosts)) return 'host';
  const origins = hosts.map((host) => `http://${host}`);
  if (marks.origin.length > 0 && !isOne(marks.origin, origins)) return 'origin';
  return guardFetchSite(marks);
}

/** For a tap, which other programs and pages of this machine use. */
export function guardTap(
  marks: RequestMarks,
  port: number,
  allowedOrigins: readonly string[],
): GuardRefusal | null {
  if (!isOne(marks.host, ownHosts(port))) return 'host';
  if (marks.origin.length === 0) return guardFetchSite(marks);
  const [origin = ''] = marks.origin;
  const isWelcome = isLoopbackOrigin(origin) || allowedOrigins.includes(origin.toLowerCase());
  return marks.origin.length === 1 && isWelcome ? null : 'origin';
}

function guardFetchSite({ fetchSite }: RequestMarks): GuardRefusal | null {
  if (fetchSite.length === 0 || isOne(fetchSite, OWN_FETCHES)) return null;
  return 'fetch-site';
}

/** Browsers leave the scheme's own port out. */
function ownHosts(port: number): string[] {
  return NAMES.flatMap((name) => [`${name}:${port}`, ...(port === 80 ? [name] : [])]);
}

function isOne(values: readonly string[], allowed: readonly string[]): boolean {
  return values.length === 1 && allowed.includes(values[0]!.toLowerCase());
}

/** A page of this machine, at any port. */
function isLoopbackOrigin(origin: string): boolean {
  return /^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/i.test(origin);
}
