/** Scripts: who does what, and when. What crosses the wire follows from acting them out. */

import type { OpeningPolicy } from '#core/protocol/opening-answer.ts';
import type { OpeningRequest } from '#core/protocol/opening-request.ts';
import type { WireOptions } from '#core/simulation/wire.ts';
import type { Side } from '#core/trace/direction.ts';
import type { Endpoint } from '#core/trace/trace.ts';

export type Action =
  | { readonly kind: 'send-text'; readonly text: string }
  | { readonly kind: 'send-binary'; readonly data: Uint8Array }
  | { readonly kind: 'ping'; readonly data: Uint8Array }
  | { readonly kind: 'close'; readonly code: number; readonly reason: string };

export type Act = {
  readonly side: Side;
  readonly action: Action;
  /**
   * What it waits for: `quiet`, until nothing is under way; `previous`, until the act before it was done,
   * whatever is still under way.
   */
  readonly after: 'quiet' | 'previous';
  /** How long from then on, in milliseconds. */
  readonly delayMs: number;
};

export type Script = {
  readonly id: string;
  readonly endpoints: Readonly<Record<Side, Endpoint>>;
  readonly network: WireOptions;
  /** How long an endpoint takes to answer what it received. */
  readonly replyDelayMs: Readonly<Record<Side, number>>;
  readonly request: Omit<OpeningRequest, 'key'>;
  /** Sixteen bytes, which the client sends as its key. */
  readonly nonce: Uint8Array;
  /** Whom the server lets in, and what it adds to its 101. */
  readonly policy: OpeningPolicy;
  /** The first masking keys; those after them come from `seed`. */
  readonly maskingKeys: readonly Uint8Array[];
  readonly seed: number;
  readonly acts: readonly Act[];
};
