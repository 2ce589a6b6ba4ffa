/** How a run is written to the wire: everything that decides bytes rather than times. */

import type { HeaderProfile } from '#core/traffic/heads/header-profile.ts';
import type { MessageFormat } from '#core/traffic/workload/app-message.ts';

export const EMPTY_ANSWERS = ['no-content', 'empty-list'] as const;

/**
 * The response to a poll if there is nothing new: 204 (RFC 9110 §15.3.5), or 200 with an empty
 * list.
 */
export type EmptyAnswer = (typeof EMPTY_ANSWERS)[number];

/**
 * What the page that contains the client left: no connection yet, one that is open and costs
 * nothing, or a closed one, after which TLS is resumed.
 */
export type PageConnection = 'none' | 'open' | 'closed';

export type WirePlan = {
  readonly profile: HeaderProfile;
  readonly format: MessageFormat;
  readonly emptyAnswer: EmptyAnswer;
  /** Events have ids, so a client that reconnects can name the last one it received. */
  readonly hasEventIds: boolean;
  /**
   * Everything uses HTTP/2, a WebSocket too (RFC 8441). That is an estimate, for which there are no
   * bytes.
   */
  readonly isHttp2: boolean;
  /** With TLS 1.3. */
  readonly isEncrypted: boolean;
  /** Responses with gzip (RFC 9110 §8.4.1.3), a WebSocket with permessage-deflate (RFC 7692). */
  readonly isCompressed: boolean;
  /** A WebSocket message is a list, because it may contain several collected messages. */
  readonly isCoalesced: boolean;
  /** Opening and closing of connections count. */
  readonly hasSetup: boolean;
  readonly pageConnection: PageConnection;
  readonly maxSegmentSize: number;
};
