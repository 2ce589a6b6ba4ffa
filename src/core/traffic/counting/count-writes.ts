/** Counts everything that a method sent, by purpose, and in packets: without compressing it. */

import type { ByteCounts, Tally } from './byte-counts.ts';
import { HTTP2_SETUP } from './http2-estimate.ts';
import type { MethodRun, Write } from '#core/traffic/methods/method-run.ts';
import { Transport, type ConnectionStart, type WriteRole } from './transport.ts';
import type { WirePlan } from '#core/traffic/wire/wire-plan.ts';
import { WriteCounter, type CompressedWrites } from './write-counter.ts';

export type RunCount = {
  readonly bytes: ByteCounts;
  /** IP packets. */
  readonly packets: number;
};

/** Gets each write that counts, and the counts before it. */
export type WriteWatch = (write: Write, before: ByteCounts) => void;

/** `compressed` has the compressed writes of the run, and is null if nothing is compressed. */
export function countWrites(
  run: MethodRun,
  plan: WirePlan,
  compressed: CompressedWrites | null,
  watch?: WriteWatch,
): RunCount {
  const counter = new WriteCounter(plan, compressed);
  const { tally } = counter;
  const transport = new Transport(plan, tally);
  for (let connection = 0; connection < run.connectionCount; connection++) {
    const start = startOf(connection, run, plan);
    transport.addConnection(connection, start);
    const hasPreface = plan.isHttp2 && plan.hasSetup && start !== 'open';
    if (hasPreface) addPreface(transport, connection, tally);
  }
  for (const write of run.writes) {
    if (!plan.hasSetup && isSetupWrite(write)) continue;
    watch?.(write, tally);
    transport.send(write, counter.count(write), counter.extraWritesOf(write), roleOf(write));
    const isLastClose = isCloseFrame(write) && write.direction === 'server-to-client';
    if (isLastClose) transport.endClient(write.connection);
  }
  transport.finish();
  return { bytes: tally, packets: transport.packets };
}

/**
 * Only the first connection can be the page's. A WebSocket over HTTP/1.1 has its own, for which the
 * browser resumes TLS.
 */
export function startOf(
  connection: number,
  { method }: Pick<MethodRun, 'method'>,
  { pageConnection, isHttp2 }: Pick<WirePlan, 'pageConnection' | 'isHttp2'>,
): ConnectionStart {
  if (connection > 0 || pageConnection === 'closed') return 'resumed';
  if (pageConnection === 'none') return 'full';
  return method === 'websocket' && !isHttp2 ? 'resumed' : 'open';
}

function roleOf(write: Write): WriteRole {
  if (write.kind === 'event') return write.message === null ? 'other' : 'push';
  if (write.kind !== 'frame') return 'other';
  if (write.carries === 'ping') return 'ping';
  return write.carries === 'messages' ? 'push' : 'other';
}

/** Both sides' settings come first. */
function addPreface(transport: Transport, connection: number, tally: Tally): void {
  const at = { sentAtMs: 0, arrivedAtMs: 0, connection };
  tally.handshake += HTTP2_SETUP.client + HTTP2_SETUP.server;
  transport.send({ ...at, direction: 'client-to-server' }, HTTP2_SETUP.client);
  transport.send({ ...at, direction: 'server-to-client' }, HTTP2_SETUP.server);
}

/** Whether a write belongs to a connection's opening or closing. */
function isSetupWrite(write: Write): boolean {
  if (isCloseFrame(write)) return true;
  if (write.kind === 'frame') return false;
  return write.kind !== 'event' && (write.purpose === 'opening' || write.purpose === 'stream');
}

function isCloseFrame(write: Write): boolean {
  return write.kind === 'frame' && write.carries === 'close';
}
