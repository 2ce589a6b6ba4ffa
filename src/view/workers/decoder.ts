/** Decodes at once what is small, and in a worker what is not: one interface for both. */

import { DecodeJob } from '#core/workbench/decode-job.ts';
import type { Decoded, DecodeInput, DecodeRequest } from '#core/workbench/decoded.ts';
import { DecodedAssembly } from './decode-transfer.ts';
import type { DecodeAnswer } from './decode.worker.ts';

/** Characters, or bytes, that are read in a few milliseconds. */
const SMALL = 12_000;

export class Decoder {
  readonly #job = new DecodeJob();
  readonly #onresult: (decoded: Decoded, request: DecodeRequest) => void;
  readonly #onfailure: (message: string) => void;
  #worker: Worker | null = null;
  /** What the worker is at, and what it gets next: only the latest wish counts. */
  #underWay: { readonly id: number; readonly request: DecodeRequest } | null = null;
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

  /** What was asked, where it is small; null where the answer comes later, to `onresult`. */
  decode(request: DecodeRequest): Decoded | null {
    if (sizeOf(request.input) <= SMALL || typeof Worker === 'undefined') {
      // Whatever is under way is no longer wanted.
      this.#next = null;
      this.#asked += 1;
      return this.#job.run(request);
    }
    this.#next = request;
    if (this.#underWay === null) this.#askNext();
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
    this.#underWay = { id: this.#asked, request };
    this.#assembly = new DecodedAssembly();
    this.#worker ??= this.#start();
    this.#worker.postMessage({ id: this.#asked, request });
  }

  #start(): Worker {
    const worker = new Worker(new URL('./decode.worker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('message', ({ data }: MessageEvent<DecodeAnswer>) => this.#hear(data));
    worker.addEventListener('error', (event) => {
      this.stop();
      this.#underWay = null;
      this.#onfailure(event.message);
    });
    return worker;
  }

  #hear({ id, piece }: DecodeAnswer): void {
    if (id !== this.#underWay?.id) return;
    const isWanted = id === this.#asked && this.#next === null;
    // The pieces of an answer that nobody wants are left packed, except the last.
    const decoded = isWanted ? this.#assembly.take(piece) : null;
    if (piece.kind !== 'end') return;
    const { request } = this.#underWay;
    this.#underWay = null;
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
      // Made or opened here, never huge; and its streams are functions, which can't cross.
      return 0;
  }
}
