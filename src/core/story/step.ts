/**
 * The parts of a story: chapters and steps, what code on each side calls and hears, and the states
 * of both sides (RFC 6455, WHATWG WebSockets).
 */

import type { ByteRange } from '#core/bytes/bit-range.ts';
import type { ReadyState } from '#core/protocol/endpoint.ts';
import type { MessageType } from '#core/protocol/messages/message-sink.ts';
import type { Violation } from '#core/protocol/rules/violation.ts';
import type { ContentDoubt } from '#core/conversation/content-doubt.ts';
import type { Unit } from '#core/conversation/unit.ts';
import type { Direction, Side } from '#core/trace/direction.ts';
import type { TcpState } from '#core/trace/tcp-states.ts';
import type { Arrival, GivingUp } from '#core/trace/trace.ts';
import type { MisreadAs } from './misreadings.ts';

/** The four parts of most courses on WebSocket, with TCP's opening before them. */
export const CHAPTER_IDS = ['tcp', 'handshake', 'connection', 'data', 'closure'] as const;

export type ChapterId = (typeof CHAPTER_IDS)[number];

export type StepKind =
  | 'tcp-syn'
  | 'tcp-syn-ack'
  | 'tcp-ack'
  | 'tcp-fin'
  | 'tcp-reset'
  /** The acknowledgement of a FIN by a side that has not sent its own, */
  | 'tcp-end-ack'
  /** or of the second FIN. */
  | 'tcp-last-ack'
  /** A later segment of a unit. */
  | 'tcp-segment'
  /** A segment again, because no acknowledgement arrived. */
  | 'tcp-retransmission'
  | 'open'
  /** An endpoint gives up: its TCP, or its application. Nothing crosses. */
  | 'gave-up'
  | 'unit';

/**
 * Why a step happened: code called for it, it answers what arrived, or a library or browser fails
 * the connection with it.
 */
export type StepCause = 'call' | 'answer' | 'failure';

/** What code on either side calls that makes bytes cross. */
export type Call =
  | {
      readonly kind: 'connect';
      readonly url: string;
      /** Those that the page offers, in the order of its preference. */
      readonly subprotocols: readonly string[];
    }
  | { readonly kind: 'send'; readonly type: MessageType; readonly data: Uint8Array }
  /** A fragment of a message. A page can't send one. */
  | {
      readonly kind: 'send-fragment';
      readonly type: MessageType;
      readonly data: Uint8Array;
      readonly isFinal: boolean;
    }
  | { readonly kind: 'ping'; readonly data: Uint8Array }
  | { readonly kind: 'close'; readonly code: number | null; readonly reason: string }
  /** Writes a frame that breaks a rule to the TCP socket, as bytes. A page can't. */
  | { readonly kind: 'write'; readonly bytes: Uint8Array }
  /** Closes the socket without a closing handshake. A page can't. */
  | { readonly kind: 'terminate' };

/** What code hears: in a page the events of its WebSocket, on a server those of its library. */
export type PageEvent =
  | { readonly kind: 'connection' }
  /** The attributes `protocol` and `extensions` from now on; empty if nothing was negotiated. */
  | { readonly kind: 'open'; readonly protocol: string; readonly extensions: string }
  | { readonly kind: 'message'; readonly type: MessageType; readonly data: Uint8Array }
  | { readonly kind: 'ping' | 'pong'; readonly data: Uint8Array }
  /** Its content isn't in the trace. Perhaps it isn't heard, because the connection fails. */
  | { readonly kind: 'unknown'; readonly doubt: ContentDoubt }
  | { readonly kind: 'error' }
  | {
      readonly kind: 'close';
      readonly code: number;
      readonly reason: string;
      readonly wasClean: boolean;
    };

export type SideState = {
  readonly tcp: TcpState;
  /** Null for a server that has not received a request: it has no WebSocket yet. */
  readonly readyState: ReadyState | null;
};

