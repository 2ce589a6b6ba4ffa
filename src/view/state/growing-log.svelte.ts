/** The log of Live as far as the page has it, read again whenever it has grown. */

import type { ConnectionChoice, Decoded, DecodeInput } from '#core/workbench/decoded.ts';
import { DEFAULT_CHOICES } from '#core/workbench/decoded.ts';
import { Decoder } from '#view/workers/decoder.ts';

/** Units of each direction that are read. */
const MAX_UNITS = 50_000;

/** Reading a longer one takes more than a second, and the page would fall behind. In bytes. */
const MOST_FOLLOWED = 64 * 1024 * 1024;

const FIRST_CAPACITY = 64 * 1024;

/** The two addresses by which a connection is known in the log. */
export type ShownLeg = { readonly client: string; readonly server: string };

export class GrowingLog {
  readonly #decoder: Decoder;
  readonly #name: string;
  #bytes = new Uint8Array(FIRST_CAPACITY);
  #size = $state(0);
  #decoded = $state.raw<Decoded | null>(null);
  #hasFailed = $state(false);
  #wanted: ShownLeg | null = null;
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
  }

  /** Chooses the connection to read. */
  show(leg: ShownLeg | null): void {
    if (leg?.client === this.#wanted?.client && leg?.server === this.#wanted?.server) return;
    this.#wanted = leg;
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
    this.#decoded = index === -1 ? null : decoded;
    this.#read();
  }

  #fail(): void {
    this.#reading = null;
    this.#hasFailed = true;
  }
}

/** Ports are used again, so the last one counts. */
function indexOf(connections: readonly ConnectionChoice[], leg: ShownLeg | null): number {
  return connections.findLastIndex(
    ({ client, server }) => client === leg?.client && server === leg?.server,
  );
}
