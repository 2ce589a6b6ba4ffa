import type { CompareAnswer, CompareRequest } from './compare-messages.ts';

/** Runs comparisons off the page's turn, and passes on only the answers to the last request. */
export type CompareRunner = {
  readonly run: (request: Omit<CompareRequest, 'id'>) => void;
  readonly end: () => void;
};

/** In a worker, or in separate turns of the page if the platform has no workers. */
export function startCompareRunner(onanswer: (answer: CompareAnswer) => void): CompareRunner {
  let lastId = 0;
  let hasEnded = false;
  const passLast = (answer: CompareAnswer) => {
    if (!hasEnded && answer.id === lastId) onanswer(answer);
  };
  const { ask, stop } = typeof Worker === 'undefined' ? workHere(passLast) : workInWorker(passLast);
  return {
    run: (request) => ask({ ...request, id: ++lastId }),
    end: () => {
      hasEnded = true;
      stop();
    },
  };
}

type Work = { readonly ask: (request: CompareRequest) => void; readonly stop: () => void };

function workInWorker(onanswer: (answer: CompareAnswer) => void): Work {
  const worker = new Worker(new URL('./compare-worker.ts', import.meta.url), { type: 'module' });
  worker.onmessage = ({ data }: MessageEvent<CompareAnswer>) => onanswer(data);
  return { ask: (request) => worker.postMessage(request), stop: () => worker.terminate() };
}

function workHere(onanswer: (answer: CompareAnswer) => void): Work {
  const work = import('./compare-work.ts').then(
    ({ CompareWork }) => new CompareWork(onanswer, (next) => setTimeout(next)),
  );
  return { ask: (request) => void work.then((ready) => ready.ask(request)), stop: () => undefined };
}
