/** Acts a script out between two `Connection`s over a simulated wire, which records the trace. */

import { EventQueue } from '#core/simulation/event-queue.ts';
import type { Tampering } from '#core/simulation/tampering.ts';
import { UniqueNames } from '#core/simulation/unique-names.ts';
import { Wire } from '#core/simulation/wire.ts';
import type { Side } from '#core/trace/direction.ts';
import type { Trace } from '#core/trace/trace.ts';
import { Actor, type Observer } from './actor.ts';
import type { Script } from './script.ts';

/** The trace of the script, with `tampering` applied to its segments. The same every time. */
export function actOut(script: Script, tampering?: Tampering, observer: Observer = {}): Trace {
  const queue = new EventQueue();
  const wires = wiresOf(script, queue, tampering);
  const { client: wire } = wires;
  const stage = { script, queue, observer };
  const actors: Record<Side, Actor> = {
    client: new Actor('client', { ...stage, wire: wires.client }),
    server: new Actor('server', { ...stage, wire: wires.server }),
  };
  const proxy = script.proxy?.start(queue, wires);
  if (script.isLineDead) wire.sever();
  if (script.heartbeat) {
    const { everyMs, timeoutMs } = script.heartbeat;
    actors.server.watch(everyMs, timeoutMs);
  }
  actors.client.connect();
  queue.runUntilQuiet();
  for (let next = 0; next < script.acts.length;) {
    next = scheduleFrom(script, next, queue, actors);
    queue.runUntilQuiet();
  }
  const isOver = () => {
    const isWaiting =
      actors.client.isWaiting || actors.server.isWaiting || (proxy?.isWaiting ?? false);
    // Only the heartbeat, which runs in the background, can notice that the connection is lost.
    const isUnnoticed = wire.isSevered && script.heartbeat && actors.server.readyState === 'OPEN';
    const hasArrived = SIDES.every((side) => wires[side].inFlight === 0);
    return queue.isQuiet && hasArrived && !isWaiting && !isUnnoticed;
  };
  while (!isOver() && queue.runNext());
  if (script.proxy === undefined) return wire.trace(script.endpoints);
  const { client, server } = script.endpoints;
  return {
    ...wires.client.trace({ client, server: script.proxy.endpoint }),
    onward: wires.server.trace({ client: script.proxy.endpoint, server }),
  };
}

const SIDES = ['client', 'server'] as const satisfies readonly Side[];

/** By side, the wire that it is attached to: the same for both unless a proxy is between them. */
function wiresOf(
  { network, proxy }: Script,
  queue: EventQueue,
  tampering: Tampering | undefined,
): Readonly<Record<Side, Wire>> {
  if (proxy === undefined) {
    const wire = new Wire(queue, network, tampering);
    return { client: wire, server: wire };
  }
  const names = new UniqueNames();
  const half = { ...network, oneWayDelayMs: network.oneWayDelayMs / 2 };
  return {
    client: new Wire(queue, { ...half, proxySide: 'server' }, tampering, names),
    server: new Wire(queue, { ...half, proxySide: 'client' }, tampering, names),
  };
}

/** Schedules an act and those after it up to the next that waits for quiet; returns its index. */
function scheduleFrom(
  script: Script,
  first: number,
  queue: EventQueue,
  actors: Readonly<Record<Side, Actor>>,
): number {
  let delayMs = 0;
  let index = first;
  for (; index < script.acts.length; index++) {
    const act = script.acts[index];
    if (act === undefined || (index > first && act.after === 'quiet')) break;
    delayMs += act.delayMs;
    queue.schedule(delayMs, () => actors[act.side].perform(act.action, act.segmentSizes));
  }
  return index;
}
