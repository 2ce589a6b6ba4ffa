/**
 * Live with its server: the status, the log as it grows, and this page's own WebSockets. It
 * outlives the page, so that connections stay open while Decode or Learn is shown.
 */

import {
  LIVE_VERSION,
  type LiveConnection,
  type LiveLeg,
  type LiveStatus,
} from '#core/live/live-api.ts';
import type { EchoCommand, EchoSettings } from '#core/live/echo-command.ts';
import type { CommandProblem } from '#core/live/echo-session.ts';
import { keepForReload, type KeptView, LocalServer, takeView } from '#view/browser/local-server.ts';
import type { Trace } from '#core/trace/trace.ts';
import type { ConnectionChoice, Decoded } from '#core/workbench/decoded.ts';
import {
  GrowingLog,
  isSame,
  loggedConnection,
  type LoggedConnection,
  type WantedConnection,
} from './growing-log.svelte.ts';
import { LiveSocket } from './live-socket.svelte.ts';

/** Between two attempts to reach a server that is gone. */
const RETRY_MS = 1_500;

export type SessionState =
  | 'starting'
  | 'ready'
  /** The server has another key: it was started again. */
  | 'refused'
  | 'lost'
  /** The page is of another build than the server. */
  | 'other-version';

/** Not the number of any changes, so the answer comes at once. */
const NO_CHANGES = 0;

const NO_STATUS: LiveStatus = {
  version: LIVE_VERSION,
  log: 0,
  logSize: 0,
  logEnd: null,
  targets: [],
  taps: [],
  watch: null,
  connections: [],
};

export class LiveSession {
  readonly log: GrowingLog;
  readonly #server: LocalServer;
  readonly #stopKeeping: () => void;
  #state = $state<SessionState>('starting');
  #status = $state.raw<LiveStatus>(NO_STATUS);
  #sockets = $state.raw<readonly LiveSocket[]>([]);
  /** The connection and the leg that are shown; null for the latest one. */
  #shown = $state.raw<KeptView | null>(null);
  /** The connection of the watched browser that is shown instead; null for none. */
  #watched = $state.raw<ConnectionChoice | null>(null);
  #isEnded = false;

  constructor(key: string, logName: string) {
    this.#server = new LocalServer(key);
    this.log = new GrowingLog(logName);
    this.#shown = takeView(key);
    this.#stopKeeping = keepForReload(key, () => this.#shown);
    void this.#follow();
  }

  get state(): SessionState {
    return this.#state;
  }

  get status(): LiveStatus {
    return this.#status;
  }

  /** Those that this page opened, the latest last. */
  get sockets(): readonly LiveSocket[] {
    return this.#sockets;
  }

