import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Turns of the event loop without an event on loopback, after which all has arrived. */
const QUIET_TURNS = 12;

/**
 * Between a client and a server: passes on what it gets after a delay, in a time of its own, which
 * passes only when it is told to. So real sockets have a network's delay, and nothing waits.
 */
export class DelayingRelay {
  readonly #oneWayMs: number;
  readonly #server = createServer((client) => this.#accept(client));
  readonly #waiting: { readonly dueMs: number; readonly pass: () => void }[] = [];
  readonly #timers: { readonly dueMs: number; readonly run: () => void }[] = [];
  #port = 0;
  #isEnding = false;
  #events = 0;
  nowMs = 0;

  constructor(oneWayMs: number) {
    this.#oneWayMs = oneWayMs;
  }

  /** Gives the port to connect to instead. */
  async start(port: number): Promise<number> {
    this.#port = port;
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return (this.#server.address() as AddressInfo).port;
  }

  /** From now on, nothing is delayed. */
  end(): void {
    this.#isEnding = true;
    for (const { pass } of this.#waiting.splice(0)) pass();
    this.#server.close();
  }

  at(dueMs: number, run: () => void): void {
    this.#timers.push({ dueMs, run });
  }

  /** Lets time pass, from event to event, until nothing happens before that. */
  async runUntil(endMs: number): Promise<void> {
    for (;;) {
      await this.#settle();
      const next = this.#takeNext(endMs);
      if (next === null) break;
      this.nowMs = Math.max(this.nowMs, next.dueMs);
      next.run();
    }
    this.nowMs = Math.max(this.nowMs, endMs);
  }

  /** What is on the network comes before what is due at the same time. */
  #takeNext(endMs: number): { readonly dueMs: number; readonly run: () => void } | null {
    const passing = this.#waiting.map(({ dueMs, pass }) => ({ dueMs, run: pass }));
    const [next] = [...passing, ...this.#timers].toSorted((one, other) => one.dueMs - other.dueMs);
    if (next === undefined || next.dueMs > endMs) return null;
    const index = passing.indexOf(next);
    if (index !== -1) this.#waiting.splice(index, 1);
    else this.#timers.splice(this.#timers.indexOf(next), 1);
    return next;
  }

  #accept(client: Socket): void {
    const server = connect(this.#port, '127.0.0.1');
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      from.setNoDelay();
      from.on('error', () => to.destroy());
      from.on('data', (bytes: Buffer) => this.#later(() => void to.write(bytes)));
      from.on('end', () => this.#later(() => void to.end()));
      from.on('close', () => this.#events++);
    }
  }

  #later(pass: () => void): void {
    this.#events++;
    if (this.#isEnding) pass();
    else this.#waiting.push({ dueMs: this.nowMs + this.#oneWayMs, pass });
  }

  /** Until both programs have read what was sent, and answered it. */
  async #settle(): Promise<void> {
    let seen = this.#events;
    for (let quiet = 0; quiet < QUIET_TURNS; quiet++) {
      await new Promise((resolve) => setImmediate(resolve));
      if (this.#events !== seen) quiet = 0;
      seen = this.#events;
    }
  }
}
