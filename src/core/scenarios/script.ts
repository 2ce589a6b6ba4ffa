/** Scripts: who does what, and when. What crosses the wire follows from acting them out. */

import type { Limits } from '#core/protocol/messages/limits.ts';
import type { Codecs } from '#core/protocol/compression/codecs.ts';
import type { OutgoingFrame } from '#core/protocol/framing/frame.ts';
import type { OpeningPolicy } from '#core/protocol/opening/opening-answer.ts';
import type { OpeningRequest } from '#core/protocol/opening/opening-request.ts';
import type { WireOptions } from '#core/simulation/wire.ts';
import type { Side } from '#core/trace/direction.ts';
import type { Endpoint } from '#core/trace/trace.ts';

/** A frame of somebody who frames by himself: a fragment, or what a library would not send. */
export type FrameOfOnesOwn = Omit<OutgoingFrame, 'maskingKey'> & {
  /** Masked as a client's, or not, as a server's; as the sender has to where this is absent. */
  readonly isMasked?: boolean;
  /**
   * Bits of the first byte that are the other way round than they should be: the one deliberate
   * deviation.
   */
  readonly flippedBits?: number;
};

export type Action =
  | { readonly kind: 'send-text'; readonly text: string }
  | { readonly kind: 'send-binary'; readonly data: Uint8Array }
  | { readonly kind: 'send-frame'; readonly frame: FrameOfOnesOwn }
  | { readonly kind: 'ping'; readonly data: Uint8Array }
  | { readonly kind: 'close'; readonly code: number | null; readonly reason: string }
  /** Several, of which TCP gets the bytes all at once. */
  | { readonly kind: 'together'; readonly actions: readonly Action[] }
  /** Drops the TCP connection, without goodbye: RST. */
  | { readonly kind: 'abort' }
  /** The line goes dead: from here on nothing arrives, either way. Nobody is told. */
  | { readonly kind: 'lose-line' };

export type Act = {
  readonly side: Side;
  readonly action: Action;
  /**
   * What it waits for: `quiet`, until nothing is under way; `previous`, until the act before it was
   * done, whatever is still under way.
   */
  readonly after: 'quiet' | 'previous';
  /** How long from then on, in milliseconds. */
  readonly delayMs: number;
  /** Sizes of the segments in which TCP sends it, where that is not left to chance. */
  readonly segmentSizes?: readonly number[];
};

/**
 * A server's watch over a connection: it pings again and again, and where nothing comes back in
 * time, it gives up.
 */
export type Heartbeat = { readonly everyMs: number; readonly timeoutMs: number };

export type Script = {
  readonly id: string;
  readonly endpoints: Readonly<Record<Side, Endpoint>>;
  readonly network: WireOptions;
  /** How long an endpoint takes to answer what it received. */
  readonly replyDelayMs: Readonly<Record<Side, number>>;
  readonly request: Omit<OpeningRequest, 'key'>;
  /** Sixteen bytes, which the client sends as its key. */
  readonly nonce: Uint8Array;
  /** What a client of old, or a broken one, makes of its request: the one deliberate deviation. */
  readonly deviateRequest?: (request: Uint8Array) => Uint8Array;
  /** Whom the server lets in, and what it adds to its 101. */
  readonly policy: OpeningPolicy;
  /** How much the server takes. */
  readonly serverLimits?: Partial<Limits>;
  /** Needed if the handshake can agree on compression. */
  readonly codecs?: Codecs;
  readonly heartbeat?: Heartbeat;
  /** Nobody listens from the beginning. */
  readonly isLineDead?: boolean;
  /** The first masking keys; those after them come from `seed`. */
  readonly maskingKeys: readonly Uint8Array[];
  readonly seed: number;
  readonly acts: readonly Act[];
};
