/** Whether this document may connect to its server: only the local server allows that. */

const LOCAL_POLICY = /(?:^|;)\s*connect-src 'self'\s*(?:;|$)/;

export function mayConnect(): boolean {
  return [...document.getElementsByTagName('meta')].some(
    ({ httpEquiv, content }) =>
      httpEquiv === 'Content-Security-Policy' && LOCAL_POLICY.test(content),
  );
}
