import type { CompareAnswer, CompareRequest } from './compare-messages.ts';
import { workFailureOf, type WorkFailure } from './work-failure.ts';

/** Runs comparisons off the page's turn, and passes on only the answers to the last request. */
export type CompareRunner = {
  readonly run: (request: Omit<CompareRequest, 'id'>) => void;
  readonly end: () => void;
};

/**
 * In a worker, or in separate turns of the page if the platform has no workers. After a failure,
 * the next request starts a new worker.
 */
export function startCompareRunner(
  onanswer: (answer: CompareAnswer) => void,
  onfailure: (failure: WorkFailure) => void,
): CompareRunner {
  let lastId = 0;
  let hasEnded = false;
  const passLast = (answer: CompareAnswer) => {
    if (!hasEnded && answer.id === lastId) onanswer(answer);
  };
  const passFailure = (failure: WorkFailure) => {
    if (!hasEnded) onfailure(failure);
  };
  const start = typeof Worker === 'undefined' ? workHere : workInWorker;
  const { ask, stop } = start(passLast, passFailure);
  return {
    run: (request) => ask({ ...request, id: ++lastId }),
    end: () => {
      hasEnded = true;
      stop();
    },
  };
}

type Work = { readonly ask: (request: CompareRequest) => void; readonly stop: () => void };

function workInWorker(
  onanswer: (answer: CompareAnswer) => void,
  onfailure: (failure: WorkFailure) => void,
): Work {
  let running: Worker | null = null;
  const stop = () => {
    running?.terminate();
    running = null;
  };
  const start = () => {
    const worker = new Worker(new URL('./compare-worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<CompareAnswer>) => onanswer(data);
    worker.onerror = (event) => {
      if (worker !== running) return;
      stop();
      onfailure(workFailureOf(event));
    };
    return worker;
  };
  return { ask: (request) => (running ??= start()).postMessage(request), stop };
}

function workHere(
  onanswer: (answer: CompareAnswer) => void,
  onfailure: (failure: WorkFailure) => void,
): Work {
  const load = () =>
    import('./compare-work.ts').then(
      ({ CompareWork }) => new CompareWork(onanswer, (next) => setTimeout(next)),
    );
  let work: ReturnType<typeof load> | null = null;
  const ask = (request: CompareRequest) => {
    const loading = (work ??= load());
    loading.then(
      (ready) => ready.ask(request),
      () => {
        work = null;
        onfailure({ kind: 'not-loaded' });
      },
    );
  };
  return { ask, stop: () => undefined };
}
