/**
 * Asking again with another version of the protocol. A server that doesn't speak the client's
 * version lists those that it does, and the client "MAY repeat the WebSocket handshake" with one of
 * them (RFC 6455 §4.4).
 */

import { FIELD } from '#core/protocol/http/field-name.ts';
import { listElements } from '#core/protocol/http/field-line.ts';
import type { ResponseHead } from '#core/protocol/http/http-head.ts';
import { WEBSOCKET_VERSION } from './opening-request.ts';
import { isInterim, SWITCHING_PROTOCOLS } from './opening-response.ts';

export type VersionRetry =
  /** A next request, on a new connection and with a new key, can offer this version. */
  | { readonly kind: 'retry'; readonly version: string }
  /**
   * Why there is nothing to ask again for: the response doesn't reject, lists no versions, lists
   * the one that was offered (so it rejects for another reason), or lists none that the client
   * speaks.
   */
  | {
      readonly kind: 'none';
      readonly because: 'not-rejected' | 'no-versions' | 'version-listed' | 'none-spoken';
    };

/**
 * What a client can do after a response. `spoken` are the versions it speaks, best first: only 13
 * was published, so by default there is never another one to offer. The status doesn't matter: a
 * server sends "an appropriate HTTP error code (such as 426 Upgrade Required)" (§4.2.2).
 */
export function versionRetry(
  { startLine, fields }: ResponseHead,
  offered: string = WEBSOCKET_VERSION,
  spoken: readonly string[] = [WEBSOCKET_VERSION],
): VersionRetry {
  const { status } = startLine;
  if (status === SWITCHING_PROTOCOLS || isInterim(status)) return none('not-rejected');
  const listed = listElements(fields, FIELD.webSocketVersion);
  if (listed.length === 0) return none('no-versions');
  if (listed.includes(offered)) return none('version-listed');
  const version = spoken.find((each) => listed.includes(each));
  return version === undefined ? none('none-spoken') : { kind: 'retry', version };
}

function none(because: Extract<VersionRetry, { kind: 'none' }>['because']): VersionRetry {
  return { kind: 'none', because };
}
