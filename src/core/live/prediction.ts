/**
 * What the standards predict for an experiment: the echo server's own session, against a
 * `Connection` that chooses as browsers do, and the page's view of it.
 */

import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromUtf8 } from '#core/bytes/text.ts';
import { passEvents } from '#core/page/connection-facts.ts';
import { PageSocket, type PageSocketEvent } from '#core/page/page-socket.ts';
import { MESSAGE_CODECS } from '#core/protocol/compression/codecs.ts';
import { Connection } from '#core/protocol/connection.ts';
import type { TcpEnd } from './echo-command.ts';
import { EchoSession } from './echo-session.ts';
import type { Experiment, ExperimentStep } from './experiments.ts';
import { sentFrames, type Outcome, type OutcomeEvent } from './outcome.ts';

/** A modelled connection needs no secrets. */
const KEY = 'dGhlIHNhbXBsZSBub25jZQ==';
const MASKING_KEY = new Uint8Array(4);

/** As browsers offer it. */
const OFFER = 'permessage-deflate; client_max_window_bits';

export function predictOutcome({ settings, steps }: Experiment): Outcome {
  const run = new ModelledRun(settings);
  for (const step of steps) run.act(step);
  return run.outcome;
}

class ModelledRun {
  readonly #client: Connection;
  readonly #page = new PageSocket();
  readonly #session: EchoSession;
  readonly #sent: Uint8Array[] = [];
  readonly #events: OutcomeEvent[] = [];
  /** What the server sent, in order, until it has arrived. */
  #inFlight: (Uint8Array | TcpEnd)[] = [];
  #isClosed = false;

  constructor(settings: Experiment['settings']) {
    this.#session = new EchoSession(
      {
        send: (bytes) => this.#inFlight.push(bytes),
        end: (by) => this.#inFlight.push(by),
        setReading: () => undefined,
      },
      settings,
    );
    this.#client = new Connection({
      role: 'client',
      request: {
        target: '/',
        host: '127.0.0.1',
        key: KEY,
        origin: 'http://127.0.0.1',
        extensions: OFFER,
      },
      codecs: MESSAGE_CODECS,
      nextMaskingKey: () => MASKING_KEY,
    });
    this.#client.tcpOpened();
    this.#settle();
  }

  get outcome(): Outcome {
    return { events: this.#events, frames: sentFrames(concatBytes(this.#sent)) };
  }

  act(step: ExperimentStep): void {
    if (step.by === 'server') this.#session.command(step.command);
    else if (step.call.kind === 'send') this.#client.sendText(step.call.text);
    else this.#client.close(step.call.code, step.call.reason);
    this.#settle();
  }

  /** Lets both sides answer until neither has anything to send. */
  #settle(): void {
    for (let isBusy = true; isBusy;) {
      isBusy = this.#passToServer() || this.#passToClient();
      this.#events.push(...passEvents(this.#client, this.#page).map(outcomeOf));
    }
  }

  #passToServer(): boolean {
    const outputs = this.#client.takeOutput();
    for (const output of outputs) {
      if (output.kind === 'bytes') {
        const bytes = concatBytes(output.parts);
        this.#sent.push(bytes);
        this.#session.receive(bytes);
      } else this.#session.receiveEnd();
    }
    return outputs.length > 0;
  }

  #passToClient(): boolean {
    const next = this.#inFlight.shift();
    if (next === undefined) return false;
    if (this.#isClosed) return true;
    if (typeof next !== 'string') this.#client.receive(next);
    else {
      this.#isClosed = true;
      if (next === 'fin') this.#client.receiveEnd();
      else this.#client.tcpLost();
    }
    return true;
  }
}

function outcomeOf(event: PageSocketEvent): OutcomeEvent {
  switch (event.kind) {
    case 'open':
    case 'error':
      return { kind: event.kind };
    case 'message':
      return event.type === 'text'
        ? { kind: 'text', size: fromUtf8(event.data).length }
        : { kind: 'binary', size: event.data.length };
    case 'close':
      return { kind: 'close', code: event.code, wasClean: event.wasClean };
  }
}
