import { once } from 'node:events';
import { Agent, createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import WebSocket, { WebSocketServer } from 'ws';
import type { DelayingRelay } from './delaying-relay.ts';
import type { FieldLine } from '#core/protocol/http/field-line.ts';

/** The news of one answer, as the server's application makes it: null for none. */
type Body = Uint8Array | null;

/** A server on Node's http and npm's ws, with a client, whose sockets count what crosses them. */
export class RealServer {
  readonly #sockets: Socket[] = [];
  readonly #ended: Promise<unknown>[] = [];
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 6 });
  readonly #http = createServer((incoming, outgoing) => this.#take(incoming, outgoing));
  readonly #webSockets: WebSocketServer;
  readonly #waiting: ((response: ServerResponse) => void)[] = [];
  readonly #relay: DelayingRelay | null;
  #port = 0;

  private constructor(isCompressing: boolean, relay: DelayingRelay | null) {
    this.#relay = relay;
    const perMessageDeflate = isCompressing && { threshold: 0 };
    this.#webSockets = new WebSocketServer({ server: this.#http, perMessageDeflate });
    this.#http.on('connection', (socket: Socket) => {
      this.#sockets.push(socket);
      this.#ended.push(once(socket, 'close'));
    });
  }

  /** With a relay, the client connects to that. */
  static async start(
    isCompressing = false,
    relay: DelayingRelay | null = null,
  ): Promise<RealServer> {
    const server = new RealServer(isCompressing, relay);
    server.#http.listen(0, '127.0.0.1');
    await once(server.#http, 'listening');
    const { port } = server.#http.address() as AddressInfo;
    server.#port = relay === null ? port : await relay.start(port);
    return server;
  }

  get host(): string {
    return `127.0.0.1:${this.#port}`;
  }

  /** Closes everything; gives the bytes that crossed all connections, both ways. */
  async end(): Promise<number> {
    this.#agent.destroy();
    this.#relay?.end();
    await Promise.all(this.#ended);
    this.#http.close();
    return this.#sockets.reduce((sum, socket) => sum + socket.bytesRead + socket.bytesWritten, 0);
  }

  /** Asks, and gives how to answer once the server has the question, and what the client gets. */
  async ask(fields: readonly FieldLine[], method: string, path: string, body: Body = null) {
    const arrived = new Promise<ServerResponse>((resolve) => this.#waiting.push(resolve));
    const headers = fields.flatMap(({ name, value }) => [name, value]);
    const [hostname, port] = this.host.split(':');
    const asked = request({ agent: this.#agent, hostname, port, method, path, headers });
    const answered = once(asked, 'response') as Promise<[IncomingMessage]>;
    answered.catch(() => undefined);
    asked.end(body ?? undefined);
    const response = await arrived;
    return { response, asked, answered };
  }

  /** The client's WebSocket and the server's. */
  async openWebSocket(path: string): Promise<{ client: WebSocket; server: WebSocket }> {
    const accepted = once(this.#webSockets, 'connection') as Promise<[WebSocket]>;
    const client = new WebSocket(`ws://${this.host}${path}`);
    const [[server]] = await Promise.all([accepted, once(client, 'open')]);
    return { client, server };
  }

  #take(incoming: IncomingMessage, outgoing: ServerResponse): void {
    incoming.resume();
    incoming.on('end', () => this.#waiting.shift()?.(outgoing));
  }
}

/** Until the client has all of an answer, so that the connection is free again. */
export async function receive(answered: Promise<[IncomingMessage]>): Promise<void> {
  const [incoming] = await answered;
  incoming.resume();
  await once(incoming, 'end');
  // The agent takes the socket back in a later turn.
  await new Promise((resolve) => setImmediate(resolve));
}
