/** Counts everything that a method sent, by purpose, and in packets. */

import type { ByteCounts, Tally } from './byte-counts.ts';
import { HTTP2_SETUP } from './http2-estimate.ts';
import type { MethodRun, Write } from '#core/traffic/methods/method-run.ts';
import { Transport } from './transport.ts';
import type { WirePlan } from '#core/traffic/wire/wire-plan.ts';
import { WriteCounter } from './write-counter.ts';

export type RunCount = {
  readonly bytes: ByteCounts;
  /** IP packets. */
  readonly packets: number;
};

/** `watch` gets each write that counts, and the counts before it. */
export function countRun(
  run: MethodRun,
  plan: WirePlan,
  watch?: (write: Write, before: ByteCounts) => void,
): RunCount {
  const counter = new WriteCounter(plan, run);
  const { tally } = counter;
  const transport = new Transport(plan, tally);
  const usesHttp2 = plan.isHttp2 && run.method !== 'websocket';
  for (let connection = 0; connection < run.connectionCount; connection++) {
    transport.addConnection(connection === 0);
    if (usesHttp2 && plan.hasSetup) addPreface(transport, connection, tally);
  }
  for (const write of run.writes) {
    if (!plan.hasSetup && isSetupWrite(write)) continue;
    watch?.(write, tally);
    transport.send(write, counter.count(write), counter.extraWritesOf(write));
    const isLastClose = isCloseFrame(write) && write.direction === 'server-to-client';
    if (isLastClose) transport.endClient(write.connection);
  }
  transport.finish();
  return { bytes: tally, packets: transport.packets };
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
