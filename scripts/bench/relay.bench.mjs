// Measures what Live's relay costs beside a plain pipe of Node's sockets, in one run: how much
// passes in a second, and how long a short message takes there and back. Both run in a process of
// their own, between a client and a server of `ws` in this one.

import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { WebSocket, WebSocketServer } from 'ws';

const ROUNDS = 7;
const MESSAGE = Buffer.alloc(64 * 1024, 0x61);
const MESSAGES = 1_500;
const PINGS = 2_000;

/** @param {readonly number[]} values */
function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

/**
 * A way to the server: `pipe` or `relay`.
 *
 * @param {string} kind
 * @param {number} port of the server
 */
async function openWay(kind, port) {
  const script = path.join(import.meta.dirname, 'peers/pass-on.mjs');
  const child = fork(script, [kind, String(port)]);
  const [{ address }] = await once(child, 'message');
  return { kind, child, address: String(address) };
}

/** @param {string} address */
async function connect(address) {
  const socket = new WebSocket(address, { perMessageDeflate: false });
  await once(socket, 'open');
  return socket;
}

/** Megabytes per second from the client to the server. @param {string} address */
async function throughput(address) {
  const socket = await connect(address);
  const start = performance.now();
  for (let sent = 0; sent < MESSAGES; sent++) socket.send(MESSAGE);
  socket.send('done');
  await once(socket, 'message');
  const seconds = (performance.now() - start) / 1000;
  socket.close();
  return (MESSAGE.length * MESSAGES) / 1e6 / seconds;
}

/** Milliseconds there and back, at the median. @param {string} address */
async function roundTrip(address) {
  const socket = await connect(address);
  const times = [];
  for (let ping = 0; ping < PINGS; ping++) {
    const start = performance.now();
    socket.send('ping');
    await once(socket, 'message');
    times.push(performance.now() - start);
  }
  socket.close();
  return median(times);
}

/** @type {import('./run.mjs').Benchmark} */
export const benchmark = {
  title: 'Live’s relay, beside a plain pipe',
  async measure() {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
    server.on('connection', (socket) => {
      // Only texts are answered.
      socket.on('message', (data, isBinary) => {
        if (!isBinary) socket.send(data.toString());
      });
    });
    await once(server, 'listening');
    const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
    const ways = [await openWay('pipe', port), await openWay('relay', port)];
    /** @type {Record<string, { rates: number[], times: number[] }>} */
    const measured = { pipe: { rates: [], times: [] }, relay: { rates: [], times: [] } };
    try {
      for (let round = -1; round < ROUNDS; round++) {
        for (const { kind, address } of ways) {
          const rate = await throughput(address);
          const time = await roundTrip(address);
          if (round < 0) continue;
          measured[kind]?.rates.push(rate);
          measured[kind]?.times.push(time);
        }
      }
    } finally {
      for (const { child } of ways) child.disconnect();
      server.close();
    }
    const { pipe, relay } = measured;
    const [pipeRate, relayRate] = [median(pipe?.rates ?? []), median(relay?.rates ?? [])];
    const [pipeTime, relayTime] = [median(pipe?.times ?? []), median(relay?.times ?? [])];
    return [
      { what: 'pipe: passes on', measured: pipeRate, unit: 'MB/s' },
      { what: 'relay: passes on, and records', measured: relayRate, unit: 'MB/s' },
      {
        what: 'relay: part of the pipe’s rate',
        measured: relayRate / pipeRate,
        unit: '×',
        min: 0.5,
      },
      { what: 'pipe: there and back', measured: pipeTime, unit: 'ms' },
      { what: 'relay: there and back', measured: relayTime, unit: 'ms' },
      { what: 'relay: adds at the median', measured: relayTime - pipeTime, unit: 'ms', max: 0.2 },
    ];
  },
};