/** A proxy between the two sides. */
export type ProxyState = {
  /** Connections of TCP that are open at its end, in at least one direction. */
  readonly connections: 0 | 1 | 2;
  /** Whether it has passed a 101 on. From then on it only passes bytes on. */
  readonly isTunnel: boolean;
};

export type BothStates = {
  /** A page has its WebSocket from the start. */
  readonly client: SideState & { readonly readyState: ReadyState };
  readonly server: SideState;
  /** Absent if each side is at an end of the same connection. */
  readonly proxy?: ProxyState;
};

/** By which side it is at, one of the two connections of a proxy. */
export type Hop = Side;

export type Step = {
  /** Names the step, as "client-text-1" does. Later steps don't change it. */
  readonly id: string;
  readonly kind: StepKind;
  /** The connection in which it happens, if a proxy has two: see `ownStory`. */
  readonly hop?: Hop;
  readonly chapter: ChapterId;
  /** Null for a step in which nothing crosses. */
  readonly direction: Direction | null;
  /** The side that a step without direction happens on; null for others. */
  readonly side: Side | null;
  /** The request, response or frame; the step may carry only a part of it. Null for signals. */
  readonly unit: Unit | null;
  /** Its index among the conversation's units; null for signals. */
  readonly unitIndex: number | null;
  /** Indices of the trace's events. Steps that share one crossed in the same segment. */
  readonly eventIndices: readonly number[];
  /** Why an endpoint gave up; null for other steps. */
  readonly givingUp: GivingUp['reason'] | null;
  /** The bytes of its direction's stream that cross in it; empty for signals. */
  readonly carried: ByteRange;
  /** The name of its first segment, for tampering; null if that has none. */
  readonly segmentName: string | null;
  /** Its receiver's TCP holds it back, because earlier bytes are missing. */
  readonly isHeldBack: boolean;
  /** Its receiver has had all of it before, so TCP drops it (RFC 9293 §3.10.7.4). */
  readonly isDuplicate: boolean;
  /** Its bytes were altered in the network. */
  readonly isAltered: boolean;
  /**
   * Units that its arrival completed: indices in `Story.received` of its receiver. Not always the
   * step's own unit: altered bytes may contain other frames, and a retransmission may complete
   * several.
   */
  readonly completed: readonly number[];
  /** Its receiver does not read any more: it has failed, received a Close frame, or closed. */
  readonly isUnread: boolean;
  /**
   * What its receiver reads its bytes as, if not as what was sent, or as altered bytes in the place
   * of that. Null if it reads them so, or doesn't read them.
   */
  readonly misreadAs: MisreadAs | null;
  /**
   * The rule by which its arrival makes its receiver fail the handshake or the connection (RFC 6455
   * §7.1.7); null if it doesn't.
   */
  readonly fatalViolation: Violation | null;
  /** Milliseconds since the trace began; null if unknown. */
  readonly sentAtMs: number | null;
  readonly arrival: Arrival;
  readonly cause: StepCause | null;
  /** What the sender's code called; null if no code was involved, as for a pong. */
  readonly call: Call | null;
  /** What a page that called `send()` reads from `bufferedAmount` immediately afterwards. */
  readonly bufferedAmount: number;
  /** What code hears by the step, and on which side. */
  readonly pageEvents: readonly { readonly side: Side; readonly event: PageEvent }[];
  /**
   * Each side immediately before and after its own part in the step: the sender when it sends, the
   * receiver when it receives. A side without a part is as it was when the step began. Both are
   * the ends of the step's own connection, so that a proxy can be one of them.
   */
  readonly statesBefore: BothStates;
  readonly statesAfter: BothStates;
};

export type Chapter = {
  readonly id: ChapterId;
  /** Its steps have the indices from `firstStep` up to `endStep`, without `endStep` itself. */
  readonly firstStep: number;
  readonly endStep: number;
};

/** Something leaves one side or reaches it. */
export type Moment = {
  readonly stepIndex: number;
  readonly phase: 'sent' | 'arrived';
  /** Milliseconds since the trace began; null if unknown. */
  readonly atMs: number | null;
  /** From this moment on. */
  readonly states: BothStates;
};
