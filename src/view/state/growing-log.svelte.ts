/** The log of Live as far as the page has it, read again whenever it has grown. */

import type { ConnectionChoice, Decoded, DecodeInput } from '#core/workbench/decoded.ts';
import { DEFAULT_CHOICES } from '#core/workbench/decoded.ts';
import { Decoder } from '#view/workers/decoder.ts';

/** Units of each direction that are read. */
const MAX_UNITS = 50_000;

/** Reading a longer one takes more than a second, and the page would fall behind. In bytes. */
const MOST_FOLLOWED = 64 * 1024 * 1024;

const FIRST_CAPACITY = 64 * 1024;

/** By what a connection is known in the log. */
export type LoggedConnection = {
  readonly client: string | null;
  readonly server: string | null;
  /** The stream of HTTP/2 that it is. */
  readonly streamId?: number | undefined;
};

/** `latest` is the last WebSocket, whosever it is. */
export type WantedConnection = LoggedConnection | 'latest';

export class GrowingLog {
  readonly #decoder: Decoder;
  readonly #name: string;
  #bytes = new Uint8Array(FIRST_CAPACITY);
  #size = $state(0);
  #decoded = $state.raw<Decoded | null>(null);
  #webSockets = $state.raw<readonly ConnectionChoice[]>([]);
  #hasFailed = $state(false);
  #wanted: WantedConnection | null = null;
  /** What is being read, and the size that it has. */
  #reading: DecodeInput | null = null;
  #readSize = 0;

  /** @param name of the log as a file */
  constructor(name: string) {
    this.#name = name;
    this.#decoder = new Decoder(
      (decoded) => this.#take(decoded),
      () => this.#fail(),
      () => undefined,
      () => undefined,
    );
  }

  /** In bytes. */
  get size(): number {
    return this.#size;
  }

  /** Whether there is no room for more. */
  get isFull(): boolean {
    return this.#size >= MOST_FOLLOWED;
  }

  /** The wanted connection, as it was last read; null before the first reading, or without it. */
  get decoded(): Decoded | null {
    return this.#decoded;
  }

  /** The WebSockets of the last reading. */
  get webSockets(): readonly ConnectionChoice[] {
    return this.#webSockets;
  }

  /** Whether the code that reads it could not be loaded, or made a mistake. */
  get hasFailed(): boolean {
    return this.#hasFailed;
  }

  append(bytes: Uint8Array): void {
    const size = this.#size + bytes.length;
    if (size > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(size, 2 * this.#bytes.length));
      grown.set(this.#bytes.subarray(0, this.#size));
      this.#bytes = grown;
    }
    this.#bytes.set(bytes, this.#size);
    this.#size = size;
    this.#read();
  }

  /** The log is another one. */
  clear(): void {
    this.#decoder.stop();
    this.#bytes = new Uint8Array(FIRST_CAPACITY);
    this.#size = 0;
    this.#reading = null;
    this.#readSize = 0;
    this.#decoded = null;
    this.#webSockets = [];
  }

  /** Chooses the connection to read. */
  show(wanted: WantedConnection | null): void {
    if (isSame(wanted, this.#wanted)) return;
    this.#wanted = wanted;
    this.#decoded = null;
    this.#readSize = 0;
    this.#read();
  }

  /** All bytes so far. */
  copy(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.#size);
  }

  /** One reading at a time, so that a busy connection can't delay the next result for ever. */
  #read(): void {
    const isBusy = this.#reading !== null;
    if (isBusy || this.#wanted === null || this.#size === this.#readSize) return;
    this.#readSize = this.#size;
    this.#reading = { kind: 'file', name: this.#name, bytes: this.copy() };
    this.#decode(0);
  }

  #decode(connection: number): void {
    if (this.#reading === null) return;
    const choices = { ...DEFAULT_CHOICES, connection };
    const request = { input: this.#reading, choices, edits: [], maxUnits: MAX_UNITS };
    const decoded = this.#decoder.decode(request);
    if (decoded !== null) this.#take(decoded);
  }

  #take(decoded: Decoded): void {
    const index = indexOf(decoded.connections, this.#wanted);
    if (index !== -1 && index !== decoded.connection) return this.#decode(index);
    this.#reading = null;
    this.#hasFailed = false;
    this.#webSockets = decoded.connections.filter(isWebSocket);
    this.#decoded = index === -1 ? null : decoded;
    this.#read();
  }

  #fail(): void {
    this.#reading = null;
    this.#hasFailed = true;
  }
}

/** Ports are used again, so the last one counts. */
function indexOf(
  connections: readonly ConnectionChoice[],
  wanted: WantedConnection | null,
): number {
  if (wanted === null) return -1;
  if (wanted === 'latest') return latestOf(connections);
  return connections.findLastIndex((each) => isSame(loggedConnection(each), wanted));
}

/** The WebSocket that started last. They are sorted by how well they fit, not by time. */
function latestOf(connections: readonly ConnectionChoice[]): number {
  const startOf = (each: ConnectionChoice | undefined) => each?.summary?.startedAtMs ?? -Infinity;
  return connections.reduce((latest, each, index) => {
    return isWebSocket(each) && startOf(each) >= startOf(connections[latest]) ? index : latest;
  }, -1);
}

function isWebSocket({ content }: ConnectionChoice): boolean {
  return content?.kind === 'websocket' || content?.kind === 'handshake';
}

export function loggedConnection({ client, server, content }: ConnectionChoice): LoggedConnection {
  return { client, server, streamId: content?.streamId };
}

export function isSame(one: WantedConnection | null, other: WantedConnection | null): boolean {
  if (one === null || other === null || one === 'latest' || other === 'latest')
    return one === other;
  const isOneStream = one.streamId === other.streamId;
  return one.client === other.client && one.server === other.server && isOneStream;
}
