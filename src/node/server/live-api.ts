/** What the Live page asks of its server: connections, commands, and the log as it grows. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  DEFAULT_ECHO,
  parseEchoCommand,
  parseEchoSettings,
  type EchoSettings,
} from '#core/live/echo-command.ts';
import { ECHO, LIVE_PATHS, LIVE_VERSION, LOG_HEADERS } from '#core/live/live-api.ts';
import type { LiveHub } from './live-hub.ts';
import { sendJson, sendText } from './responses.ts';

/** A page asks again after so long without news. Proxies and sleeping machines cut longer ones. */
const POLL_MS = 25_000;

/** Bytes of the log in one response. */
const MAX_PART = 1024 * 1024;

/** Pages that may wait at the same time. */
const MAX_WAITING = 32;

/** Bytes of a request's body, and how long it may take. */
const MAX_BODY = 1024 * 1024;
const BODY_MS = 10_000;

export class LiveApi {
  readonly #hub: LiveHub;
  #waiting = 0;

  constructor(hub: LiveHub) {
    this.#hub = hub;
  }

  /** Answers a request that was admitted. */
  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader('Cache-Control', 'no-store');
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const { method = 'GET' } = request;
    const [, command] = /^\/live\/connections\/(\d{1,9})\/commands$/.exec(pathname) ?? [];
    if (command !== undefined) {
      if (method !== 'POST') return notAllowed(response, 'POST');
      return this.#command(Number(command), request, response);
    }
    switch (pathname) {
      case LIVE_PATHS.status:
        if (method !== 'GET') return notAllowed(response, 'GET');
        return sendJson(response, 200, this.#hub.status());
      case LIVE_PATHS.connections:
        if (method !== 'POST') return notAllowed(response, 'POST');
        return this.#connect(request, response);
      case LIVE_PATHS.log:
        if (method === 'DELETE') return this.#clearLog(response);
        if (method !== 'GET') return notAllowed(response, 'GET, DELETE');
        return this.#sendLog(searchParams, request, response);
      default:
        return sendText(response, 404, 'There is nothing here.');
    }
  }

  async #connect(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readJson(request, response);
    if (body === null) return;
    const { to, echo = {}, version } = body as Readonly<Record<string, unknown>>;
    if (version !== LIVE_VERSION) {
      return sendText(response, 409, 'The page and the server are of different versions.');
    }
    const isKnown = to === ECHO || this.#hub.status().targets.some((target) => target === to);
    if (typeof to !== 'string' || !isKnown) {
      return sendText(response, 400, 'The server doesn’t know this target.');
    }
    let settings: EchoSettings = DEFAULT_ECHO;
    if (to === ECHO) {
      const parsed = parseEchoSettings(echo);
      if (parsed.kind === 'unreadable') return sendText(response, 400, parsed.reason);
      settings = parsed.value;
    }
    sendJson(response, 200, this.#hub.issueTicket(to, settings));
  }

  async #command(id: number, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readJson(request, response);
    if (body === null) return;
    const parsed = parseEchoCommand(body);
    if (parsed.kind === 'unreadable') return sendText(response, 400, parsed.reason);
    const problem = this.#hub.command(id, parsed.value);
    if (problem === null) return sendJson(response, 200, { done: true });
    sendJson(response, 409, { problem });
  }

  #clearLog(response: ServerResponse): void {
    this.#hub.clearLog();
    sendJson(response, 200, { log: this.#hub.logNumber });
  }

  /** A long poll: bytes from an offset, or none after a while without news. */
  async #sendLog(
    query: URLSearchParams,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const hub = this.#hub;
    const from = Number(query.get('from') ?? 0);
    const isAnotherLog = Number(query.get('log')) !== hub.logNumber;
    const isPlace = Number.isSafeInteger(from) && from >= 0 && from <= hub.log.size;
    const hasNews = isAnotherLog || Number(query.get('changes')) !== hub.changes;
    if (!isAnotherLog && !isPlace) return sendText(response, 400, 'expected an offset of the log');
    if (!hasNews && from === hub.log.size) {
      if (this.#waiting >= MAX_WAITING) return sendText(response, 503, 'Too many pages wait.');
      this.#waiting += 1;
      await whenMore(hub, request);
      this.#waiting -= 1;
      if (response.destroyed) return;
    }
    const isSame = Number(query.get('log')) === hub.logNumber;
    const bytes = isSame ? await hub.log.read(from, MAX_PART) : new Uint8Array(0);
    // The log can be deleted while it is read.
    const isStillSame = Number(query.get('log')) === hub.logNumber;
    const sent = isStillSame ? bytes : new Uint8Array(0);
    response.writeHead(200, {
      'Content-Type': 'application/octet-stream',
      'Content-Length': sent.length,
      [LOG_HEADERS.log]: hub.logNumber,
      [LOG_HEADERS.next]: isStillSame ? from + sent.length : 0,
      [LOG_HEADERS.changes]: hub.changes,
    });
    response.end(sent);
  }
}

function whenMore(hub: LiveHub, request: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    const finish = (): void => {
      clearTimeout(timer);
      stop();
      request.socket.off('close', finish);
      resolve();
    };
    const timer = setTimeout(finish, POLL_MS);
    const stop = hub.log.whenMore(finish);
    request.socket.once('close', finish);
  });
}

function notAllowed(response: ServerResponse, allowed: string): void {
  response.setHeader('Allow', allowed);
  sendText(response, 405, 'This method is not possible here.');
}

/** The body as JSON; null if it can't be read, after an answer that says so. */
async function readJson(
  request: IncomingMessage,
  response: ServerResponse,
): Promise<object | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  const timer = setTimeout(() => request.destroy(), BODY_MS);
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > MAX_BODY) {
        response.setHeader('Connection', 'close');
        sendText(response, 413, 'This is too long.');
        return null;
      }
      chunks.push(chunk);
    }
    const value: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // Answered below.
  } finally {
    clearTimeout(timer);
  }
  if (!response.destroyed) sendText(response, 400, 'expected an object as JSON');
  return null;
}
