import type { CompareAnswer, CompareRequest } from './compare-messages.ts';

/**
 * Compares somewhere else, and tells what came of it. Answers to requests that are no longer the
 * last are not told.
 */
export type CompareRunner = {
  readonly run: (request: Omit<CompareRequest, 'id'>) => void;
  readonly end: () => void;
};

/** In a worker; where there are none, in turns of the page's own. */
export function startCompareRunner(tell: (answer: CompareAnswer) => void): CompareRunner {
  let lastId = 0;
  let hasEnded = false;
  const tellLast = (answer: CompareAnswer) => {
    if (!hasEnded && answer.id === lastId) tell(answer);
  };
  const { ask, stop } = typeof Worker === 'undefined' ? workHere(tellLast) : workInWorker(tellLast);
  return {
    run: (request) => ask({ ...request, id: ++lastId }),
    end: () => {
      hasEnded = true;
      stop();
    },
  };
}

type Work = { readonly ask: (request: CompareRequest) => void; readonly stop: () => void };

function workInWorker(tell: (answer: CompareAnswer) => void): Work {
  const worker = new Worker(new URL('./compare-worker.ts', import.meta.url), { type: 'module' });
  worker.onmessage = ({ data }: MessageEvent<CompareAnswer>) => tell(data);
  return { ask: (request) => worker.postMessage(request), stop: () => worker.terminate() };
}

function workHere(tell: (answer: CompareAnswer) => void): Work {
  const work = import('./compare-work.ts').then(
    ({ CompareWork }) => new CompareWork(tell, (next) => setTimeout(next)),
  );
  return { ask: (request) => void work.then((ready) => ready.ask(request)), stop: () => undefined };
}
