/**
 * The state of one endpoint of a WebSocket connection, as a table (RFC 6455 §4, §7.1).
 *
 * `Connection` runs on it, the story reads recorded endpoints with it, and the state diagram is
 * drawn from it. It knows no bytes: whoever runs it reports what the endpoint does and sees.
 */

import { ABNORMAL_CLOSURE, NO_STATUS_RECEIVED } from './messages/close-code.ts';

export type Role = 'client' | 'server';

/** A page knows them as `readyState` 0 to 3 (WHATWG WebSockets). */
export const READY_STATES = ['CONNECTING', 'OPEN', 'CLOSING', 'CLOSED'] as const;

export type ReadyState = (typeof READY_STATES)[number];

/** Each state with the `readyState` that a page would read in it. */
export const ENDPOINT_STATES = {
  /** The opening handshake is not complete. */
  connecting: 'CONNECTING',
  open: 'OPEN',
  /** We sent a Close frame and wait for the peer's. */
  'close-sent': 'CLOSING',
  /** The peer sent a Close frame and waits for ours. */
  'close-received': 'CLOSING',
  /** Both Close frames crossed; TCP is still connected. */
  'close-exchanged': 'CLOSING',
  /** The peer broke a rule. We read no further, and may still send the reason in a Close frame. */
  failing: 'CLOSING',
  /** We failed the connection, or the handshake, and only TCP remains to be closed. */
  failed: 'CLOSING',
  /** TCP closed after both Close frames crossed (§7.1.4: "closed cleanly"). */
  'closed-cleanly': 'CLOSED',
  /** TCP closed without a complete closing handshake. */
  closed: 'CLOSED',
} as const satisfies Record<string, ReadyState>;

export type EndpointState = keyof typeof ENDPOINT_STATES;

/** What an endpoint does or sees that can change its state. */
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

/** "_The WebSocket Closing Handshake is Started_" when a Close was sent or received (§7.1.3). */
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
 * The server is open when it has sent its 101, the client when it has accepted it (§4.1, §4.2.2).
 * An event that a state does not list cannot happen in it.
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

/** What an endpoint reports once it is closed (§7.1.4 to §7.1.6). */
export type CloseReport = {
  readonly code: number;
  readonly reason: string;
  readonly wasClean: boolean;
};

/** One endpoint on its way through the table. */
export class Endpoint {
  readonly role: Role;
  #state: EndpointState;
  /** From the first Close frame received (§7.1.5). */
  #received: { readonly code: number; readonly reason: string } | null = null;

  /** A recording that starts in the middle starts with an endpoint that is `open`. */
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

  /** Whether bytes from the peer are still read: not after its Close frame (§5.5.1), nor after a
   * failure (§7.1.7). */
  get isReading(): boolean {
    const state = this.#state;
    return state === 'connecting' || state === 'open' || state === 'close-sent';
  }

  allows(event: EndpointEvent): boolean {
    return TRANSITIONS[this.role][this.#state][event] !== undefined;
  }

  /** Throws where the table has no such transition. */
  take(event: EndpointEvent): void {
    const next = TRANSITIONS[this.role][this.#state][event];
    if (next === undefined) {
      const expected = Object.keys(TRANSITIONS[this.role][this.#state]).join(', ') || 'nothing';
      throw new RangeError(
        `expected ${expected} for a ${this.role} that is ${this.#state}, got ${event}`,
      );
    }
    this.#state = next;
  }

  /** The peer's Close frame. `code` is null where it has none: reported as 1005 (§7.1.5). */
  receiveClose(code: number | null, reason: string): void {
    this.take('close-received');
    this.#received = { code: code ?? NO_STATUS_RECEIVED, reason };
  }

  /** 1006 unless a Close frame was received (§7.1.5), clean if both crossed (§7.1.4). */
  get closeReport(): CloseReport {
    const { code, reason } = this.#received ?? { code: ABNORMAL_CLOSURE, reason: '' };
    return { code, reason, wasClean: this.#state === 'closed-cleanly' };
  }
}

/** The number that a page reads from `readyState`. */
export function readyStateNumber(state: ReadyState): number {
  return READY_STATES.indexOf(state);
}
