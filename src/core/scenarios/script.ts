/** Scripts: which side does what, and when. Acting a script out produces a trace. */

import type { Limits } from '#core/protocol/messages/limits.ts';
import type { Codecs } from '#core/protocol/compression/codecs.ts';
import type { OpeningPolicy } from '#core/protocol/opening/opening-answer.ts';
import type { OpeningRequest } from '#core/protocol/opening/opening-request.ts';
import type { EventQueue } from '#core/simulation/event-queue.ts';
import type { Wire, WireOptions } from '#core/simulation/wire.ts';
import type { Side } from '#core/trace/direction.ts';
import type { EndpointDescription } from '#core/trace/trace.ts';
import type { HandMadeFrame } from './hand-made-frame.ts';

export type Action =
  | { readonly kind: 'send-text'; readonly text: string }
  | { readonly kind: 'send-binary'; readonly data: Uint8Array }
  | { readonly kind: 'send-frame'; readonly frame: HandMadeFrame }
  | { readonly kind: 'ping'; readonly data: Uint8Array }
  | { readonly kind: 'close'; readonly code: number | null; readonly reason: string }
  /** Several actions whose bytes are handed to TCP together. */
  | { readonly kind: 'together'; readonly actions: readonly Action[] }
  /** The connection is lost: nothing arrives any more, in either direction, and no side notices. */
  | { readonly kind: 'lose-line' }
  /** The program ends, or closes its socket: TCP ends without a Close frame. A page can't do it. */
  | { readonly kind: 'terminate' };

export type Act = {
  readonly side: Side;
  readonly action: Action;
  /** `quiet` waits until nothing is in flight, `previous` only until the act before it is done. */
  readonly after: 'quiet' | 'previous';
  /** Extra milliseconds to wait after that. */
  readonly delayMs: number;
  /** Sizes of the first segments, if the script decides them. */
  readonly segmentSizes?: readonly number[];
};

/** The server pings every `everyMs`, and drops the connection if nothing arrives in time. */
export type Heartbeat = { readonly everyMs: number; readonly timeoutMs: number };

/** A proxy halfway between the two sides, with a connection to each. */
export type ScriptedProxy = {
  readonly endpoint: EndpointDescription;
  /** Puts it between the wires to each side. */
  readonly start: (
    queue: EventQueue,
    wires: Readonly<Record<Side, Wire>>,
  ) => {
    /** Its TCP waits for an acknowledgement. */
    readonly isWaiting: boolean;
  };
};

export type Script = {
  readonly endpoints: Readonly<Record<Side, EndpointDescription>>;
  readonly network: WireOptions;
  /** Each of its two connections takes half of the network's delay. */
  readonly proxy?: ScriptedProxy;
  /** How long an endpoint takes to reply. */
  readonly replyDelayMs: Readonly<Record<Side, number>>;
  /**
   * How long the client waits for an accepted response since it began to connect, and the server
   * for a whole request since TCP opened.
   */
  readonly openingTimeoutMs: Readonly<Record<Side, number>>;
  readonly request: Omit<OpeningRequest, 'key'>;
  /** The 16 bytes of the client's handshake key. */
  readonly nonce: Uint8Array;
  /** Changes the request into that of an old or broken client. */
  readonly deviateRequest?: (request: Uint8Array) => Uint8Array;
  /** Which requests the server accepts, and what it adds to its 101. */
  readonly policy: OpeningPolicy;
  /** How much the server accepts. */
  readonly serverLimits?: Partial<Limits>;
  /** Needed if the handshake can negotiate compression. */
  readonly codecs?: Codecs;
  readonly heartbeat?: Heartbeat;
  /** The line is dead from the start: nothing that a side sends arrives. */
  readonly isLineDead?: boolean;
  /** The first masking keys of the client. */
  readonly maskingKeys: readonly Uint8Array[];
  /** Makes the masking keys after the first ones. */
  readonly seed: number;
  readonly acts: readonly Act[];
};
