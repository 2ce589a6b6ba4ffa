/**
 * Blocks on their way to the log. They wait a moment, so that the keys that open them are written
 * first: programs that read a file once from its start need keys before packets (pcapng §4.7).
 */

import { encodeSecretsBlock } from '#core/captures/pcapng-writer.ts';
import type { BlockLog } from './trace-log.ts';

type Waiting = {
  readonly blocks: readonly Uint8Array[];
  readonly isSmall: boolean;
  readonly sinceMs: number;
};

const WAIT_MS = 250;

export class KeyedLog implements BlockLog {
  readonly #log: BlockLog;
  readonly #readKeys: () => string;
  readonly #waitMs: number;
  #waiting: Waiting[] = [];
  #timer: NodeJS.Timeout | null = null;

  /** @param readKeys the new lines of the key log, once */
  constructor(log: BlockLog, readKeys: () => string, waitMs = WAIT_MS) {
    this.#log = log;
    this.#readKeys = readKeys;
    this.#waitMs = waitMs;
  }

  append(blocks: readonly Uint8Array[], isSmall = false): void {
    this.#waiting.push({ blocks, isSmall, sinceMs: performance.now() });
    this.#timer ??= setTimeout(() => this.#flushDue(), this.#waitMs);
  }

  /** Writes everything now. */
  flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#write(this.#waiting.splice(0));
  }

  #flushDue(): void {
    this.#timer = null;
    const until = performance.now() - this.#waitMs;
    const later = this.#waiting.findIndex(({ sinceMs }) => sinceMs > until);
    this.#write(this.#waiting.splice(0, later === -1 ? this.#waiting.length : later));
    const [next] = this.#waiting;
    if (next === undefined) return;
    this.#timer = setTimeout(() => this.#flushDue(), Math.max(1, next.sinceMs - until));
  }

  #write(due: readonly Waiting[]): void {
    const keys = this.#readKeys();
    if (keys !== '') this.#log.append([encodeSecretsBlock(keys)], true);
    for (const { blocks, isSmall } of due) this.#log.append(blocks, isSmall);
  }
}
