import { execFileSync, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { countRun } from '#core/traffic/counting/count-run.ts';
import { KEPT_CONNECTIONS } from '#core/traffic/methods/http-client.ts';
import type { MethodRun } from '#core/traffic/methods/method-run.ts';
import { simulatePolling } from '#core/traffic/methods/polling.ts';
import { simulateWebSocket } from '#core/traffic/methods/websocket.ts';
import { messagesAt, networkOf, planOf } from './schedules.ts';

/*
 * Real sockets, counted by the kernel: Linux alone has a network for one process, and not every
 * container allows it.
 */
const hasOwnNetwork = spawnSync('unshare', ['-rn', 'ip', 'link', 'set', 'lo', 'up']).status === 0;

type Measured = Readonly<
  Record<'pushes' | 'pings' | 'pingsBetweenPushes' | 'keptConnection' | 'newConnections', number>
>;

function measure(): Measured {
  const script = fileURLToPath(new URL('real-packets.mjs', import.meta.url));
  return JSON.parse(
    execFileSync('unshare', ['-rn', process.execPath, script]).toString(),
  ) as Measured;
}

const network = networkOf(0);
const GAP_MS = 100;

const webSocket = (pushes: readonly number[], durationMs: number, heartbeatMs = 0) =>
  simulateWebSocket(messagesAt(pushes, 'server-to-client', 24, durationMs), network, {
    heartbeatMs,
  });

const polls = (areNew: boolean) =>
  simulatePolling(messagesAt([], 'server-to-client', 1, 3 * GAP_MS), network, {
    intervalMs: GAP_MS,
    connections: { ...KEPT_CONNECTIONS, areNew },
  });

/** After a pause, the server acknowledged the client's Close before it sent its own. */
const CLOSE_ALONE = 1;
/** A new connection acknowledges its first segments at once, even if data could carry it. */
const FIRST_PING_ALONE = 1;

const modelled = (run: MethodRun): number => countRun(run, planOf()).packets;

describe.runIf(hasOwnNetwork)('packets of real sockets', () => {
  const packets: Measured = hasOwnNetwork ? measure() : null!;

  test.each([
    { name: 'pushes', run: webSocket([100, 200, 300], 400), more: CLOSE_ALONE },
    { name: 'pings', run: webSocket([], 390, 100), more: CLOSE_ALONE + FIRST_PING_ALONE },
    { name: 'pingsBetweenPushes', run: webSocket([50, 150, 250], 390, 100), more: CLOSE_ALONE },
    { name: 'keptConnection', run: polls(false), more: 0 },
    { name: 'newConnections', run: polls(true), more: 0 },
  ] as const)('$name are as many as modelled, but for those explained', ({ name, run, more }) => {
    expect(packets[name]).toBe(modelled(run) + more);
  });

  test('a Ping between pushes and its Pong are four, each push is two', () => {
    const { pushes, pingsBetweenPushes } = packets;
    expect(pingsBetweenPushes - pushes).toBe(3 * 4);
  });

  test('a connection is opened and closed with six', () => {
    // The last connection closes in the same way, so two remain.
    const { keptConnection, newConnections } = packets;
    const firstDataAcknowledged = 1;
    expect(newConnections - keptConnection).toBe(2 * (6 + firstDataAcknowledged));
  });
});
