/** Watches a browser: its tunnels and its TLS keys go to the log, and stay on this machine. */

import type { LiveWatch } from '#core/live/live-api.ts';
import { KeyedLog } from '#node/recording/keyed-log.ts';
import type { WallClock } from '#node/recording/leg-recorder.ts';
import type { BlockLog } from '#node/recording/trace-log.ts';
import { ConnectProxy } from './connect-proxy.ts';
import { findBrowser } from './find-browser.ts';
import { KeyLog } from './key-log.ts';
import { WatchedBrowser } from './watched-browser.ts';

export type WatchOptions = {
  /** The page to open. */
  readonly url: string;
  /** Arguments for the browser, for tests. */
  readonly browserArguments?: readonly string[];
  /** Instead of the one that is found; null for none. For tests. */
  readonly program?: string | null;
  /** Called when the browser didn't start, or ended as if something was wrong. */
  readonly onfailed?: (watch: LiveWatch) => void;
};

export type WatchContext = {
  readonly log: BlockLog;
  readonly clock: WallClock;
  /** Of the local server. */
  readonly ownPort: number;
  readonly connectTimeoutMs: number;
  readonly onchange: () => void;
};

export class Watch {
  readonly #url: string;
  readonly #keys = new KeyLog();
  readonly #log: KeyedLog;
  readonly #proxy: ConnectProxy;
  readonly #program: string | null;
  #browser: WatchedBrowser | null = null;
  #state: LiveWatch['state'] = 'starting';
  #problem: string | null = null;
  #isClosing = false;

  constructor({ url, program = findBrowser() }: WatchOptions, context: WatchContext) {
    this.#url = url;
    this.#program = program;
    this.#log = new KeyedLog(context.log, () => this.#keys.readNew());
    this.#proxy = new ConnectProxy({ ...context, log: this.#log });
  }

  async start(
    { browserArguments = [], onfailed }: WatchOptions,
    onchange: () => void,
  ): Promise<void> {
    await this.#proxy.listen();
    if (this.#program === null) {
      this.#state = 'no-browser';
      return;
    }
    this.#state = 'running';
    this.#browser = new WatchedBrowser({
      program: this.#program,
      url: this.#url,
      proxy: this.#proxy.address,
      keyLog: this.#keys.path,
      extra: browserArguments,
      onend: (problem) => {
        this.#state = problem === null ? 'ended' : 'failed';
        this.#problem = problem;
        onchange();
        // When the server stops, it ends the browser itself.
        if (problem !== null && !this.#isClosing) onfailed?.(this.describe());
      },
    });
  }

  describe(): LiveWatch {
    return {
      url: this.#url,
      state: this.#state,
      program: this.#program,
      problem: this.#problem,
      proxy: this.#proxy.address,
      keyLog: this.#keys.path,
      tunnels: this.#proxy.opened,
    };
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    await this.#browser?.close();
    this.#proxy.close();
    this.#log.flush();
    this.#keys.remove();
  }
}
