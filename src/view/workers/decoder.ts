/** Decodes small inputs directly, large ones and files in a worker, with one interface for both. */

import { InputReader } from '#core/workbench/input-reader.ts';
import type { Decoded, DecodeInput, DecodeRequest } from '#core/workbench/decoded.ts';
import { DecodedAssembly, type DecodedPiece } from './decode-transfer.ts';
import type { DecodeAnswer, DecodeQuestion } from './decode.worker.ts';
import { sendable } from './sent-input.ts';
import { workFailureOf, type ReadingFailure } from './work-failure.ts';

/** Characters that take a few milliseconds to read. */
const SMALL = 12_000;

/** A worker that reads an outdated request for longer than this is replaced. */
const PATIENCE_MS = 2000;

type Running = {
  readonly id: number;
  readonly request: DecodeRequest;
  /** In milliseconds of the page's clock. */
  readonly since: number;
};

export class Decoder {
  readonly #reader = new InputReader();
  readonly #onresult: (decoded: Decoded, request: DecodeRequest) => void;
  readonly #onfailure: (failure: ReadingFailure) => void;
  readonly #onprogress: (done: number) => void;
  readonly #onpreview: (preview: Decoded) => void;
  #worker: Worker | null = null;
  /** The input that the worker has. */
  #sent: DecodeInput | null = null;
  /** What the worker reads, and what it reads next: only the latest request counts. */
  #running: Running | null = null;
  #next: DecodeRequest | null = null;
  #assembly = new DecodedAssembly();
  #preview = new DecodedAssembly();
  #asked = 0;

  constructor(
    onresult: (decoded: Decoded, request: DecodeRequest) => void,
    onfailure: (failure: ReadingFailure) => void,
    onprogress: (done: number) => void,
    onpreview: (preview: Decoded) => void,
  ) {
    this.#onresult = onresult;
    this.#onfailure = onfailure;
    this.#onprogress = onprogress;
    this.#onpreview = onpreview;
  }

  /**
   * The result, if the input is small. Null if it arrives later, through `onresult`. A failure is
   * reported through `onfailure`.
   */
  decode(request: DecodeRequest): Decoded | null {
    if (isSmall(request.input) || typeof Worker === 'undefined') {
      // The answer to an earlier request is no longer needed.
      this.#next = null;
      this.#asked += 1;
      return this.#readHere(request);
    }
    const isSlow = this.#running !== null && performance.now() - this.#running.since > PATIENCE_MS;
    if (isSlow) this.stop();
    this.#next = request;
    if (this.#running === null) this.#askNext();
    return null;
  }

  /** Forgets what is being read, and the worker with it. */
  stop(): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#sent = null;
    this.#running = null;
    this.#next = null;
  }

  #readHere(request: DecodeRequest): Decoded | null {
    try {
      return this.#reader.read(request);
    } catch (error) {
      this.#onfailure({ kind: 'fault', error });
      return null;
    }
  }

  #askNext(): void {
    const request = this.#next;
    this.#next = null;
    if (request === null) return;
    this.#asked += 1;
    this.#running = { id: this.#asked, request, since: performance.now() };
    this.#assembly = new DecodedAssembly();
    this.#preview = new DecodedAssembly();
    this.#worker ??= this.#start();
    const { input, ...rest } = request;
    const question: DecodeQuestion = {
      id: this.#asked,
      request: rest,
      input: input === this.#sent ? null : sendable(input),
    };
    this.#sent = input;
    this.#worker.postMessage(question);
  }

  #start(): Worker {
    const worker = new Worker(new URL('./decode.worker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('message', ({ data }: MessageEvent<DecodeAnswer>) => this.#hear(data));
    worker.addEventListener('error', (event) => {
      if (worker !== this.#worker) return;
      const isWanted = this.#running?.id === this.#asked || this.#next !== null;
      this.stop();
      if (isWanted) this.#onfailure(workFailureOf(event));
    });
    return worker;
  }

  #hear(answer: DecodeAnswer): void {
    if (answer.id !== this.#running?.id) return;
    const isWanted = answer.id === this.#asked && this.#next === null;
    switch (answer.kind) {
      case 'piece':
        return this.#hearPiece(answer.piece, isWanted);
      case 'preview': {
        const preview = isWanted ? this.#take(this.#preview, answer.piece) : null;
        if (preview !== null) this.#onpreview(preview);
        return;
      }
      case 'progress':
        if (isWanted) this.#onprogress(answer.done);
        return;
      case 'unreadable':
        // The next attempt opens it anew.
        this.#sent = null;
        this.#running = null;
        if (this.#next !== null) this.#askNext();
        else if (isWanted) this.#onfailure({ kind: 'unreadable' });
    }
  }

  #hearPiece(piece: DecodedPiece, isWanted: boolean): void {
    // Pieces of an outdated answer stay packed. Only its end matters.
    const decoded = isWanted ? this.#take(this.#assembly, piece) : null;
    if (piece.kind !== 'end' || this.#running === null) return;
    const { request } = this.#running;
    this.#running = null;
    if (this.#next !== null) this.#askNext();
    else if (decoded !== null) this.#onresult(decoded, request);
  }

  #take(assembly: DecodedAssembly, piece: DecodedPiece): Decoded | null {
    try {
      return assembly.take(piece);
    } catch (error) {
      this.#running = null;
      this.#onfailure({ kind: 'fault', error });
      return null;
    }
  }
}

function isSmall(input: DecodeInput): boolean {
  switch (input.kind) {
    case 'text':
      return input.text.length <= SMALL;
    case 'file':
      // The worker has what opens TLS and HTTP/2.
      return false;
    case 'trace':
      // Traces are never huge, and their streams are functions, which a worker can't receive.
      return true;
  }
}
