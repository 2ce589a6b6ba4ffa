/** Runs an echo session on a socket, and records it. */

import type { Socket } from 'node:net';
import type { EchoCommand, EchoSettings, TcpEnd } from '#core/live/echo-command.ts';
import { EchoSession, type CommandProblem, type EchoChannel } from '#core/live/echo-session.ts';
import { peerText } from '#core/packets/tcp-packet.ts';
import {
  CLIENT,
  LegRecorder,
  peerOf,
  SERVER,
  type WallClock,
} from '#node/recording/leg-recorder.ts';
import type { TraceLog } from '#node/recording/trace-log.ts';
import type { FirstHead } from '#node/server/first-head.ts';
import type { ConnectionRecord } from './connection-record.ts';
import { resetSocket } from './socket-end.ts';

const GOING_AWAY = 1001;

export class EchoServer {
  readonly #socket: Socket;
  readonly #record: ConnectionRecord;
  readonly #leg: LegRecorder;
  readonly #session: EchoSession;

  constructor(
    socket: Socket,
    record: ConnectionRecord,
    settings: EchoSettings,
    { log, clock }: { readonly log: TraceLog; readonly clock: WallClock },
  ) {
    this.#socket = socket;
    this.#record = record;
    const client = peerOf(socket.remoteAddress, socket.remotePort);
    const server = peerOf(socket.localAddress, socket.localPort);
    this.#leg = new LegRecorder(log, clock, [client, server]);
    record.addLeg({ name: 'browser', client: peerText(client), server: peerText(server) });
    this.#session = new EchoSession(new SocketChannel(socket, this.#leg), settings);
  }

  start({ chunks }: FirstHead): void {
    this.#leg.opened(chunks[0]?.atNs);
    this.#socket.on('data', (chunk: Buffer) => this.#receive(chunk));
    this.#socket.on('end', () => {
      this.#leg.ended(CLIENT);
      this.#session.receiveEnd();
    });
    this.#socket.on('error', () => this.#leg.reset(CLIENT));
    this.#socket.on('close', () => this.#record.close());
    for (const { bytes, atNs } of chunks) this.#receive(bytes, atNs);
    this.#socket.resume();
  }

  command(command: EchoCommand): CommandProblem | null {
    return this.#session.command(command);
  }

  /** Says goodbye and ends TCP, as when the server stops. */
  stop(): void {
    this.#session.goAway(GOING_AWAY, '');
  }

  #receive(bytes: Uint8Array, atNs?: bigint): void {
    this.#leg.bytes(CLIENT, bytes, atNs === undefined ? {} : { atNs });
    this.#session.receive(bytes);
    if (this.#session.isCompressing) this.#record.noteCompression();
  }
}

/** More bytes that wait for their time stop the reading. */
const MAX_WAITING = 1024 * 1024;

type Work = { readonly dueMs: number; readonly size: number; readonly act: () => void };

/** Sends in order, each after its delay, and reads no faster than the peer does. */
class SocketChannel implements EchoChannel {
  readonly #socket: Socket;
  readonly #leg: LegRecorder;
  /** The first first. */
  #waiting: readonly Work[] = [];
  #timer: NodeJS.Timeout | null = null;
  #isReading = true;

  constructor(socket: Socket, leg: LegRecorder) {
    this.#socket = socket;
    this.#leg = leg;
    socket.on('drain', () => this.#steer());
    socket.on('close', () => {
      if (this.#timer !== null) clearTimeout(this.#timer);
      this.#waiting = [];
    });
  }

  send(bytes: Uint8Array, delayMs: number): void {
    this.#later(delayMs, bytes.length, () => {
      if (this.#socket.destroyed) return;
      this.#leg.bytes(SERVER, bytes);
      this.#socket.write(bytes);
    });
  }

  end(by: TcpEnd, delayMs: number): void {
    this.#later(delayMs, 0, () => {
      if (by === 'fin') {
        this.#leg.ended(SERVER);
        this.#socket.end();
        return;
      }
      this.#leg.reset(SERVER);
      // A reset would overtake what still has to leave.
      if (this.#socket.writableLength === 0) resetSocket(this.#socket);
      else this.#socket.once('drain', () => resetSocket(this.#socket));
    });
  }

  setReading(isOn: boolean): void {
    this.#isReading = isOn;
    this.#steer();
  }

  /** Reads only if the session wants to, and if the peer takes what is sent. */
  #steer(): void {
    const waiting = this.#waiting.reduce((sum, { size }) => sum + size, 0);
    const isFull = this.#socket.writableNeedDrain || waiting > MAX_WAITING;
    if (this.#isReading && !isFull) this.#socket.resume();
    else this.#socket.pause();
  }

  #later(delayMs: number, size: number, act: () => void): void {
    const isNext = this.#waiting.length === 0;
    if (isNext && delayMs === 0) act();
    else {
      const before = this.#waiting.at(-1)?.dueMs ?? 0;
      const dueMs = Math.max(performance.now() + delayMs, before);
      this.#waiting = [...this.#waiting, { dueMs, size, act }];
      if (isNext) this.#wait();
    }
    this.#steer();
  }

  #wait(): void {
    const [next] = this.#waiting;
    if (next === undefined) return;
    const waitMs = Math.max(0, next.dueMs - performance.now());
    this.#timer = setTimeout(() => {
      next.act();
      this.#waiting = this.#waiting.slice(1);
      this.#wait();
      this.#steer();
    }, waitMs);
  }
}
