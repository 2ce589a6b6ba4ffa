// The server of a page that opens one WebSocket after another. A performance decides, byte for
// byte, what the server of each sends, and which lines of code the page runs.

import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** A browser that fails the connection closes it, though perhaps after its page knows. */
const lastBytesMs = 5000;

/** Writes that follow each other faster can share a segment. */
const betweenSegmentsMs = 3;

/**
 * @typedef {object} PageCall
 * @property {number} after how many events the page has had before
 * @property {string} code a line with the names `socket` and `message`
 * @property {{ type: 'text' | 'binary', hex: string }} [message]
 */

/**
 * @typedef {object} PageScript
 * @property {string} [connect] `const socket = new WebSocket("ws://…")`, with any address
 * @property {BinaryType} [binaryType] what the page sets; nothing by default
 * @property {readonly string[]} [handlers] lines that set handlers of events
 * @property {readonly PageCall[]} [calls]
 * @property {number} [quietMs] without an event for so long, the page goes on with the next script
 * @property {boolean} [isBesideOthers] the page doesn't wait for its end before the next script
 */

/**
 * @typedef {object} Performance
 * @property {PageScript} [page]
 * @property {(connection: ServedConnection) => Promise<void>} perform
 * @property {(callIndex: number, connection: ServedConnection) => Promise<unknown>} [beforeCall]
 *   what the page's call waits for, besides its events
 */

/**
 * @typedef {import('./browser-verdict.ts').PageEvent & {
 *   readyState: number,
 *   bufferedAmount: number,
 *   protocol?: string,
 *   extensions?: string,
 *   interfaces: readonly string[],
 * }} SeenEvent `interfaces` are those of the event and of its data
 */

/**
 * @typedef {object} SeenCall
 * @property {readonly [before: number, after: number]} readyState
 * @property {readonly [before: number, after: number, later: number]} bufferedAmount
 */

/**
 * @typedef {object} Seen what the page saw
 * @property {number} readyStateAtFirst
 * @property {readonly string[]} handlers the events that the lines set a handler of
 * @property {readonly SeenEvent[]} events
 * @property {readonly SeenCall[]} calls
 */

/** @typedef {Seen & { head: string, sent: Uint8Array, written: Uint8Array }} Recorded */

/** The server's end of one WebSocket, with the browser's bytes after its request. */
export class ServedConnection {
  /** @type {string} */ key;
  /** @type {string} the request, up to its empty line */ head;
  /** @type {Buffer} */ sent;
  /** @type {Buffer} all of the server's bytes */ written = Buffer.alloc(0);
  hasEnded = false;
  /** @type {string[]} the types of the page's events so far */ heard = [];
  /** @type {import('node:stream').Duplex} */ #socket;
  /** @type {Set<() => void>} */ #waiting = new Set();

  /**
   * @param {import('node:http').IncomingMessage} request
   * @param {import('node:stream').Duplex} socket
   * @param {Buffer} early
   */
  constructor({ headers, rawHeaders, method, url }, socket, early) {
    this.key = headers['sec-websocket-key'] ?? '';
    const lines = rawHeaders.flatMap((name, index) =>
      index % 2 === 0 ? [`${name}: ${rawHeaders[index + 1]}`] : [],
    );
    this.head = [`${method} ${url} HTTP/1.1`, ...lines, '', ''].join('\r\n');
    this.sent = early;
    this.#socket = socket;
    const noteEnd = () => {
      this.hasEnded = true;
      this.#wake();
    };
    socket.on('data', (/** @type {Buffer} */ chunk) => {
      this.sent = Buffer.concat([this.sent, chunk]);
      this.#wake();
    });
    socket.on('end', noteEnd);
    socket.on('close', noteEnd);
    socket.on('error', () => socket.destroy());
    /** @type {import('node:net').Socket} */ (socket).setNoDelay(true);
  }

