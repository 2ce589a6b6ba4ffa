/** Acting a script out: two connections of ours talk over a simulated wire, and the trace is what crossed it. */

import { concatBytes } from '#core/bytes/byte-array.ts';
import { keyOfNonce } from '#core/protocol/accept-value.ts';
import { Connection } from '#core/protocol/connection.ts';
import { MASKING_KEY_SIZE } from '#core/protocol/masking.ts';
import { EventQueue } from '#core/simulation/event-queue.ts';
import { SeededRandom } from '#core/simulation/seeded-random.ts';
import { TcpEndpoint } from '#core/simulation/tcp-endpoint.ts';
import { Wire, type Tampering } from '#core/simulation/wire.ts';
import type { Side } from '#core/trace/direction.ts';
import type { Trace } from '#core/trace/trace.ts';
import type { Action, Script } from './script.ts';

/** One side: its connection, and the TCP beneath it. */
class Actor {
  readonly #connection: Connection;
  readonly #tcp: TcpEndpoint;

  constructor(side: Side, script: Script, queue: EventQueue, wire: Wire) {
    this.#connection = connectionOf(side, script);
    const react = (action: () => void) => {
      action();
      queue.schedule(script.replyDelayMs[side], () => this.#flush());
    };
    this.#tcp = new TcpEndpoint(side, wire, {
      opened: () => {
        this.#connection.tcpOpened();
        this.#flush();
      },
      receiveBytes: (bytes) => react(() => this.#connection.receive(bytes)),
      receiveEnd: () => react(() => this.#connection.receiveEnd()),
    });
  }

  connect(): void {
    this.#tcp.connect();
  }

  /** As in a browser, what is sent on a connection that never opened or has closed goes nowhere. */
  perform(action: Action): void {
    if (this.#connection.readyState !== 'OPEN') return;
    switch (action.kind) {
      case 'send-text':
        this.#connection.sendText(action.text);
        break;
      case 'send-binary':
        this.#connection.sendBinary(action.data);
        break;
      case 'ping':
        this.#connection.ping(action.data);
        break;
      case 'close':
        this.#connection.close(action.code, action.reason);
    }
    this.#flush();
  }

  #flush(): void {
    for (const output of this.#connection.takeOutput()) {
      if (output.kind === 'bytes') this.#tcp.send(concatBytes(output.parts));
      else this.#tcp.end();
    }
  }
}

/** What crosses the wire when `script` is acted out, with `tampering` on the way. */
export function actOut(script: Script, tampering?: Tampering): Trace {
  const queue = new EventQueue();
  const wire = new Wire(queue, script.network, tampering);
  const actors: Record<Side, Actor> = {
    client: new Actor('client', script, queue, wire),
    server: new Actor('server', script, queue, wire),
  };
  actors.client.connect();
  queue.runUntil();
  for (let next = 0; next < script.acts.length;) {
    next = scheduleFrom(script, next, queue, actors);
    queue.runUntil();
  }
  return wire.trace(script.endpoints);
}

/** Schedules an act and those that follow it without waiting for quiet; returns the index of the one that waits. */
function scheduleFrom(
  script: Script,
  first: number,
  queue: EventQueue,
  actors: Readonly<Record<Side, Actor>>,
): number {
  let delayMs = 0;
  let index = first;
  for (; index < script.acts.length; index++) {
    const act = script.acts[index];
    if (act === undefined || (index > first && act.after === 'quiet')) break;
    delayMs += act.delayMs;
    queue.schedule(delayMs, () => actors[act.side].perform(act.action));
  }
  return index;
}

function connectionOf(side: Side, script: Script): Connection {
  if (side === 'server') return new Connection({ role: 'server', policy: script.policy });
  const random = new SeededRandom(script.seed);
  let keysUsed = 0;
  return new Connection({
    role: 'client',
    request: { ...script.request, key: keyOfNonce(script.nonce) },
    nextMaskingKey: () => script.maskingKeys[keysUsed++] ?? random.nextBytes(MASKING_KEY_SIZE),
  });
}
