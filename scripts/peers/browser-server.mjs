// The server of a page that opens one WebSocket for each odd input. It answers each handshake,
// sends the input's bytes when the page has its `open` event, and records what the browser sends.

import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** A browser that fails the connection closes it, though perhaps after its page knows. */
const lastBytesMs = 5000;

/**
 * @typedef {object} ServerInput
 * @property {Uint8Array} bytes
 * @property {boolean} isCompressed
 */

/** @typedef {import('./browser-verdict.ts').PageEvent} PageEvent */

/**
 * @typedef {Omit<import('./browser-verdict.ts').BrowserRecord, 'consoleText'>} Recorded
 */

/** @typedef {import('node:stream').Duplex} Socket */

/** @param {import('node:http').IncomingMessage} request @param {boolean} isCompressed */
function responseTo({ headers }, isCompressed) {
  const key = headers['sec-websocket-key'] ?? '';
  const accept = createHash('sha1').update(`${key}${GUID}`).digest('base64');
  const lines = [
    'HTTP/1.1 101 Switching Protocols',
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Accept: ${accept}`,
    ...(isCompressed ? ['Sec-WebSocket-Extensions: permessage-deflate'] : []),
  ];
  return [...lines, '', ''].join('\r\n');
}

/** @param {import('node:http').IncomingMessage} request */
async function bodyOf(request) {
  let body = '';
  for await (const chunk of request) body += chunk;
  return body;
}

/**
 * Serves the page until `visit` is done, and resolves with what was recorded of each input. `visit`
 * gets the page's address, and a promise of the page's end, which rejects after `silenceMs` without
 * a request.
 *
 * @param {Readonly<Record<string, ServerInput>>} inputs
 * @param {(sent: Uint8Array) => boolean} hasClose
 * @param {(address: string, done: Promise<void>) => Promise<void>} visit
 * @param {number} [silenceMs]
 * @returns {Promise<Record<string, Recorded>>}
 */
export async function recordPage(inputs, hasClose, visit, silenceMs = 120_000) {
  const page = await readFile(path.join(import.meta.dirname, 'browser-page.html'));
  /** @type {Record<string, Recorded>} */
  const recorded = {};
  /** @type {Map<string, { socket: Socket, sent: Buffer, ended: Promise<unknown> }>} */
  const connections = new Map();
  let finish = () => {};
  /** @type {NodeJS.Timeout | undefined} */
  let silence;
  /** @type {Promise<void>} */
  const done = new Promise((resolve, reject) => {
    finish = resolve;
    silence = setTimeout(
      () => reject(new Error(`expected requests of the page, got none for ${silenceMs} ms`)),
      silenceMs,
    );
  });

  const server = createServer(async (request, response) => {
    silence?.refresh();
    const [, action = '', id = ''] = (request.url ?? '').split('/');
    const body = await bodyOf(request);
    const connection = connections.get(id);
    if (action === '') response.setHeader('Content-Type', 'text/html; charset=utf-8').end(page);
    else if (action === 'inputs') response.end(JSON.stringify(Object.keys(inputs)));
    else if (action === 'open') {
      connection?.socket.write(inputs[id]?.bytes ?? '');
      response.end();
    } else if (action === 'seen') {
      /** @type {PageEvent[]} */
      const events = JSON.parse(body);
      if (events.some(({ type }) => type === 'close')) {
        await Promise.race([connection?.ended, wait(lastBytesMs)]);
      }
      const input = inputs[id]?.bytes ?? Buffer.alloc(0);
      recorded[id] = { input, sent: connection?.sent ?? Buffer.alloc(0), events };
      connection?.socket.destroy();
      response.end();
    } else if (action === 'done') {
      response.end();
      finish();
    } else response.writeHead(404).end();
  });

  server.on('upgrade', (request, socket, early) => {
    silence?.refresh();
    const id = (request.url ?? '').slice(1);
    const ended = Promise.race([once(socket, 'end'), once(socket, 'close')]).catch(() => undefined);
    const connection = { socket, sent: early, ended };
    connections.set(id, connection);
    socket.on('data', (/** @type {Buffer} */ chunk) => {
      connection.sent = Buffer.concat([connection.sent, chunk]);
      // The server closes TCP first (RFC 6455 §7.1.1).
      if (hasClose(connection.sent)) socket.end();
    });
    socket.on('end', () => socket.end());
    socket.on('error', () => socket.destroy());
    socket.write(responseTo(request, inputs[id]?.isCompressed ?? false));
  });

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  try {
    await visit(`http://127.0.0.1:${port}/`, done);
  } finally {
    clearTimeout(silence);
    for (const { socket } of connections.values()) socket.destroy();
    server.closeAllConnections();
    server.close();
  }
  return recorded;
}