  #wake() {
    for (const check of [...this.#waiting]) check();
  }

  /** @param {string} type */
  noteEvent(type) {
    this.heard.push(type);
    this.#wake();
  }

  /** One segment. @param {Uint8Array | string} bytes */
  async write(bytes) {
    this.written = Buffer.concat([this.written, Buffer.from(bytes)]);
    this.#socket.write(bytes);
    await wait(betweenSegmentsMs);
  }

  /** A FIN. */
  end() {
    this.#socket.end();
  }

  /** A RST. */
  reset() {
    /** @type {import('node:net').Socket} */ (this.#socket).resetAndDestroy();
  }

  /** Releases it without waiting for the browser. */
  destroy() {
    this.#socket.destroy();
  }

  /**
   * Waits until the browser has sent enough, or its TCP has ended. Resolves with whether it did, in
   * `limitMs`.
   *
   * @param {(sent: Uint8Array) => boolean} isEnough
   * @param {number} limitMs
   * @returns {Promise<boolean>}
   */
  until(isEnough, limitMs) {
    return new Promise((resolve) => {
      /** @param {boolean} isInTime */
      const settle = (isInTime) => {
        clearTimeout(timer);
        this.#waiting.delete(check);
        resolve(isInTime);
      };
      const check = () => {
        if (this.hasEnded || isEnough(this.sent)) settle(true);
      };
      const timer = setTimeout(() => settle(false), limitMs);
      this.#waiting.add(check);
      check();
    });
  }
}

/** @param {import('node:http').IncomingMessage} request */
async function bodyOf(request) {
  let body = '';
  for await (const chunk of request) body += chunk;
  return body;
}

/**
 * Serves the page until `visit` is done, and resolves with what was recorded of each performance.
 * `visit` gets the page's address, and a promise of the page's end, which rejects after `silenceMs`
 * without a request, or if a performance does.
 *
 * @param {Readonly<Record<string, Performance>>} performances
 * @param {(address: string, done: Promise<void>) => Promise<void>} visit
 * @param {number} [silenceMs]
 * @returns {Promise<Record<string, Recorded>>}
 */
export async function servePage(performances, visit, silenceMs = 120_000) {
  const page = await readFile(path.join(import.meta.dirname, 'browser-page.html'));
  const scripts = Object.entries(performances).map(([id, { page: script }]) => ({ id, ...script }));
  /** @type {Record<string, Recorded>} */
  const recorded = {};
  /** @type {Map<string, ServedConnection>} */
  const connections = new Map();
  let finish = () => {};
  /** @type {(error: unknown) => void} */
  let fail = () => {};
  /** @type {NodeJS.Timeout | undefined} */
  let silence;
  /** @type {Promise<void>} */
  const done = new Promise((resolve, reject) => {
    finish = resolve;
    fail = reject;
    silence = setTimeout(
      () => reject(new Error(`expected requests of the page, got none for ${silenceMs} ms`)),
      silenceMs,
    );
  });

  const server = createServer(async (request, response) => {
    silence?.refresh();
    const [, action = '', id = '', detail = ''] = (request.url ?? '').split('/');
    const body = await bodyOf(request);
    const connection = connections.get(id);
    if (action === '') response.setHeader('Content-Type', 'text/html; charset=utf-8').end(page);
    else if (action === 'scripts') response.end(JSON.stringify(scripts));
    else if (action === 'event') {
      connection?.noteEvent(detail);
      response.end();
    } else if (action === 'call') {
      if (connection) await performances[id]?.beforeCall?.(Number(detail), connection);
      response.end();
    } else if (action === 'seen') {
      /** @type {Seen & { error?: string }} */
      const seen = JSON.parse(body);
      if (seen.error) fail(new Error(`expected the script ${id} to run, got ${seen.error}`));
      if (connection !== undefined && seen.events?.some(({ type }) => type === 'close')) {
        await connection.until(() => false, lastBytesMs);
      }
      const none = Buffer.alloc(0);
      const { head = '', sent = none, written = none } = connection ?? {};
      recorded[id] = { ...seen, head, sent, written };
      connection?.destroy();
      response.end();
    } else if (action === 'done') {
      response.end();
      finish();
    } else response.writeHead(404).end();
  });

  server.on('upgrade', (request, socket, early) => {
    silence?.refresh();
    const id = (request.url ?? '').slice(1);
    const connection = new ServedConnection(request, socket, early);
    connections.set(id, connection);
    performances[id]?.perform(connection).catch((error) => {
      fail(new Error(`expected the performance ${id} to end`, { cause: error }));
    });
  });

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  try {
    await visit(`http://127.0.0.1:${port}/`, done);
  } finally {
    clearTimeout(silence);
    for (const connection of connections.values()) connection.destroy();
    server.closeAllConnections();
    server.close();
  }
  return recorded;
}
