import type { CompareAnswer, CompareRequest } from './compare-messages.ts';
import { CompareWork } from './compare-work.ts';

// A timer lets messages that already wait go first; a microtask would not.
const work = new CompareWork(
  (answer: CompareAnswer) => postMessage(answer),
  (next) => setTimeout(next),
);

addEventListener('message', ({ data }: MessageEvent<CompareRequest>) => work.ask(data));
