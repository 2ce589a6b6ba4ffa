/**
 * One side of a script: its `Connection`, its TCP endpoint, and how long it waits (RFC 6455
 * §7.1.1).
 */

import { concatBytes } from '#core/bytes/byte-array.ts';
import { keyOfNonce } from '#core/protocol/opening/accept-value.ts';
import { Connection, type ConnectionEvent } from '#core/protocol/connection.ts';
import type { ReadyState } from '#core/protocol/endpoint.ts';
import { MASKING_KEY_SIZE } from '#core/protocol/framing/masking.ts';
import { opcodeName } from '#core/protocol/framing/opcode.ts';
import type { EventQueue, Scheduled } from '#core/simulation/event-queue.ts';
import { SeededRandom } from '#core/simulation/seeded-random.ts';
import type { NamedBytes } from '#core/simulation/segment-names.ts';
import { TcpEndpoint } from '#core/simulation/tcp-endpoint.ts';
import type { Wire } from '#core/simulation/wire.ts';
import type { Side } from '#core/trace/direction.ts';
import type { TcpState } from '#core/trace/tcp-states.ts';
import type { GivingUp } from '#core/trace/trace.ts';
import { encodeHandMade, type HandMadeFrame } from './hand-made-frame.ts';
import type { Action, Script } from './script.ts';

/**
 * How long an endpoint that closes waits for its peer. Chromium waits 60 s for the Close frame
 * (`kClosingHandshakeTimeoutSeconds` in its `websocket_channel.cc`), Node's ws 30 s until TCP ends.
 */
const CLOSE_TIMEOUT_MS: Readonly<Record<Side, number>> = { client: 60_000, server: 30_000 };

/**
 * How long a browser waits for the server's FIN after both Close frames: Chromium's
 * `kUnderlyingConnectionCloseTimeoutSeconds`. Measured with Chromium 156: 2.0 s. Firefox 153 tells
 * its page at once, and closes its socket after 1.0 s.
 */
const FIN_TIMEOUT_MS = 2000;

/** Gets what happens at an endpoint, as it happens. */
export type Observer = {
  /** What its code would get. */
  readonly takeEvent?: (side: Side, event: ConnectionEvent, atMs: number) => void;
  readonly takeTcpState?: (side: Side, state: TcpState, atMs: number) => void;
};

type Stage = {
  readonly script: Script;
  readonly queue: EventQueue;
  readonly wire: Wire;
  readonly observer: Observer;
};

export class Actor {
  readonly #side: Side;
  readonly #stage: Stage;
  readonly #connection: Connection;
  readonly #tcp: TcpEndpoint;
  readonly #nextMaskingKey: () => Uint8Array;
  readonly #timesNamed = new Map<string, number>();
  #openingTimer: Scheduled | null = null;
  #closeTimer: Scheduled | null = null;
  #finTimer: Scheduled | null = null;
  #lastHeardMs = 0;
  /** When its heartbeat sent the last Ping. */
  #pingedAtMs = 0;

  constructor(side: Side, stage: Stage) {
    this.#side = side;
    this.#stage = stage;
    this.#nextMaskingKey = maskingKeysOf(stage.script);
    this.#connection = this.#connectionOf(side, stage.script);
    // What arrives together is read together, and answered in the order in which it is read.
    const react = (action: () => void) => {
      stage.queue.schedule(stage.script.replyDelayMs[side], () => {
        action();
        this.#flush();
      });
    };
    this.#tcp = new TcpEndpoint(side, stage.queue, stage.wire, {
      opened: () => {
        if (side === 'server') this.#startOpeningTimer();
        this.#connection.tcpOpened();
        this.#flush();
      },
      receiveBytes: (bytes) => {
        this.#lastHeardMs = stage.queue.nowMs;
        react(() => this.#connection.receive(bytes));
      },
      receiveEnd: () => react(() => this.#connection.receiveEnd()),
      lost: () => {
        this.#connection.tcpLost();
        this.#flush();
      },
      moved: (state) => stage.observer.takeTcpState?.(side, state, stage.queue.nowMs),
    });
  }

  get readyState(): ReadyState {
    return this.#connection.readyState;
  }

  /** Its TCP waits for an acknowledgement, or its heartbeat for a sign of life. */
  get isWaiting(): boolean {
    const awaitsPong = this.readyState === 'OPEN' && this.#lastHeardMs < this.#pingedAtMs;
    return this.#tcp.isWaiting || awaitsPong;
  }

  connect(): void {
    this.#startOpeningTimer();
    this.#tcp.connect();
  }

  /** As in a browser, messages sent on a connection that isn't open are dropped. */
  perform(action: Action, segmentSizes: readonly number[] = []): void {
    if (action.kind === 'lose-line') return this.#stage.wire.sever();
    if (this.readyState !== 'OPEN') return;
    if (action.kind === 'terminate') return this.#terminate();
    const framedByHand = this.#do(action);
    this.#flush(segmentSizes, framedByHand);
  }

  /** Starts the heartbeat. */
  watch(everyMs: number, timeoutMs: number): void {
    const { queue } = this.#stage;
    queue.scheduleInBackground(everyMs, () => {
      if (this.readyState === 'CLOSED') return;
      if (this.readyState === 'OPEN') this.#pingAndWait(timeoutMs);
      this.watch(everyMs, timeoutMs);
    });
  }

