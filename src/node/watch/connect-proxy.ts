/**
 * The proxy of a watched browser. It opens tunnels (CONNECT, RFC 9110 §9.3.6), passes their bytes
 * on untouched and records them. Pages without TLS go through it unrecorded: browsers open
 * WebSockets in tunnels, also those without TLS.
 */

import {
  createServer,
  request as sendRequest,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { connect, type Socket } from 'node:net';
import { pipeline } from 'node:stream';
import {
  CLIENT,
  LegRecorder,
  peerOf,
  SERVER,
  type WallClock,
} from '#node/recording/leg-recorder.ts';
import type { BlockLog } from '#node/recording/trace-log.ts';
import { passOn } from '#node/relay/pass-on.ts';
import { resetSocket } from '#node/relay/socket-end.ts';
import { failureOf, isOwnAddress } from '#node/relay/target.ts';
import { rawResponse, sendText } from '#node/server/responses.ts';
import { readAuthority, type Authority } from './authority.ts';

export type ConnectProxyOptions = {
  readonly log: BlockLog;
  readonly clock: WallClock;
  /** The port of the server that this proxy belongs to, where tunnels may not lead. */
  readonly ownPort: number;
  readonly connectTimeoutMs: number;
  readonly onchange: () => void;
};

/** Tunnels that are open at the same time. Browsers open up to 256 sockets at once. */
const MAX_TUNNELS = 512;

/** Fields of one connection, which a proxy doesn't forward (RFC 9110 §7.6.1). */
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

export class ConnectProxy {
  readonly #options: ConnectProxyOptions;
  readonly #http: Server;
  readonly #sockets = new Set<Socket>();
  #port = 0;
  #opened = 0;
  #open = 0;

  constructor(options: ConnectProxyOptions) {
    this.#options = options;
    this.#http = createServer((request, response) => this.#forward(request, response));
    this.#http.on('connect', (request: IncomingMessage, socket: Socket, head: Buffer) => {
      this.#tunnel(request.url ?? '', socket, head);
    });
    this.#http.on('upgrade', (_request, socket: Socket) => {
      socket.end(rawResponse(501, 'Not Implemented', 'A WebSocket needs a tunnel here.'));
    });
    this.#http.on('clientError', (_error, socket) => socket.destroy());
    this.#http.on('connection', (socket: Socket) => this.#keep(socket));
  }

  /** "127.0.0.1:40000". */
  get address(): string {
    return `127.0.0.1:${this.#port}`;
  }

  /** Tunnels so far. */
  get opened(): number {
    return this.#opened;
  }

  /** Listens on this machine alone, at a free port. */
  listen(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#http.once('error', reject);
      this.#http.listen({ host: '127.0.0.1', port: 0, exclusive: true }, () => {
        const address = this.#http.address();
        if (typeof address === 'object' && address !== null) this.#port = address.port;
        resolve();
      });
    });
  }

  close(): void {
    this.#http.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('error', () => undefined);
  }

  #isForbidden(remote: Socket, port: number): boolean {
    const { ownPort } = this.#options;
    return [ownPort, this.#port].some((own) => isOwnAddress(remote.remoteAddress, port, own));
  }

  #tunnel(target: string, browser: Socket, head: Buffer): void {
    const refuse = (status: number, reason: string, text: string): void => {
      browser.end(rawResponse(status, reason, text));
    };
    const authority = readAuthority(target);
    if (authority === null) {
      return refuse(400, 'Bad Request', 'CONNECT needs a host and a port.');
    }
    if (this.#open >= MAX_TUNNELS) {
      return refuse(503, 'Service Unavailable', 'Too many tunnels are open.');
    }
    this.#open += 1;
    browser.once('close', () => {
      this.#open -= 1;
      if (remote.connecting) remote.destroy();
    });
    const { hostname: host, port } = authority;
    const remote = connect({ host, port, allowHalfOpen: true, noDelay: true });
    this.#keep(remote);
    const { connectTimeoutMs } = this.#options;
    const timer = setTimeout(() => {
      remote.destroy();
      refuse(504, 'Gateway Timeout', 'The host doesn’t answer.');
    }, connectTimeoutMs);
    const failed = (error: Error): void => {
      clearTimeout(timer);
      refuse(502, 'Bad Gateway', `The host can’t be reached: ${failureOf(error).detail}`);
    };
    remote.once('error', failed);
    remote.once('close', () => clearTimeout(timer));
    remote.once('connect', () => {
      clearTimeout(timer);
      remote.off('error', failed);
      if (this.#isForbidden(remote, port)) {
        remote.destroy();
        return refuse(403, 'Forbidden', 'A tunnel may not lead to this server.');
      }
      browser.write('HTTP/1.1 200 Connection established\r\n\r\n');
      this.#record(browser, remote, authority, head);
    });
  }

  #record(browser: Socket, remote: Socket, { port }: Authority, head: Buffer): void {
    const { log, clock, onchange } = this.#options;
    const client = peerOf(browser.remoteAddress, browser.remotePort);
    const leg = new LegRecorder(log, clock, [client, peerOf(remote.remoteAddress, port)]);
    this.#opened += 1;
    onchange();
    leg.opened();
    if (head.length > 0) browser.unshift(head);
    passOn(browser, remote, [leg], CLIENT, clock);
    passOn(remote, browser, [leg], SERVER, clock);
    // Who is gone without an end is gone for the other side, too.
    browser.on('error', () => {
      leg.reset(CLIENT);
      resetSocket(remote);
    });
    remote.on('error', () => {
      leg.reset(SERVER);
      resetSocket(browser);
    });
  }

  /** A page or a file without TLS. */
  #forward(request: IncomingMessage, response: ServerResponse): void {
    const { url = '', method } = request;
    // Only a proxy gets the absolute form (RFC 9112 §3.2.2), and no page can send it.
    if (!URL.canParse(url) || !url.startsWith('http://')) {
      return sendText(response, 400, 'This is a proxy, and not a site.');
    }
    const { hostname, port, pathname, search } = new URL(url);
    const host = hostname.replace(/^\[|\]$/g, '');
    const target = { host, port: port === '' ? 80 : Number(port), path: pathname + search };
    const headers = endToEnd(request.rawHeaders);
    const forwarded = sendRequest({ ...target, method, headers });
    forwarded.on('socket', (socket) => {
      socket.once('connect', () => {
        if (this.#isForbidden(socket, target.port)) socket.destroy(new Error('it is this server'));
      });
    });
    const failed = (text: string): void => {
      if (response.destroyed || response.writableEnded) return;
      if (response.headersSent) response.destroy();
      else sendText(response, 502, text);
    };
    forwarded.on('response', (answer) => {
      const { statusCode = 0, rawHeaders } = answer;
      // Node reads such a status, but doesn't write it.
      if (statusCode < 100)
        return void forwarded.destroy(new Error('its response has no valid status'));
      response.writeHead(statusCode, endToEnd(rawHeaders));
      // If the answer is cut, so is what the browser gets.
      pipeline(answer, response, () => undefined);
    });
    forwarded.on('error', (error) => {
      failed(`The host can’t be reached: ${failureOf(error).detail}`);
    });
    // The forwarded request has no Upgrade, so a 101 is an error (RFC 9110 §15.2.2).
    forwarded.on('upgrade', (_answer, socket) => {
      socket.destroy();
      failed('The host switched to another protocol.');
    });
    response.on('close', () => forwarded.destroy());
    request.pipe(forwarded);
  }
}

/** Names and values by turns, without the fields of one connection. */
function endToEnd(raw: readonly string[]): string[] {
  return raw.filter((_, index) => !HOP_BY_HOP.has(raw[index - (index % 2)]!.toLowerCase()));
}
