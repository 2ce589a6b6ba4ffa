/** The host and port that a CONNECT request names: "example.com:443" (RFC 9110 §9.3.6). */

export type Authority = {
  /** Without the brackets of an IPv6 address. */
  readonly hostname: string;
  readonly port: number;
};

/** Null if it is something else. */
export function readAuthority(text: string): Authority | null {
  const [, bracketed, plain, digits] =
    /^(?:\[([\da-f:.]+)\]|([^\s:[\]/@]+)):(\d{1,5})$/i.exec(text) ?? [];
  const hostname = bracketed ?? plain;
  const port = Number(digits);
  return hostname === undefined || port < 1 || port > 0xffff ? null : { hostname, port };
}
