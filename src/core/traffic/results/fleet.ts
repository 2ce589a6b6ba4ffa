/** Many clients with the same settings: what their servers have to carry and keep open. */

import { totalOf } from '#core/traffic/counting/byte-counts.ts';
import type { ComparisonReport, MethodResult } from './comparison.ts';

export type Fleet = {
  readonly bitsPerSecond: number;
  readonly requestsPerSecond: number;
  readonly messagesPerSecond: number;
  /** Connections that are opened, as clients come and go. */
  readonly handshakesPerSecond: number;
  /** Open at the same time, on average. */
  readonly connectionsHeld: number;
  readonly memoryBytes: number;
};

const BITS_PER_BYTE = 8;
const BYTES_PER_KIB = 1024;

/** A client stays for a session, and another comes then. So it opens once per session. */
export function fleetOf(
  { settings }: Pick<ComparisonReport, 'settings'>,
  result: MethodResult,
): Fleet {
  const { clients, memoryPerConnection, sessionSeconds, layer } = settings;
  const { setup, steady } = result;
  const perSecond = (once: number, always: number) => clients * (always + once / sessionSeconds);
  const connectionsHeld = clients * result.connectionsHeld;
  return {
    bitsPerSecond:
      perSecond(totalOf(setup.bytes, layer), totalOf(steady.bytes, layer)) * BITS_PER_BYTE,
    requestsPerSecond: perSecond(setup.requests, steady.requests),
    messagesPerSecond: perSecond(result.messages, 0),
    handshakesPerSecond: perSecond(setup.connections, steady.connections),
    connectionsHeld,
    memoryBytes: connectionsHeld * memoryPerConnection * BYTES_PER_KIB,
  };
}
