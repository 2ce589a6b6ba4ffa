/**
 * The parts of a story: chapters, steps, what each side does and sees, and the states they leave
 * both sides in.
 */

import type { ByteRange } from '#core/bytes/bit-range.ts';
import type { ReadyState } from '#core/protocol/endpoint.ts';
import type { MessageType } from '#core/protocol/messages/message-sink.ts';
import type { Unit } from '#core/conversation/unit.ts';
import type { Direction, Side } from '#core/trace/direction.ts';
import type { TcpState } from '#core/trace/tcp-states.ts';
import type { Arrival } from '#core/trace/trace.ts';

/** The four chapters of every course on the subject, with TCP's opening before them. */
export const CHAPTER_IDS = ['tcp', 'handshake', 'connection', 'data', 'closure'] as const;

export type ChapterId = (typeof CHAPTER_IDS)[number];

export type StepKind =
  | 'tcp-syn'
  | 'tcp-syn-ack'
  | 'tcp-ack'
  | 'tcp-fin'
  | 'tcp-reset'
  | 'tcp-last-ack'
  /** A later segment of a unit whose first has been sent already. */
  | 'tcp-segment'
  /** A segment once more, since nobody acknowledged it. */
  | 'tcp-retransmission'
  | 'open'
  /** An endpoint's TCP gives up; nothing crosses. */
  | 'gave-up'
  | 'unit';

/**
 * Why a step happened: code called for it, it answers what came, or a library or browser fails the
 * connection by it.
 */
export type StepCause = 'call' | 'answer' | 'failure';

/** What code does, on either side, that makes bytes cross the wire. */
export type Call =
  | { readonly kind: 'connect'; readonly url: string }
  | { readonly kind: 'listen' }
  | { readonly kind: 'send'; readonly type: MessageType; readonly data: Uint8Array }
  | { readonly kind: 'ping'; readonly data: Uint8Array }
  | { readonly kind: 'close'; readonly code: number | null; readonly reason: string }
  /** Drops the connection without goodbye; a page can't. */
  | { readonly kind: 'terminate' };

/** What code sees: in a page the events of its WebSocket, on a server those of its library. */
export type PageEvent =
  | { readonly kind: 'connection' }
  /**
   * What the attributes `protocol` and `extensions` are from here on; empty where nothing was
   * agreed on.
   */
  | { readonly kind: 'open'; readonly protocol: string; readonly extensions: string }
  | { readonly kind: 'message'; readonly type: MessageType; readonly data: Uint8Array }
  | { readonly kind: 'ping' | 'pong'; readonly data: Uint8Array }
  | { readonly kind: 'error' }
  | {
      readonly kind: 'close';
      readonly code: number;
      readonly reason: string;
      readonly wasClean: boolean;
    };

export type SideState = { readonly tcp: TcpState; readonly readyState: ReadyState };

export type BothStates = Readonly<Record<Side, SideState>>;

export type Step = {
  /** Says what the step is, and stays when others are added after it: "client-text-1". */
  readonly id: string;
  readonly kind: StepKind;
  readonly chapter: ChapterId;
  /** Null for a step that crosses nothing. */
  readonly direction: Direction | null;
  /** Whose step it is where it crosses nothing. */
  readonly side: Side | null;
  /** The request, response or frame, of which it may carry a part only; null for signals. */
  readonly unit: Unit | null;
  /** Its index among the conversation's units; null for signals. */
  readonly unitIndex: number | null;
  /** The trace's events that cross in it. Steps that share one crossed in the same segment. */
  readonly eventIndices: readonly number[];
  /** The bytes of its direction's stream that cross in it; empty for signals. */
  readonly carried: ByteRange;
  /** By this name the first of its segments can be tampered with; null where nothing can. */
  readonly segmentName: string | null;
  /** Its receiver's TCP has it and keeps it back, since bytes before it are missing. */
  readonly isHeldBack: boolean;
  /** Its bytes are not those that were sent. */
  readonly isAltered: boolean;
  /**
   * What its arrival completed for its receiver: indices of units in `Story.received` of that side.
   * Not always the step's own: where bytes were altered other frames may come of them, and a
   * segment sent again may release several.
   */
  readonly completed: readonly number[];
  /** Milliseconds since the trace began; null where nobody knows. */
  readonly sentAtMs: number | null;
  readonly arrival: Arrival;
  readonly cause: StepCause | null;
  /** What the sender's code called; null where the step follows by itself, as a pong does. */
  readonly call: Call | null;
  /**
   * What a page that called reads from `bufferedAmount` at once: bytes of its message, without
   * framing.
   */
  readonly bufferedAmount: number;
  /** What the step makes code see, and where. */
  readonly pageEvents: readonly { readonly side: Side; readonly event: PageEvent }[];
  readonly statesBefore: BothStates;
  /** When all of it has arrived and nothing after it has happened. */
  readonly statesAfter: BothStates;
};

export type Chapter = {
  readonly id: ChapterId;
  /** Indices of its steps: `firstStep` up to, not including, `endStep`. */
  readonly firstStep: number;
  readonly endStep: number;
};

/** One thing that happens to one side: something leaves it, or something reaches it. */
export type Moment = {
  readonly stepIndex: number;
  readonly phase: 'sent' | 'arrived';
  /** Milliseconds since the trace began; null where nobody knows. */
  readonly atMs: number | null;
  /** From here on. */
  readonly states: BothStates;
};
