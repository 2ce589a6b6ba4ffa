/** Runs Live's experiments one after the other, with this browser. */

import { EXPERIMENTS, type ExperimentId, type ExperimentStep } from '#core/live/experiments.ts';
import { ECHO } from '#core/live/live-api.ts';
import { isSameOutcome, outcomeEvent, sentFrames, type Outcome } from '#core/live/outcome.ts';
import { predictOutcome } from '#core/live/prediction.ts';
import { clientStreamSince } from '#core/live/recorded-part.ts';
import type { LiveSession } from './live-session.svelte.ts';
import type { LiveSocket } from './live-socket.svelte.ts';

export type ExperimentResult = {
  readonly predicted: Outcome;
  readonly observed: Outcome;
  readonly isSame: boolean;
};

/** How long a handshake, events and the log are waited for. */
const PATIENCE_MS = 5_000;

/** Without anything new for so long, an experiment is over. */
const QUIET_MS = 250;

const LOOK_EVERY_MS = 25;

export class ExperimentRunner {
  readonly #session: LiveSession;
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- it is replaced, never changed
  #results = $state.raw<ReadonlyMap<ExperimentId, ExperimentResult>>(new Map());
  #running = $state<ExperimentId | null>(null);
  #isStopped = false;

  constructor(session: LiveSession) {
    this.#session = session;
  }

  get results(): ReadonlyMap<ExperimentId, ExperimentResult> {
    return this.#results;
  }

  get running(): ExperimentId | null {
    return this.#running;
  }

  async run(ids: readonly ExperimentId[]): Promise<void> {
    if (this.#running !== null) return;
    this.#isStopped = false;
    for (const id of ids) {
      if (this.#isStopped) break;
      this.#running = id;
      const result = await this.#runOne(id);
      // The server is gone.
      if (result === null) break;
      // eslint-disable-next-line svelte/prefer-svelte-reactivity -- it is replaced, never changed
      this.#results = new Map([...this.#results, [id, result]]);
    }
    this.#running = null;
  }

  /** Ends after the running one. */
  stop(): void {
    this.#isStopped = true;
  }

  async #runOne(id: ExperimentId): Promise<ExperimentResult | null> {
    const session = this.#session;
    const experiment = EXPERIMENTS[id];
    const predicted = predictOutcome(experiment);
    const from = session.log.size;
    const socket = await session.connect(ECHO, experiment.settings);
    if (socket === null) return null;
    await until(() => socket.state !== 'connecting');
    const isOpen = socket.state === 'open';
    for (const step of isOpen ? experiment.steps : []) await this.#act(socket, step);
    await until(() => socket.eventCount >= predicted.events.length);
    await quiet(() => socket.eventCount);
    const events = socket.events.map(outcomeEvent);
    const frames = await this.#framesOf(socket, from, predicted.frames?.length ?? 0);
    if (socket.state !== 'closed') socket.close(1000);
    const observed = { events, frames };
    return { predicted, observed, isSame: isSameOutcome(predicted, observed) };
  }

  async #act(socket: LiveSocket, step: ExperimentStep): Promise<void> {
    if (step.by === 'server') await this.#session.command(socket.id, step.command);
    else if (step.call.kind === 'send') socket.send(step.call.text);
    else socket.close(step.call.code, step.call.reason);
  }

  /** What the browser sent, once the page has it; null if the page doesn't follow the log. */
  async #framesOf(socket: LiveSocket, from: number, expected: number): Promise<Outcome['frames']> {
    const { log } = this.#session;
    const read = () => {
      const { connections } = this.#session.status;
      const [leg] = connections.find(({ id }) => id === socket.id)?.legs ?? [];
      return leg === undefined ? [] : sentFrames(clientStreamSince(log.copy(), from, leg.client));
    };
    if (log.isFull) return null;
    await quiet(() => log.size);
    await until(() => read().length >= expected, QUIET_MS * 4);
    return read();
  }
}

/** Waits until something holds, but not for ever. */
async function until(holds: () => boolean, patienceMs = PATIENCE_MS): Promise<void> {
  const end = performance.now() + patienceMs;
  while (!holds() && performance.now() < end) await pause(LOOK_EVERY_MS);
}

/** Waits until a number stays the same. */
async function quiet(count: () => number): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  for (let before = -1; before !== count() && performance.now() < end;) {
    before = count();
    await pause(QUIET_MS);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
