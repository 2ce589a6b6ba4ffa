/**
 * What causes each state transition. Short, because an arrow has little room. Sources: RFC 6455
 * §4.1, §4.2.2 and §7.1; WHATWG WebSockets, readyState and "Feedback from the protocol".
 */

import { readyStateNumber, type EndpointEvent } from '#core/protocol/endpoint.ts';
import type { StateSlot } from '#core/scenes/state-diagram.ts';

export const TRANSITION_WORDS: Readonly<Record<EndpointEvent, string>> = {
  'response-sent': '101 sent',
  'response-accepted': '101 accepted',
  'handshake-failed': 'handshake failed',
  'close-sent': 'Close sent',
  'close-received': 'Close received',
  'connection-failed': 'connection failed',
  'tcp-closed': 'TCP closed',
};

/** The text in a slot of the state diagram: "1 OPEN", "101 sent". */
export function stateText(slot: StateSlot): string {
  return slot.id === 'ready-state'
    ? `${readyStateNumber(slot.state)} ${slot.state}`
    : TRANSITION_WORDS[slot.event];
}
