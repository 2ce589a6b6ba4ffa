/**
 * The state of one endpoint of a WebSocket connection, as a table (RFC 6455 §4, §7.1).
 *
 * `Connection` runs on it, the story reads recorded endpoints with it, and the state diagram is
 * drawn from it. It contains no bytes: its caller reports what the endpoint sends and receives.
 */

import { ABNORMAL_CLOSURE, NO_STATUS_RECEIVED } from '#core/protocol/messages/close-code.ts';

export type Role = 'client' | 'server';

/** In the order of the numbers that a page reads from `readyState` (WHATWG WebSockets). */
export const READY_STATES = ['CONNECTING', 'OPEN', 'CLOSING', 'CLOSED'] as const;

export type ReadyState = (typeof READY_STATES)[number];

/** Each state, with the `readyState` that a page would read in it. */
export const ENDPOINT_STATES = {
  /** The opening handshake is not complete. */
  connecting: 'CONNECTING',
  open: 'OPEN',
  /** We sent a Close frame, and wait for the peer's. */
  'close-sent': 'CLOSING',
  /** The peer sent a Close frame, and waits for ours. */
  'close-received': 'CLOSING',
  /** Each side sent a Close frame. TCP is still connected. */
  'close-exchanged': 'CLOSING',
  /** The peer broke a rule. We have stopped reading, and can still send the reason in a Close. */
  failing: 'CLOSING',
  /** We failed the handshake or the connection. Only TCP remains to be closed. */
  failed: 'CLOSING',
  /** TCP closed after each side sent a Close frame (§7.1.4: "closed _cleanly_"). */
  'closed-cleanly': 'CLOSED',
  /** TCP closed without a complete closing handshake. */
  closed: 'CLOSED',
} as const satisfies Record<string, ReadyState>;

export type EndpointState = keyof typeof ENDPOINT_STATES;

/** What an endpoint sends, receives or notices that changes its state. */
export type EndpointEvent =
  | 'response-sent'
  | 'response-accepted'
  | 'handshake-failed'
  | 'close-sent'
  | 'close-received'
  | 'connection-failed'
  | 'tcp-closed';

type Transitions = Readonly<
  Record<EndpointState, Readonly<Partial<Record<EndpointEvent, EndpointState>>>>
>;

/** "_The WebSocket Closing Handshake is Started_" when a Close is sent or received (§7.1.3). */
const ONCE_OPEN = {
  open: {
    'close-sent': 'close-sent',
    'close-received': 'close-received',
    'connection-failed': 'failing',
    'tcp-closed': 'closed',
  },
  'close-sent': {
    'close-received': 'close-exchanged',
    'connection-failed': 'failed',
    'tcp-closed': 'closed',
  },
  'close-received': { 'close-sent': 'close-exchanged', 'tcp-closed': 'closed' },
  'close-exchanged': { 'tcp-closed': 'closed-cleanly' },
  failing: { 'close-sent': 'failed', 'tcp-closed': 'closed' },
  failed: { 'tcp-closed': 'closed' },
  'closed-cleanly': {},
  closed: {},
} as const satisfies Omit<Transitions, 'connecting'>;

/**
 * By role, state and event: the next state. An event that a state does not list is illegal in it.
 *
 * A server is open once it has sent its 101, a client once it has accepted it (§4.1, §4.2.2).
 */
export const TRANSITIONS: Readonly<Record<Role, Transitions>> = {
  client: {
    connecting: {
      'response-accepted': 'open',
      'handshake-failed': 'failed',
      'tcp-closed': 'closed',
    },
    ...ONCE_OPEN,
  },
  server: {
    connecting: { 'response-sent': 'open', 'handshake-failed': 'failed', 'tcp-closed': 'closed' },
    ...ONCE_OPEN,
  },
};

/** What an endpoint reports when it is closed (§7.1.4 to §7.1.6): a page's `close` event. */
export type CloseReport = {
  /** Of the first Close frame received; 1005 if that had none, 1006 if none was received. */
  readonly code: number;
  readonly reason: string;
  readonly wasClean: boolean;
};

/** One endpoint and its current state. */
export class Endpoint {
  readonly role: Role;
  #state: EndpointState;
  /** From the first Close frame received (§7.1.5). */
  #received: { readonly code: number; readonly reason: string } | null = null;

  /** `state` is `open` for a recording that starts after the opening handshake. */
  constructor(role: Role, state: EndpointState = 'connecting') {
    this.role = role;
    this.#state = state;
  }

  get state(): EndpointState {
    return this.#state;
  }

  get readyState(): ReadyState {
    return ENDPOINT_STATES[this.#state];
  }

  /**
   * Whether we still read bytes from the peer. Reading stops at its Close frame (§5.5.1) and when
   * the connection fails (§7.1.7).
   */
  get isReading(): boolean {
    const state = this.#state;
    return state === 'connecting' || state === 'open' || state === 'close-sent';
  }

  /**
   * Whether our half of the TCP connection is open. An endpoint that fails ends it (§7.1.7). A
   * server ends it as soon as each side has sent a Close frame (§7.1.1); its client waits for that.
   */
  get isWriting(): boolean {
    const state = this.#state;
    if (state === 'close-exchanged') return this.role === 'client';
    return state !== 'failed' && this.readyState !== 'CLOSED';
  }

  allows(event: EndpointEvent): boolean {
    return this.#after(event) !== undefined;
  }

  /** Moves to the next state. Throws a `RangeError` if the table does not list `event` here. */
  take(event: EndpointEvent): void {
    const next = this.#after(event);
    if (next === undefined) {
      const expected = Object.keys(TRANSITIONS[this.role][this.#state]).join(', ') || 'no event';
      throw new RangeError(
        `expected ${expected} for a ${this.role} in state ${this.#state}, got ${event}`,
      );
    }
    this.#state = next;
  }

  /**
   * Takes `close-received`, and keeps the Close frame's content for the report. `code` is null if
   * the frame contains none.
   */
  receiveClose(code: number | null, reason: string): void {
    this.take('close-received');
    this.#received = { code: code ?? NO_STATUS_RECEIVED, reason };
  }

  /** Clean only if each side sent a Close frame before TCP closed (§7.1.4). */
  get closeReport(): CloseReport {
    const { code, reason } = this.#received ?? { code: ABNORMAL_CLOSURE, reason: '' };
    return { code, reason, wasClean: this.#state === 'closed-cleanly' };
  }

  #after(event: EndpointEvent): EndpointState | undefined {
    return TRANSITIONS[this.role][this.#state][event];
  }
}

/** The number that a page reads from `readyState`. */
export function readyStateNumber(state: ReadyState): number {
  return READY_STATES.indexOf(state);
}
