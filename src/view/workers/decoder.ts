/** Decodes small inputs directly and large ones in a worker, with one interface for both. */

import { InputReader } from '#core/workbench/input-reader.ts';
import type { Decoded, DecodeInput, DecodeRequest } from '#core/workbench/decoded.ts';
import { DecodedAssembly } from './decode-transfer.ts';
import type { DecodeAnswer } from './decode.worker.ts';

/** Characters or bytes that take a few milliseconds to read. */
const SMALL = 12_000;

export class Decoder {
  readonly #reader = new InputReader();
  readonly #onresult: (decoded: Decoded, request: DecodeRequest) => void;
  readonly #onfailure: (message: string) => void;
  #worker: Worker | null = null;
  /** What the worker reads, and what it reads next: only the latest request counts. */
  #running: { readonly id: number; readonly request: DecodeRequest } | null = null;
  #next: DecodeRequest | null = null;
  #assembly = new DecodedAssembly();
  #asked = 0;

  constructor(
    onresult: (decoded: Decoded, request: DecodeRequest) => void,
    onfailure: (message: string) => void,
  ) {
    this.#onresult = onresult;
    this.#onfailure = onfailure;
  }

  /** The result, if the input is small. Null if it arrives later, through `onresult`. */
  decode(request: DecodeRequest): Decoded | null {
    if (sizeOf(request.input) <= SMALL || typeof Worker === 'undefined') {
      // The answer to an earlier request is no longer needed.
      this.#next = null;
      this.#asked += 1;
      return this.#reader.read(request);
    }
    this.#next = request;
    if (this.#running === null) this.#askNext();
    return null;
  }

  stop(): void {
    this.#worker?.terminate();
    this.#worker = null;
  }

  #askNext(): void {
    const request = this.#next;
    this.#next = null;
    if (request === null) return;
    this.#asked += 1;
    this.#running = { id: this.#asked, request };
    this.#assembly = new DecodedAssembly();
    this.#worker ??= this.#start();
    this.#worker.postMessage({ id: this.#asked, request });
  }

  #start(): Worker {
    const worker = new Worker(new URL('./decode.worker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('message', ({ data }: MessageEvent<DecodeAnswer>) => this.#hear(data));
    worker.addEventListener('error', (event) => {
      this.stop();
      this.#running = null;
      this.#onfailure(event.message);
    });
    return worker;
  }

  #hear({ id, piece }: DecodeAnswer): void {
    if (id !== this.#running?.id) return;
    const isWanted = id === this.#asked && this.#next === null;
    // Pieces of an outdated answer stay packed. Only its end matters.
    const decoded = isWanted ? this.#assembly.take(piece) : null;
    if (piece.kind !== 'end') return;
    const { request } = this.#running;
    this.#running = null;
    if (this.#next !== null) this.#askNext();
    else if (decoded !== null) this.#onresult(decoded, request);
  }
}

function sizeOf(input: DecodeInput): number {
  switch (input.kind) {
    case 'text':
      return input.text.length;
    case 'file':
      return input.bytes.length;
    case 'trace':
      // Traces are never huge, and their streams are functions, which a worker can't receive.
      return 0;
  }
}
