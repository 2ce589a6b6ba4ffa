/**
 * Live's own server, which serves this page. This is the only file that connects to anything, and
 * it does so only if the page's policy was made for that.
 */

import { authorizationOf, LIVE_PATHS, LIVE_VERSION, LOG_HEADERS } from '#core/live/live-api.ts';
import type { LiveStatus, LiveTicket } from '#core/live/live-api.ts';
import type { EchoCommand, EchoSettings } from '#core/live/echo-command.ts';
import type { CommandProblem } from '#core/live/echo-session.ts';

const KEY_NAME = 'ws101:live-key';

/**
 * The key that the last page of this tab left for its reload; null if there is none. The key is in
 * memory while the page is open, and here only between two pages.
 */
export function takeKey(): string | null {
  try {
    const key = sessionStorage.getItem(KEY_NAME);
    sessionStorage.removeItem(KEY_NAME);
    return key;
  } catch {
    return null;
  }
}

/** Leaves the key for a reload, when this page goes. Returns how to stop. */
export function keepKeyForReload(key: string): () => void {
  const keep = (): void => {
    try {
      sessionStorage.setItem(KEY_NAME, key);
    } catch {
      // The reloaded page asks for it.
    }
  };
  // A page that comes back from the browser's cache still has it.
  const take = (): void => void takeKey();
  addEventListener('pagehide', keep);
  addEventListener('pageshow', take);
  return () => {
    removeEventListener('pagehide', keep);
    removeEventListener('pageshow', take);
  };
}

/** An answer, or why there is none: the key is wrong, or the server is gone. */
export type Answer<Value> =
  | { readonly kind: 'answered'; readonly value: Value }
  /** What the server says about it. */
  | { readonly kind: 'refused'; readonly status: number; readonly text: string }
  | { readonly kind: 'lost' };

export type LogPart = {
  /** Another one after the log was deleted. */
  readonly log: number;
  readonly next: number;
  readonly changes: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
};

export class LocalServer {
  readonly #key: string;
  readonly #ended = new AbortController();

  constructor(key: string) {
    this.#key = key;
  }

  /** Ends every request. */
  close(): void {
    this.#ended.abort();
  }

  status(): Promise<Answer<LiveStatus>> {
    return this.#ask('GET', LIVE_PATHS.status, jsonOf<LiveStatus>);
  }

  connect(to: string, echo: EchoSettings): Promise<Answer<LiveTicket>> {
    const body = { to, echo, version: LIVE_VERSION };
    return this.#ask('POST', LIVE_PATHS.connections, jsonOf<LiveTicket>, body);
  }

  async command(id: number, command: EchoCommand): Promise<CommandProblem | 'lost' | null> {
    const place = `${LIVE_PATHS.connections}/${id}/commands`;
    const answer = await this.#ask('POST', place, jsonOf<object>, command);
    if (answer.kind === 'answered') return null;
    return answer.kind === 'refused' && answer.status === 409 ? problemIn(answer.text) : 'lost';
  }

  /** Waits for more of the log, or for changes. */
  poll(log: number, from: number, changes: number): Promise<Answer<LogPart>> {
    const place = `${LIVE_PATHS.log}?log=${log}&from=${from}&changes=${changes}`;
    return this.#ask('GET', place, partOf);
  }

  clearLog(): Promise<Answer<object>> {
    return this.#ask('DELETE', LIVE_PATHS.log, jsonOf<object>);
  }

  async #ask<Value>(
    method: string,
    place: string,
    read: (response: Response) => Promise<Value>,
    body?: object,
  ): Promise<Answer<Value>> {
    try {
      const response = await fetch(place, {
        method,
        headers: { Authorization: authorizationOf(this.#key) },
        signal: this.#ended.signal,
        cache: 'no-store',
        ...(body && { body: JSON.stringify(body) }),
      });
      if (response.ok) return { kind: 'answered', value: await read(response) };
      return { kind: 'refused', status: response.status, text: await response.text() };
    } catch {
      return { kind: 'lost' };
    }
  }
}

async function jsonOf<Value>(response: Response): Promise<Value> {
  return (await response.json()) as Value;
}

async function partOf(response: Response): Promise<LogPart> {
  const number = (name: string) => Number(response.headers.get(name) ?? 0);
  return {
    log: number(LOG_HEADERS.log),
    next: number(LOG_HEADERS.next),
    changes: number(LOG_HEADERS.changes),
    bytes: new Uint8Array(await response.arrayBuffer()),
  };
}

function problemIn(text: string): CommandProblem {
  return text.includes('not-compressing') ? 'not-compressing' : 'not-open';
}

/** A WebSocket to this page's own server. Throws if the path or a subprotocol is no valid one. */
export function openSocket(path: string): WebSocket {
  const socket = new WebSocket(path);
  socket.binaryType = 'arraybuffer';
  return socket;
}
