/** Everything of Live that outlives a request: the log, tickets, connections. */

import type { Socket } from 'node:net';
import { encodeFileHeader } from '#core/captures/pcapng-writer.ts';
import { DEFAULT_ECHO, type EchoCommand, type EchoSettings } from '#core/live/echo-command.ts';
import type { CommandProblem } from '#core/live/echo-session.ts';
import {
  ECHO,
  LIVE_PATHS,
  LIVE_VERSION,
  type LiveStatus,
  type LiveTicket,
} from '#core/live/live-api.ts';
import type { RequestHead } from '#core/protocol/http/http-head.ts';
import { LIVE_LOG_COMMENT } from '#content/live/log-comment.ts';
import { Tickets } from '#node/guard/secrets.ts';
import { wallClock } from '#node/recording/leg-recorder.ts';
import { TraceLog, type LogOptions } from '#node/recording/trace-log.ts';
import { ConnectionRecords } from '#node/relay/connection-record.ts';
import { EchoServer } from '#node/relay/echo-server.ts';
import type { OriginMode } from '#node/relay/forwarded-request.ts';
import { Relay } from '#node/relay/relay.ts';
import type { Target } from '#node/relay/target.ts';
import { Watch, type WatchOptions } from '#node/watch/watch.ts';
import type { FirstHead } from './first-head.ts';

/** A tap leads to a target, or to the echo server. */
export type Tap = { readonly name: string; readonly target: Target | null };

export type LiveOptions = {
  readonly targets: readonly Target[];
  readonly taps: readonly Tap[];
  readonly originMode: OriginMode;
  readonly connectTimeoutMs?: number;
  /** Certificates to trust besides the system's, for tests. */
  readonly ca?: string | undefined;
  readonly log?: LogOptions;
  /** A browser to start and to watch. */
  readonly watch?: WatchOptions | undefined;
};

type Purpose = { readonly id: number; readonly to: string; readonly settings: EchoSettings };

const CONNECT_TIMEOUT_MS = 10_000;

/** WebSockets that are open at the same time. */
const MAX_OPEN = 64;

export class LiveHub {
  readonly log: TraceLog;
  readonly #options: LiveOptions;
  readonly clock = wallClock();
  readonly #tickets = new Tickets<Purpose>();
  readonly #records: ConnectionRecords;
  /** Those that are open, by their number. */
  readonly #echoes = new Map<number, EchoServer>();
  readonly #relays = new Map<number, Relay>();
  #watch: Watch | null = null;
  #changes = 1;
  #logNumber = 1;

  constructor(options: LiveOptions) {
    this.#options = options;
    this.log = new TraceLog(options.log);
    this.#records = new ConnectionRecords(() => this.#noteChange());
    this.#beginLog();
  }

  /** Goes up with everything that the status says. */
  get changes(): number {
    return this.#changes;
  }

  get logNumber(): number {
    return this.#logNumber;
  }

  get isFull(): boolean {
    return this.#records.openCount >= MAX_OPEN;
  }

  status(): LiveStatus {
    const { targets, taps } = this.#options;
    return {
      version: LIVE_VERSION,
      log: this.#logNumber,
      logSize: this.log.size,
      logEnd: this.log.end,
      targets: targets.map(({ url }) => url),
      taps: taps.map(({ name, target }) => ({ name, to: target?.url ?? ECHO })),
      watch: this.#watch?.describe() ?? null,
      connections: this.#records.describe(),
    };
  }

  issueTicket(to: string, settings: EchoSettings): LiveTicket {
    const id = this.#records.nextId();
    return { id, path: LIVE_PATHS.socket + this.#tickets.issue({ id, to, settings }) };
  }

  /** What a ticket is for; null if it doesn't count. */
  redeem(ticket: string): Purpose | null {
    return this.#tickets.redeem(ticket)?.purpose ?? null;
  }

  tapNamed(name: string): Tap | undefined {
    return this.#options.taps.find((tap) => tap.name === name);
  }

  command(id: number, command: EchoCommand): CommandProblem | null {
    const echo = this.#echoes.get(id);
    return echo === undefined ? 'not-open' : echo.command(command);
  }

  clearLog(): void {
    this.#logNumber += 1;
    this.log.clear();
    this.#beginLog();
    this.#noteChange();
  }

  openPurpose(purpose: Purpose, socket: Socket, first: FirstHead, head: RequestHead): void {
    const { id, to, settings } = purpose;
    const target = this.#options.targets.find(({ url }) => url === to) ?? null;
    this.#open({ id, tap: null, target, settings }, socket, first, head);
  }

  openTap({ name, target }: Tap, socket: Socket, first: FirstHead, head: RequestHead): void {
    const id = this.#records.nextId();
    this.#open({ id, tap: name, target, settings: DEFAULT_ECHO }, socket, first, head);
  }

  /** Starts the browser that is to be watched, if there is one. */
  async startWatching(ownPort: number): Promise<void> {
    const { watch, connectTimeoutMs = CONNECT_TIMEOUT_MS } = this.#options;
    if (watch === undefined) return;
    const { log, clock } = this;
    const onchange = (): void => this.#noteChange();
    this.#watch = new Watch(watch, { log, clock, ownPort, connectTimeoutMs, onchange });
    await this.#watch.start(watch, onchange);
  }

  /** The echo server says goodbye, relays and the watched browser end. */
  async stop(): Promise<void> {
    for (const echo of this.#echoes.values()) echo.stop();
    for (const relay of this.#relays.values()) relay.stop();
    await this.#watch?.close();
  }

  #open(
    opened: {
      readonly id: number;
      readonly tap: string | null;
      readonly target: Target | null;
      readonly settings: EchoSettings;
    },
    socket: Socket,
    first: FirstHead,
    head: RequestHead,
  ): void {
    const { id, tap, target, settings } = opened;
    const { log } = this;
    const record = this.#records.add({ id, to: target?.url ?? ECHO, tap });
    if (target === null) {
      const echo = new EchoServer(socket, record, settings, { log, clock: this.clock });
      this.#echoes.set(id, echo);
      socket.on('close', () => this.#echoes.delete(id));
      echo.start(first);
      return;
    }
    const { originMode, connectTimeoutMs = CONNECT_TIMEOUT_MS, ca } = this.#options;
    const ownPort = socket.localPort ?? 0;
    const { clock } = this;
    const relay = new Relay(socket, record, {
      log,
      clock,
      ownPort,
      originMode,
      connectTimeoutMs,
      ca,
    });
    this.#relays.set(id, relay);
    socket.on('close', () => this.#relays.delete(id));
    relay.start(first, head, target);
  }

  #beginLog(): void {
    this.log.append([encodeFileHeader(LIVE_LOG_COMMENT)]);
  }

  #noteChange(): void {
    this.#changes += 1;
    this.log.notify();
  }
}
