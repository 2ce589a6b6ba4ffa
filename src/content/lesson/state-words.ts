/** The states of both endpoints in words. */

import { readyStateNumber, type ReadyState } from '#core/protocol/endpoint.ts';
import type { Side } from '#core/trace/direction.ts';

/** Null is a server that has not received a request. */
function readyStateText(state: ReadyState | null): string {
  return state ?? 'no WebSocket';
}

/** With the number that a page reads. A server has no such number. */
export function numberedState(side: Side, state: ReadyState | null): string {
  const text = readyStateText(state);
  return side === 'client' && state !== null ? `${readyStateNumber(state)} ${text}` : text;
}
