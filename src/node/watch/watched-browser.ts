/** A browser with a fresh profile behind the proxy, which writes its TLS keys to a file. */

import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { browserEndWords } from '#content/live/watch-words.ts';

export type BrowserStart = {
  /** The program. */
  readonly program: string;
  readonly url: string;
  /** "127.0.0.1:40000". */
  readonly proxy: string;
  readonly keyLog: string;
  /** For tests: without a window, for example. */
  readonly extra?: readonly string[];
  /** Called at the end, with what went wrong or null. */
  readonly onend: (problem: string | null) => void;
};

/** All requests use the proxy, even those to this machine. Background requests are switched off. */
function browserArguments({ url, proxy, extra = [] }: BrowserStart, profile: string): string[] {
  return [
    `--user-data-dir=${profile}`,
    `--proxy-server=http://${proxy}`,
    '--proxy-bypass-list=<-loopback>',
    // A CONNECT proxy can't see QUIC, which is UDP.
    '--disable-quic',
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    ...extra,
    url,
  ];
}

const isRoot = process.platform === 'linux' && process.getuid?.() === 0;

/** How long a browser may take to end before it is killed. */
const GOODBYE_MS = 3_000;

export class WatchedBrowser {
  readonly #profile = mkdtempSync(path.join(tmpdir(), 'ws101-browser-'));
  readonly #process: ChildProcess;
  readonly #ended: Promise<void>;

  constructor(start: BrowserStart) {
    const { program, keyLog, onend } = start;
    this.#process = spawn(program, browserArguments(start, this.#profile), {
      stdio: 'ignore',
      env: { ...process.env, SSLKEYLOGFILE: keyLog },
      // A process group, so that ending a wrapper script also ends its browser.
      detached: process.platform !== 'win32',
    });
    this.#ended = new Promise((resolve) => {
      this.#process.once('error', (error) => {
        onend(error.message);
        resolve();
      });
      this.#process.once('exit', (code) => {
        onend(code === null || code === 0 ? null : browserEndWords(code, isRoot));
        resolve();
      });
    });
  }

  /** Ends the browser, and removes its profile. */
  async close(): Promise<void> {
    this.#signal('SIGTERM');
    const timer = setTimeout(() => this.#signal('SIGKILL'), GOODBYE_MS);
    await this.#ended;
    clearTimeout(timer);
    // Its processes may still write for a moment.
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }

  #signal(signal: NodeJS.Signals): void {
    const { pid, exitCode, signalCode } = this.#process;
    if (pid === undefined || exitCode !== null || signalCode !== null) return;
    try {
      if (process.platform === 'win32') this.#process.kill(signal);
      else process.kill(-pid, signal);
    } catch {
      // It has ended meanwhile.
    }
  }
}
