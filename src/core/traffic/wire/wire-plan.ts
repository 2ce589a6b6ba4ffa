/** How a run is written to the wire: everything that decides bytes and not moments. */

import type { HeaderProfile } from '#core/traffic/heads/header-profile.ts';
import type { MessageFormat } from '#core/traffic/workload/message.ts';

export const EMPTY_ANSWERS = ['no-content', 'empty-list'] as const;

/**
 * What a poll is answered where there is nothing: 204 (RFC 9110 §15.3.5), or 200 with a list of
 * none.
 */
export type EmptyAnswer = (typeof EMPTY_ANSWERS)[number];

export type WirePlan = {
  readonly profile: HeaderProfile;
  readonly format: MessageFormat;
  readonly emptyAnswer: EmptyAnswer;
  /** Events have ids, so that a client that reconnects can say which it had last. */
  readonly hasEventIds: boolean;
  /** Requests and their answers by HTTP/2; an estimate, for which there are no bytes. */
  readonly isHttp2: boolean;
  /** By TLS 1.3. */
  readonly isEncrypted: boolean;
  /** WebSocket messages by permessage-deflate (RFC 7692). */
  readonly isCompressed: boolean;
  /** A WebSocket message is a list, since several may have been collected. */
  readonly isCoalesced: boolean;
  /** Opening and closing of connections count. */
  readonly hasSetup: boolean;
  readonly maxSegmentSize: number;
};