  /** Of this server; null if there is none, or if one of the watched browser is shown. */
  get shown(): LiveConnection | null {
    if (this.#watched !== null) return null;
    const { connections } = this.#status;
    const chosen = this.#shown;
    return connections.find(({ id }) => id === chosen?.id) ?? connections.at(-1) ?? null;
  }

  get shownLeg(): LiveLeg | null {
    const legs = this.shown?.legs ?? [];
    return legs.find(({ name }) => name === this.#shown?.leg) ?? legs[0] ?? null;
  }

  /** This page's socket of the shown connection; null if another program or page has it. */
  get shownSocket(): LiveSocket | null {
    return this.#sockets.find(({ id }) => id === this.shown?.id) ?? null;
  }

  /** The WebSockets of the watched browser, as far as the log was read. */
  get watched(): readonly ConnectionChoice[] {
    const legs = this.#status.connections.flatMap((each) => each.legs);
    return this.log.webSockets.filter(({ client, server }) => {
      return !legs.some((leg) => leg.client === client && leg.server === server);
    });
  }

  show(id: number, leg: LiveLeg['name'] = 'browser'): void {
    this.#shown = { id, leg };
    this.#watched = null;
    this.log.show(this.#wanted);
  }

  showWatched(connection: ConnectionChoice): void {
    this.#watched = connection;
    this.log.show(this.#wanted);
  }

  /**
   * The trace of the shown connection as it grows, reactive. Null once another one is shown, or if
   * it has more units.
   */
  growing(maxUnits: number): () => Trace | null {
    const found = this.#found(this.log.decoded);
    return () => {
      const { decoded } = this.log;
      const now = this.#found(decoded);
      const isSameOne = found !== null && now !== null && isSame(found, now);
      const { units, trace } = decoded?.conversation ?? {};
      return isSameOne && units && trace && units.length <= maxUnits ? trace : null;
    };
  }

  #found(decoded: Decoded | null): LoggedConnection | null {
    const choice = decoded?.connections[decoded.connection];
    return choice === undefined ? null : loggedConnection(choice);
  }

  get #wanted(): WantedConnection | null {
    if (this.#watched !== null) return loggedConnection(this.#watched);
    return this.shownLeg ?? (this.#status.watch === null ? null : 'latest');
  }

  /** Opens a WebSocket of this page. Null if the server doesn't let it. */
  async connect(to: string, echo: EchoSettings): Promise<LiveSocket | null> {
    const answer = await this.#server.connect(to, echo);
    if (answer.kind !== 'answered') {
      this.#noteFailure(answer);
      return null;
    }
    const { id, path } = answer.value;
    const socket = new LiveSocket(id, to, path);
    this.#sockets = [...this.#sockets, socket];
    this.#shown = { id, leg: 'browser' };
    this.#watched = null;
    return socket;
  }

  command(id: number, command: EchoCommand): Promise<CommandProblem | 'lost' | null> {
    return this.#server.command(id, command);
  }

  async clearLog(): Promise<void> {
    await this.#server.clearLog();
  }

  /** The log from its first byte, in parts; null if it can't be had. */
  async wholeLog(): Promise<Uint8Array<ArrayBuffer>[] | null> {
    if (!this.log.isFull) return [this.log.copy()];
    const parts: Uint8Array<ArrayBuffer>[] = [];
    const { log, logSize } = this.#status;
    for (let from = 0; from < logSize;) {
      const answer = await this.#server.poll(log, from, NO_CHANGES);
      if (answer.kind !== 'answered' || answer.value.log !== log) return null;
      parts.push(answer.value.bytes);
      from = answer.value.next;
    }
    return parts;
  }

  /** Ends the polling. Sockets of the page stay as they are. */
  end(): void {
    this.#isEnded = true;
    this.#stopKeeping();
    this.#server.close();
  }

  async #follow(): Promise<void> {
    let log = 0;
    let changes = 0;
    while (!this.#isEnded) {
      if (this.log.isFull && this.#status.log === log) {
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
        await this.#refresh();
        continue;
      }
      const answer = await this.#server.poll(log, this.log.size, changes);
      if (answer.kind !== 'answered') {
        this.#noteFailure(answer);
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
        continue;
      }
      const part = answer.value;
      if (part.log !== log) this.#forgetLog();
      else if (part.bytes.length > 0) this.log.append(part.bytes);
      if (part.changes !== changes || this.#state !== 'ready') await this.#refresh();
      ({ log, changes } = part);
    }
  }

  #forgetLog(): void {
    this.log.clear();
    this.#watched = null;
  }

  async #refresh(): Promise<void> {
    const answer = await this.#server.status();
    if (answer.kind !== 'answered') return this.#noteFailure(answer);
    if (answer.value.version !== LIVE_VERSION) {
      this.#state = 'other-version';
      return this.end();
    }
    this.#status = answer.value;
    this.#state = 'ready';
    this.log.show(this.#wanted);
  }

  #noteFailure(answer: { readonly kind: 'refused' | 'lost'; readonly status?: number }): void {
    if (answer.kind === 'lost') this.#state = 'lost';
    else if (answer.status === 409) this.#state = 'other-version';
    else if (answer.status === 403) this.#state = 'refused';
  }
}
