/** What the server knows of its WebSockets, as the page asks for it. */

import type { LiveConnection, LiveLeg, TargetFailure } from '#core/live/live-api.ts';

/** Older ones are only in the log. */
const MAX_RECORDS = 100;

export class ConnectionRecord {
  readonly id: number;
  readonly to: string;
  readonly tap: string | null;
  readonly openedAtMs = Date.now();
  readonly #onchange: () => void;
  #isOpen = true;
  #isCompressing = false;
  #legs: readonly LiveLeg[] = [];
  #failure: LiveConnection['failure'] = null;
  #request: LiveConnection['request'] = null;

  constructor({ id, to, tap }: Pick<LiveConnection, 'id' | 'to' | 'tap'>, onchange: () => void) {
    this.id = id;
    this.to = to;
    this.tap = tap;
    this.#onchange = onchange;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  addLeg(leg: LiveLeg): void {
    this.#legs = [...this.#legs, leg];
    this.#onchange();
  }

  noteRequest(received: string, forwarded: string): void {
    this.#request = { received, forwarded };
    this.#onchange();
  }

  noteCompression(): void {
    if (this.#isCompressing) return;
    this.#isCompressing = true;
    this.#onchange();
  }

  fail(id: TargetFailure, detail: string): void {
    this.#failure ??= { id, detail };
    this.#onchange();
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#onchange();
  }

  describe(): LiveConnection {
    const { id, to, tap, openedAtMs } = this;
    return {
      id,
      to,
      tap,
      openedAtMs,
      isOpen: this.#isOpen,
      legs: this.#legs,
      failure: this.#failure,
      request: this.#request,
      isCompressing: this.#isCompressing,
    };
  }
}

export class ConnectionRecords {
  readonly #onchange: () => void;
  #records: readonly ConnectionRecord[] = [];
  #nextId = 1;

  constructor(onchange: () => void) {
    this.#onchange = onchange;
  }

  get openCount(): number {
    return this.#records.filter(({ isOpen }) => isOpen).length;
  }

  /** Reserves the number of a connection that is still to come. */
  nextId(): number {
    return this.#nextId++;
  }

  add(connection: Pick<LiveConnection, 'id' | 'to' | 'tap'>): ConnectionRecord {
    const record = new ConnectionRecord(connection, this.#onchange);
    const kept = this.#records.filter(({ isOpen }, index) => {
      return isOpen || index > this.#records.length - MAX_RECORDS;
    });
    this.#records = [...kept, record];
    this.#onchange();
    return record;
  }

  describe(): LiveConnection[] {
    return this.#records.map((record) => record.describe());
  }
}
