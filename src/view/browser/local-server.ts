/**
 * Live's own server, which serves this page. This is the only file that connects to anything, and
 * it does so only if the page's policy was made for that.
 */

import { authorizationOf, LIVE_PATHS, LIVE_VERSION, LOG_HEADERS } from '#core/live/live-api.ts';
import type { LiveLeg, LiveStatus, LiveTicket } from '#core/live/live-api.ts';
import type { EchoCommand, EchoSettings } from '#core/live/echo-command.ts';
import type { CommandProblem } from '#core/live/echo-session.ts';

const KEY_NAME = 'ws101:live-key';
const VIEW_NAME = 'ws101:live-view';

/**
 * The key that the last page of this tab left for its reload; null if there is none. The key is in
 * memory while the page is open, and here only between two pages.
 */
export function takeKey(): string | null {
  return take(KEY_NAME);
}

/** What a tab showed before its reload. */
export type KeptView = { readonly id: number; readonly leg: LiveLeg['name'] };

/** What this tab showed of the server with this key, before its reload. */
export function takeView(key: string): KeptView | null {
  const [keptKey, id, leg] = take(VIEW_NAME)?.split(' ') ?? [];
  if (keptKey !== key || (leg !== 'browser' && leg !== 'target')) return null;
  return { id: Number(id), leg };
}

/** Leaves the key and the view for a reload, when this page goes. Returns how to stop. */
export function keepForReload(key: string, view: () => KeptView | null): () => void {
  const leave = (): void => {
    const shown = view();
    keep(KEY_NAME, key);
    if (shown !== null) keep(VIEW_NAME, [key, shown.id, shown.leg].join(' '));
  };
  // A page that comes back from the browser's cache still has them.
  const takeBack = (): void => {
    take(KEY_NAME);
    take(VIEW_NAME);
  };
  addEventListener('pagehide', leave);
  addEventListener('pageshow', takeBack);
  return () => {
    removeEventListener('pagehide', leave);
    removeEventListener('pageshow', takeBack);
  };
}

function take(name: string): string | null {
  try {
    const value = sessionStorage.getItem(name);
    sessionStorage.removeItem(name);
    return value;
  } catch {
    return null;
  }
}

function keep(name: string, value: string): void {
  try {
    sessionStorage.setItem(name, value);
  } catch {
    // The reloaded page asks for the key.
  }
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
