/** The parts of a story: chapters, steps, what each side does and sees, and the states they leave both sides in. */

import type { ReadyState } from '#core/protocol/connection-states.ts';
import type { MessageType } from '#core/protocol/message-sink.ts';
import type { Unit } from '#core/dissection/unit.ts';
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
  | 'open'
  | 'unit';

/** What code does, on either side, that makes bytes cross the wire. */
export type Call =
  | { readonly kind: 'connect'; readonly url: string }
  | { readonly kind: 'listen' }
  | { readonly kind: 'send'; readonly type: MessageType; readonly data: Uint8Array }
  | { readonly kind: 'ping'; readonly data: Uint8Array }
  | { readonly kind: 'close'; readonly code: number | null; readonly reason: string };

/** What code sees: in a page the events of its WebSocket, on a server those of its library. */
export type PageEvent =
  | { readonly kind: 'connection' }
  | { readonly kind: 'open' }
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
  /** The request, response or frame; null for signals. */
  readonly unit: Unit | null;
  /** Its index among the conversation's units; null for signals. */
  readonly unitIndex: number | null;
  /** Milliseconds since the trace began; null where nobody knows. */
  readonly sentAtMs: number | null;
  readonly arrival: Arrival;
  /** What the sender's code called; null where the step follows by itself, as a pong does. */
  readonly call: Call | null;
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
