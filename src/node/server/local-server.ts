/**
 * The local server: the built site and Live, on the loopback addresses and nowhere else. One socket
 * server reads the first head of each connection. A WebSocket is recorded from there on, and
 * everything else goes to Node's HTTP server.
 */

import {
  createServer as createHttpServer,
  type Server as HttpServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';
import { LIVE_PATHS, type LiveWatch } from '#core/live/live-api.ts';
import { announcesBody, findFields, hasToken } from '#core/protocol/http/field-line.ts';
import { isRequestHead, type RequestHead } from '#core/protocol/http/http-head.ts';
import {
  guardRequest,
  guardTap,
  type GuardRefusal,
  type RequestMarks,
} from '#node/guard/request-guard.ts';
import { SessionKey } from '#node/guard/secrets.ts';
import { refusalText } from '#content/live/server-words.ts';
import { readFirstHead, type FirstHead } from './first-head.ts';
import { LiveApi } from './live-api.ts';
import { LiveHub, type LiveOptions } from './live-hub.ts';
import { PROTECTION, rawResponse, sendText } from './responses.ts';
import { siteFiles } from './site-files.ts';

export type LocalServerOptions = LiveOptions & {
  /** Of the built site. */
  readonly directory: string;
  /** The first port to try. */
  readonly port: number;
  /** Origins besides those of this machine whose pages may use taps. */
  readonly allowedOrigins: readonly string[];
  readonly headTimeoutMs?: number;
};

export type LocalServer = {
  readonly port: number;
  /** "http://127.0.0.1:4173/". */
  readonly address: string;
  /** With the key. */
  readonly liveAddress: string;
  /** Whether it listens on [::1], too. */
  readonly hasIpv6: boolean;
  /** What is known of the watched browser; null without one. */
  readonly watch: LiveWatch | null;
  readonly close: () => Promise<void>;
};

const HEAD_TIMEOUT_MS = 10_000;
const MAX_HEAD = 64 * 1024;
const KEEP_ALIVE_MS = 5_000;
/** Sockets of one address, whatever they do. */
const MAX_SOCKETS = 256;
/** How long sockets may take to end when the server stops. */
const GOODBYE_MS = 500;

export async function startLocalServer(options: LocalServerOptions): Promise<LocalServer> {
  const server = new LoopbackServer(options);
  const { port, hasIpv6 } = await server.listen();
  const watch = await server.startWatching();
  const address = `http://127.0.0.1:${port}/`;
  return {
    port,
    address,
    liveAddress: `${address}#/live?key=${server.key.text}`,
    hasIpv6,
    watch,
    close: () => server.close(),
  };
}

class LoopbackServer {
  readonly key = new SessionKey();
  readonly #options: LocalServerOptions;
  readonly #hub: LiveHub;
  readonly #api: LiveApi;
  readonly #files: ReturnType<typeof siteFiles>;
  readonly #sockets = new Set<Socket>();
  readonly #http: HttpServer;
  #listeners: readonly Server[] = [];
  #port = 0;

  constructor(options: LocalServerOptions) {
    this.#options = options;
    this.#hub = new LiveHub(options);
    this.#api = new LiveApi(this.#hub);
    this.#files = siteFiles(options.directory);
    const { headTimeoutMs = HEAD_TIMEOUT_MS } = options;
    this.#http = createHttpServer({
      maxHeaderSize: MAX_HEAD,
      headersTimeout: headTimeoutMs,
      requestTimeout: 2 * headTimeoutMs,
      keepAliveTimeout: KEEP_ALIVE_MS,
      connectionsCheckingInterval: 1_000,
      requireHostHeader: true,
    });
    this.#http.on('request', (request, response) => void this.#answer(request, response));
    // These come second on a kept connection, or as no request for a WebSocket of this server.
    for (const event of ['upgrade', 'connect'] as const) {
      this.#http.on(event, (request: IncomingMessage, socket: Socket) => {
        socket.end(this.#refuseUpgrade(request));
      });
    }
    this.#http.on('clientError', (error: NodeJS.ErrnoException, socket) => {
      if (socket.writable) socket.end(rawResponse(...statusOf(error)));
    });
    // It doesn't listen itself, but checks its timeouts only after this.
    this.#http.emit('listening');
  }

  async listen(): Promise<{ port: number; hasIpv6: boolean }> {
    const last = Math.min(this.#options.port + MAX_PORTS, 0xffff);
    for (let port = this.#options.port; port <= last; port++) {
      const found = await this.#listenAt(port);
      if (found !== null) return found;
    }
    throw new Error(`expected a free port from ${this.#options.port} on, got none`);
  }

  async startWatching(): Promise<LiveWatch | null> {
    await this.#hub.startWatching(this.#port);
    return this.#hub.status().watch;
  }

  /** Null if the port is taken on one of the two addresses. */
  async #listenAt(port: number): Promise<{ port: number; hasIpv6: boolean } | null> {
    const ipv4 = await this.#open('127.0.0.1', port);
    if (typeof ipv4 === 'string') {
      if (ipv4 === 'EADDRINUSE') return null;
      throw new Error(`expected to listen on 127.0.0.1:${port}, got ${ipv4}`);
    }
    const chosen = portOf(ipv4);
    const ipv6 = await this.#open('::1', chosen);
    if (ipv6 === 'EADDRINUSE') {
      ipv4.close();
      return null;
    }
    // A machine can be without IPv6.
    const hasIpv6 = typeof ipv6 !== 'string';
    this.#listeners = hasIpv6 ? [ipv4, ipv6] : [ipv4];
    this.#port = chosen;
    return { port: chosen, hasIpv6 };
  }

  /** The listening server, or why there is none. */
  #open(host: string, port: number): Promise<Server | string> {
    const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
      void this.#accept(socket);
    });
    server.maxConnections = MAX_SOCKETS;
    return new Promise((resolve) => {
      server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
      server.listen({ host, port, exclusive: true }, () => resolve(server));
    });
  }

  async close(): Promise<void> {
    const closed = this.#listeners.map((server) => new Promise((resolve) => server.close(resolve)));
    const stopped = this.#hub.stop();
    this.#http.close();
    this.#http.closeIdleConnections();
    const timer = setTimeout(() => {
      for (const socket of this.#sockets) socket.destroy();
    }, GOODBYE_MS);
    await Promise.all([...closed, stopped]);
    clearTimeout(timer);
    this.#hub.log.clear();
  }

  async #accept(socket: Socket): Promise<void> {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    const guard = (): void => undefined;
    socket.on('error', guard);
    const timeoutMs = this.#options.headTimeoutMs ?? HEAD_TIMEOUT_MS;
    const first = await readFirstHead(socket, this.#hub.clock, timeoutMs);
    if (socket.destroyed) return;
    if (first.isLate) {
      socket.end(rawResponse(408, 'Request Timeout', 'The request took too long.'));
      socket.destroySoon();
      return;
    }
    const head = webSocketRequest(first);
    if (head !== null) return this.#openWebSocket(socket, first, head);
    if (first.bytes.length > 0) socket.unshift(first.bytes);
    socket.off('error', guard);
    this.#http.emit('connection', socket);
    socket.resume();
  }

  /** Only the good combination of Host, Origin, ticket and tap gets a WebSocket. */
  #openWebSocket(socket: Socket, first: FirstHead, head: RequestHead): void {
    const refuse = (status: number, reason: string, text: string): void => {
      socket.end(rawResponse(status, reason, text));
      socket.destroySoon();
    };
    const marks = marksOfHead(head);
    const { target } = head.startLine;
    const [path = ''] = target.split('?');
    if (path.startsWith(LIVE_PATHS.tap)) {
      const refusal = guardTap(marks, this.#port, this.#options.allowedOrigins);
      if (refusal !== null) return refuse(403, 'Forbidden', refusalText(refusal));
      const tap = this.#hub.tapNamed(path.slice(LIVE_PATHS.tap.length));
      if (tap === undefined) return refuse(403, 'Forbidden', refusalText('tap'));
      if (this.#hub.isFull) return refuse(503, 'Service Unavailable', refusalText('full'));
      return this.#hub.openTap(tap, socket, first, head);
    }
    const refusal = guardRequest(marks, this.#port);
    if (refusal !== null) return refuse(403, 'Forbidden', refusalText(refusal));
    if (this.#hub.isFull) return refuse(503, 'Service Unavailable', refusalText('full'));
    const purpose = this.#hub.redeem(path.slice(LIVE_PATHS.socket.length));
    if (purpose === null) return refuse(403, 'Forbidden', refusalText('ticket'));
    this.#hub.openPurpose(purpose, socket, first, head);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(PROTECTION)) response.setHeader(name, value);
    response.on('error', () => undefined);
    try {
      await this.#route(request, response);
    } catch {
      if (response.headersSent) response.destroy();
      else sendText(response, 500, 'The server made a mistake.');
    }
  }

  async #route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { url = '', method = '' } = request;
    const refusal = guardRequest(marksOf(request), this.#port);
    if (refusal !== null) return refuseRequest(response, refusal);
    // Absolute forms are for proxies.
    if (!url.startsWith('/')) return sendText(response, 400, 'This server is no proxy.');
    if (/^\/(?:live|tap)(?:\/|\?|$)/.test(url)) {
      if (!this.key.isIn(request.headers.authorization)) return refuseRequest(response, 'key');
      return this.#api.answer(request, response);
    }
    if (method !== 'GET' && method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD');
      return sendText(response, 405, 'This method is not possible here.');
    }
    return this.#files(request, response);
  }

  #refuseUpgrade(request: IncomingMessage): Buffer {
    const refusal = guardRequest(marksOf(request), this.#port) ?? 'upgrade';
    return rawResponse(403, 'Forbidden', refusalText(refusal));
  }
}

/** Ports that are tried, one after the other. */
const MAX_PORTS = 50;

function portOf(server: Server): number {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('expected an address');
  return address.port;
}

function refuseRequest(response: ServerResponse, refusal: GuardRefusal | 'key'): void {
  response.setHeader('Connection', 'close');
  sendText(response, 403, refusalText(refusal));
}

function marksOf({ headersDistinct }: IncomingMessage): RequestMarks {
  return {
    host: headersDistinct['host'] ?? [],
    origin: headersDistinct['origin'] ?? [],
    fetchSite: headersDistinct['sec-fetch-site'] ?? [],
  };
}

function marksOfHead({ fields }: RequestHead): RequestMarks {
  const valuesOf = (name: string) => findFields(fields, name).map(({ value }) => value);
  return {
    host: valuesOf('Host'),
    origin: valuesOf('Origin'),
    fetchSite: valuesOf('Sec-Fetch-Site'),
  };
}

/** The head, if it asks for a WebSocket here and has nothing that could be read in two ways. */
function webSocketRequest({ reading }: FirstHead): RequestHead | null {
  if (reading.kind !== 'head' || !isRequestHead(reading.head)) return null;
  const { head, violations } = reading;
  const { startLine, fields } = head;
  const isPath = [LIVE_PATHS.socket, LIVE_PATHS.tap].some((path) =>
    startLine.target.startsWith(path),
  );
  const isPlain = violations.length === 0 && !fields.some(announcesBody);
  const isUpgrade = hasToken(fields, 'Upgrade', 'websocket');
  return startLine.method === 'GET' && isPath && isPlain && isUpgrade ? head : null;
}

function statusOf({ code }: NodeJS.ErrnoException): [number, string, string] {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return [431, 'Request Header Fields Too Large', 'The headers are too long.'];
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return [408, 'Request Timeout', 'The request took too long.'];
    default:
      return [400, 'Bad Request', 'This is no request of HTTP/1.1.'];
  }
}
