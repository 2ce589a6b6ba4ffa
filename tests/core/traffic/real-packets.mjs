// Run in a network of its own (`unshare -rn`), where nothing else sends: counts the packets of real
// sockets on loopback. Prints JSON: the packets of each run.
//
// The gaps are longer than 40 ms, Linux's delayed acknowledgement. No other time matters.

import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Agent, createServer, request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import WebSocket, { WebSocketServer } from 'ws';

const GAP_MS = 100;
execFileSync('ip', ['link', 'set', 'lo', 'up']);

function sentSoFar() {
  return Number(readFileSync('/proc/net/dev', 'utf8').match(/lo:\s*\d+\s+(\d+)/)?.[1]);
}

/** @param {() => Promise<void>} act */
async function packetsOf(act) {
  const before = sentSoFar();
  await act();
  await wait(GAP_MS);
  return sentSoFar() - before;
}

const http = createServer((incoming, outgoing) => {
  incoming.resume();
  incoming.on('end', () => outgoing.writeHead(204, { 'Cache-Control': 'no-store' }).end());
});
const webSockets = new WebSocketServer({ server: http, perMessageDeflate: false });
http.listen(0, '127.0.0.1');
await once(http, 'listening');
const address = http.address();
const port = address !== null && typeof address === 'object' ? address.port : 0;
const host = `127.0.0.1:${port}`;

/**
 * The server sends as often as `beats` has letters: "m" for a message, "p" for a Ping.
 *
 * @param {string} beats
 */
async function pushes(beats) {
  const accepted = once(webSockets, 'connection');
  const client = new WebSocket(`ws://${host}/ws`);
  const [[server]] = await Promise.all([accepted, once(client, 'open')]);
  for (const beat of beats) {
    await wait(GAP_MS);
    const arrived = beat === 'm' ? once(client, 'message') : once(server, 'pong');
    if (beat === 'm') server.send('x'.repeat(24));
    else server.ping();
    await arrived;
  }
  await wait(GAP_MS);
  const closed = once(client, 'close');
  client.close(1000);
  await closed;
}

/**
 * @param {number} count
 * @param {boolean} keepAlive
 */
async function polls(count, keepAlive) {
  const agent = new Agent({ keepAlive, maxSockets: 1 });
  for (let poll = 0; poll < count; poll++) {
    if (poll > 0) await wait(GAP_MS);
    const asked = request({ agent, port, host: '127.0.0.1', path: '/poll' });
    asked.end();
    const [answer] = await once(asked, 'response');
    answer.resume();
    await once(answer, 'end');
  }
  await wait(GAP_MS);
  agent.destroy();
}

const packets = {
  pushes: await packetsOf(() => pushes('mmm')),
  pings: await packetsOf(() => pushes('ppp')),
  pingsBetweenPushes: await packetsOf(() => pushes('mpmpmp')),
  keptConnection: await packetsOf(() => polls(3, true)),
  newConnections: await packetsOf(() => polls(3, false)),
};
process.stdout.write(JSON.stringify(packets));
process.exit();
