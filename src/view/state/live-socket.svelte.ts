/** A WebSocket of this page, with everything that the page hears of it. */

import { copyBytes } from '#core/bytes/byte-array.ts';
import type { HeardEvent } from '#core/live/heard-event.ts';
import { openSocket } from '#view/browser/local-server.ts';

/** A page that gets more shows the latest ones. */
const MAX_EVENTS = 500;

export type SocketState = 'connecting' | 'open' | 'closing' | 'closed';

const STATES: readonly SocketState[] = ['connecting', 'open', 'closing', 'closed'];

export class LiveSocket {
  /** The server's number for the connection. */
  readonly id: number;
  readonly to: string;
  readonly #socket: WebSocket;
  readonly #startedAtMs = performance.now();
  #events = $state.raw<readonly HeardEvent[]>([]);
  #count = $state(0);
  #state = $state<SocketState>('connecting');

  constructor(id: number, to: string, path: string) {
    this.id = id;
    this.to = to;
    this.#socket = openSocket(path);
    this.#socket.addEventListener('open', () => {
      const { protocol, extensions } = this.#socket;
      this.#hear({ kind: 'open', protocol, extensions, atMs: this.#nowMs });
    });
    this.#socket.addEventListener('message', ({ data }: MessageEvent<string | ArrayBuffer>) => {
      const atMs = this.#nowMs;
      if (typeof data === 'string') this.#hear({ kind: 'text', text: data, atMs });
      else this.#hear({ kind: 'binary', bytes: copyBytes(new Uint8Array(data)), atMs });
    });
    this.#socket.addEventListener('error', () => this.#hear({ kind: 'error', atMs: this.#nowMs }));
    this.#socket.addEventListener('close', ({ code, reason, wasClean }) => {
      this.#hear({ kind: 'close', code, reason, wasClean, atMs: this.#nowMs });
    });
  }

  /** The latest ones, in order. */
  get events(): readonly HeardEvent[] {
    return this.#events;
  }

  /** How many there were. */
  get eventCount(): number {
    return this.#count;
  }

  get state(): SocketState {
    return this.#state;
  }

  /** Sends a message; does nothing unless the socket is open. */
  send(data: string | Uint8Array<ArrayBuffer>): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(data);
    this.#look();
  }

  /** Returns why the browser refuses these arguments, in its words; null if it takes them. */
  close(code?: number, reason?: string): string | null {
    try {
      this.#socket.close(code, reason);
      return null;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    } finally {
      this.#look();
    }
  }

  get #nowMs(): number {
    return performance.now() - this.#startedAtMs;
  }

  #hear(event: HeardEvent): void {
    this.#events = [...this.#events, event].slice(-MAX_EVENTS);
    this.#count += 1;
    this.#look();
  }

  #look(): void {
    this.#state = STATES[this.#socket.readyState] ?? 'closed';
  }
}
