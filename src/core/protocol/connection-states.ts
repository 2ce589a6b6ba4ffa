/**
 * The states of a WebSocket connection and what leads from one to the next, as a table (RFC 6455
 * §4.1, §7.1). The connection runs on it, the story reads by it, and the state diagram is drawn
 * from it.
 */

import type { ReadyState } from './endpoint.ts';

/** What one endpoint does or sees that can change its state. */
export type Transition =
  | 'response-sent'
  | 'response-accepted'
  | 'handshake-failed'
  | 'close-sent'
  | 'close-received'
  | 'connection-failed'
  | 'tcp-closed';

/** "_The WebSocket Closing Handshake is Started_" when a Close was sent or received (§7.1.3). */
export const TRANSITIONS: Readonly<
  Record<ReadyState, Readonly<Partial<Record<Transition, ReadyState>>>>
> = {
  CONNECTING: {
    'response-sent': 'OPEN',
    'response-accepted': 'OPEN',
    'handshake-failed': 'CLOSING',
    'tcp-closed': 'CLOSED',
  },
  OPEN: {
    'close-sent': 'CLOSING',
    'close-received': 'CLOSING',
    'connection-failed': 'CLOSING',
    'tcp-closed': 'CLOSED',
  },
  CLOSING: {
    'close-sent': 'CLOSING',
    'close-received': 'CLOSING',
    'connection-failed': 'CLOSING',
    'tcp-closed': 'CLOSED',
  },
  CLOSED: {},
};

/** The state after the transition; the same state where it changes nothing. */
export function nextState(state: ReadyState, transition: Transition): ReadyState {
  return TRANSITIONS[state][transition] ?? state;
}
