import type { CompareAnswer, CompareRequest } from './compare-messages.ts';
import { CompareWork } from './compare-work.ts';

// In a turn of its own, after messages that wait: a timer is the only thing here that gives way to
// them.
const work = new CompareWork(
  (answer: CompareAnswer) => postMessage(answer),
  (next) => setTimeout(next),
);

addEventListener('message', ({ data }: MessageEvent<CompareRequest>) => work.ask(data));