  #pingAndWait(timeoutMs: number): void {
    const { queue } = this.#stage;
    const pingedAtMs = queue.nowMs;
    this.#pingedAtMs = pingedAtMs;
    this.#connection.ping();
    this.#flush();
    // No act waits for it: with short intervals, there is always one.
    queue.scheduleInBackground(timeoutMs, () => {
      if (this.#lastHeardMs < pingedAtMs) this.#giveUp('heartbeat');
    });
  }

  #giveUp(reason: GivingUp['reason']): void {
    if (this.readyState === 'CLOSED') return;
    this.#stage.wire.noteGivingUp(this.#side, reason);
    this.#terminate();
  }

  #terminate(): void {
    this.#tcp.destroy();
    this.#connection.tcpLost();
    this.#flush();
  }

  /** Performs the action. Returns the frames that the connection itself does not send. */
  #do(action: Action): NamedBytes[] {
    const connection = this.#connection;
    switch (action.kind) {
      case 'send-text':
        connection.sendText(action.text);
        return [];
      case 'send-binary':
        connection.sendBinary(action.data);
        return [];
      case 'send-frame':
        return [this.#named(this.#encode(action.frame))];
      case 'ping':
        connection.ping(action.data);
        return [];
      case 'close':
        connection.close(action.code, action.reason);
        return [];
      case 'together':
        return action.actions.flatMap((each) => this.#do(each));
      case 'lose-line':
      case 'terminate':
        return [];
    }
  }

  #encode(frame: HandMadeFrame) {
    const { isMasked = this.#side === 'client' } = frame;
    return encodeHandMade(frame, isMasked ? this.#nextMaskingKey() : null);
  }

  #flush(segmentSizes: readonly number[] = [], framedByHand: readonly NamedBytes[] = []): void {
    const { queue, observer } = this.#stage;
    for (const event of this.#connection.takeEvents()) {
      observer.takeEvent?.(this.#side, event, queue.nowMs);
    }
    const written = [...framedByHand];
    let ending: 'end' | 'close' | null = null;
    for (const output of this.#connection.takeOutput()) {
      if (output.kind === 'bytes') written.push(this.#named(concatBytes(output.parts)));
      else ending = output.kind;
    }
    if (written.length > 0) this.#tcp.send(written, segmentSizes);
    if (ending === 'end') this.#tcp.end();
    if (ending === 'close') this.#tcp.destroy();
    this.#updateTimers();
  }

  /** The name that a story uses: "request", "client-text-1". */
  #named(written: Uint8Array): NamedBytes {
    const isFirst = this.#timesNamed.size === 0;
    if (isFirst) {
      this.#timesNamed.set('head', 1);
      if (this.#side === 'server') return { name: 'response', bytes: written };
      const { deviateRequest = (request: Uint8Array) => request } = this.#stage.script;
      return { name: 'request', bytes: deviateRequest(written) };
    }
    const name = `${this.#side}-${opcodeName((written[0] ?? 0) & 0x0f)}`;
    const times = (this.#timesNamed.get(name) ?? 0) + 1;
    this.#timesNamed.set(name, times);
    return { name: `${name}-${times}`, bytes: written };
  }

  #startOpeningTimer(): void {
    const { queue, script } = this.#stage;
    this.#openingTimer = queue.schedule(script.openingTimeoutMs[this.#side], () => {
      if (this.#side === 'client') this.#giveUp('handshake-timeout');
      else this.#connection.timeOutOpening();
      this.#flush();
    });
  }

  #updateTimers(): void {
    const { queue } = this.#stage;
    if (this.#openingTimer && this.readyState !== 'CONNECTING') queue.cancel(this.#openingTimer);
    if (this.readyState === 'CLOSING') {
      this.#closeTimer ??= queue.schedule(CLOSE_TIMEOUT_MS[this.#side], () => {
        this.#giveUp('close-timeout');
      });
    }
    if (this.#side === 'client' && this.#connection.state === 'close-exchanged') {
      this.#finTimer ??= queue.schedule(FIN_TIMEOUT_MS, () => this.#giveUp('fin-timeout'));
    }
    if (this.readyState !== 'CLOSED') return;
    if (this.#closeTimer) queue.cancel(this.#closeTimer);
    if (this.#finTimer) queue.cancel(this.#finTimer);
  }

  #connectionOf(side: Side, script: Script): Connection {
    const { policy, serverLimits, codecs, request, nonce } = script;
    const shared = { ...(codecs && { codecs }) };
    if (side === 'server') {
      return new Connection({
        role: 'server',
        policy,
        ...shared,
        ...(serverLimits && { limits: serverLimits }),
      });
    }
    return new Connection({
      role: 'client',
      request: { ...request, key: keyOfNonce(nonce) },
      nextMaskingKey: this.#nextMaskingKey,
      ...shared,
    });
  }
}

/** First the script's keys, then keys made from its seed. */
function maskingKeysOf({ seed, maskingKeys }: Script): () => Uint8Array {
  const random = new SeededRandom(seed);
  let used = 0;
  return () => maskingKeys[used++] ?? random.nextBytes(MASKING_KEY_SIZE);
}
