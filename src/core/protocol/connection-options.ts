/** What a connection is told at its start. */

import type { Codecs } from '#core/protocol/compression/codecs.ts';
import type { Limits } from '#core/protocol/messages/limits.ts';
import type { OpeningPolicy } from '#core/protocol/opening/opening-answer.ts';
import type { OpeningRequest } from '#core/protocol/opening/opening-request.ts';

type CommonOptions = {
  /** Absent limits are those of `DEFAULT_LIMITS`. */
  readonly limits?: Partial<Limits>;
  /**
   * Needed if an offer or a policy of ours can lead to compression: `MESSAGE_CODECS`. Without them
   * the constructor throws a `TypeError`.
   */
  readonly codecs?: Codecs;
};

type ClientOptions = CommonOptions & {
  readonly role: 'client';
  readonly request: OpeningRequest;
  /**
   * Whether it chooses as browsers do where the RFC lets a client choose: it fails at some
   * responses (`browserVerdict`), accepts more close codes (`faultInClose`), and if it fails, it
   * closes its socket without waiting for the server. True by default.
   */
  readonly isBrowser?: boolean;
  /** Returns 4 new bytes for each frame, from a strong source of entropy (§5.3). */
  readonly nextMaskingKey: () => Uint8Array;
};

type ServerOptions = CommonOptions & {
  readonly role: 'server';
  /** Which requests the server accepts, and what it negotiates. */
  readonly policy?: OpeningPolicy;
};

export type ConnectionOptions = ClientOptions | ServerOptions;
