// Gives an odd input to websocket-driver, which needs the connection's handshake first.

import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** @type {import('./packages.d.ts').Driver} */
const driver = require('websocket-driver');

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const PROTOCOL_ERROR = 1002;

const request = [
  'GET / HTTP/1.1',
  'Host: localhost',
  'Upgrade: websocket',
  'Connection: Upgrade',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  'Sec-WebSocket-Version: 13',
];

/** @param {string} clientHandshake */
function responseTo(clientHandshake) {
  const [, key] = /Sec-WebSocket-Key: (\S+)/i.exec(clientHandshake) ?? [];
  const accept = createHash('sha1').update(`${key}${GUID}`).digest('base64');
  return [
    'HTTP/1.1 101 Switching Protocols',
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Accept: ${accept}`,
  ];
}

/** @param {readonly string[]} lines */
const toHead = (lines) => Buffer.from([...lines, '', ''].join('\r\n'), 'latin1');

/** @param {import('./packages.d.ts').DriverPeer} server */
function openServer(server) {
  server.on('connect', () => server.start());
  server.io.write(toHead(request));
}

/** @param {import('./packages.d.ts').DriverPeer} client */
function openClient(client) {
  let handshake = '';
  client.io.once('data', (/** @type {Buffer} */ chunk) => {
    handshake = chunk.toString('latin1');
  });
  client.start();
  client.io.write(toHead(responseTo(handshake)));
}

/**
 * Compression needs another package, which isn't installed.
 *
 * @type {import('./measure.mjs').Peer}
 */
export async function readWithDriver({ sender, hex, isCompressed }, { messageWords, closeWords }) {
  if (isCompressed) return null;
  const isServer = sender === 'client';
  const peer = isServer ? driver.server() : driver.client('ws://localhost/');
  let isOpen = false;
  peer.on('open', () => {
    isOpen = true;
  });
  if (isServer) openServer(peer);
  else openClient(peer);
  if (!isOpen) throw new Error('expected the handshake to open the connection');
  /** @type {string[]} */
  const received = [];
  /** @type {import('./measure.mjs').Observation['failure']} */
  let failure = null;
  /** @type {string | null} */
  let error = null;
  peer.on('message', ({ data }) => {
    const isText = typeof data === 'string';
    received.push(messageWords(isText ? 'text' : 'binary', Buffer.from(data)));
  });
  peer.on('ping', ({ data }) => received.push(messageWords('ping', Buffer.from(data))));
  peer.on('pong', ({ data }) => received.push(messageWords('pong', Buffer.from(data))));
  peer.on('error', ({ message }) => {
    error = message;
  });
  peer.on('close', ({ code }) => {
    // It reports a Close frame with an invalid code or reason as 1002, without an error. No input
    // contains 1002 itself.
    if (error === null && code !== PROTOCOL_ERROR) received.push(closeWords(code));
    else failure = { closeCode: code, error };
  });
  peer.io.write(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
  return { received, failure };
}
