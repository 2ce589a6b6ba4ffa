/** Acts a script out between two `Connection`s over a simulated wire, which records the trace. */

import { EventQueue } from '#core/simulation/event-queue.ts';
import type { Tampering } from '#core/simulation/tampering.ts';
import { Wire } from '#core/simulation/wire.ts';
import type { Side } from '#core/trace/direction.ts';
import type { Trace } from '#core/trace/trace.ts';
import { Actor, type Observer } from './actor.ts';
import type { Script } from './script.ts';

const IGNORE: Observer = () => undefined;

/** The trace of the script, with `tampering` applied to its segments. The same every time. */
export function actOut(script: Script, tampering?: Tampering, observe: Observer = IGNORE): Trace {
  const queue = new EventQueue();
  const wire = new Wire(queue, script.network, tampering);
  const stage = { script, queue, wire, observe };
  const actors: Record<Side, Actor> = {
    client: new Actor('client', stage),
    server: new Actor('server', stage),
  };
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
    const isWaiting = actors.client.isWaiting || actors.server.isWaiting;
    // Only the heartbeat, which runs in the background, can notice that the connection is lost.
    const isUnnoticed = wire.isSevered && script.heartbeat && actors.server.readyState === 'OPEN';
    const hasArrived = queue.nowMs >= wire.lastArrivalMs;
    return queue.isQuiet && hasArrived && !isWaiting && !isUnnoticed;
  };
  while (!isOver() && queue.runNext());
  return wire.trace(script.endpoints);
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
