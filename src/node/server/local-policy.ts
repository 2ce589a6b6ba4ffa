/**
 * The Content-Security-Policy of the documents that the local server serves: the built one, but for
 * one directive. The page may connect to this server, and to nothing else.
 */

const BUILT = "connect-src 'none'";
const LOCAL = "connect-src 'self'";

const POLICY = /<meta http-equiv="Content-Security-Policy" content="[^"]*"/;

/** Unchanged if the document has no policy of the build. */
export function withLocalPolicy(html: string): string {
  return html.replace(POLICY, (policy) => policy.replace(BUILT, LOCAL));
}
