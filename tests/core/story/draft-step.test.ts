import { expect, test } from 'vitest';
import { signalsOf } from '#core/story/draft-step.ts';
import { client, CLIENT_CLOSE, draftsOf, REQUEST, traceOf, type Sent } from './traces.ts';

const SENT: readonly Sent[] = [
  { from: 'client', signals: ['syn'] },
  { from: 'server', signals: ['syn', 'ack'] },
  client(REQUEST, { signals: ['ack'] }),
  client(CLIENT_CLOSE, { signals: ['fin', 'ack'] }),
];

test('only steps that are signals have signals, also if bytes cross with them', () => {
  const trace = traceOf(SENT);
  expect(draftsOf(SENT).map((draft) => [draft.id, signalsOf(draft, trace)])).toEqual([
    ['tcp-syn', ['syn']],
    ['tcp-syn-ack', ['syn', 'ack']],
    ['request', []],
    ['client-close-1', []],
    ['client-tcp-fin', ['fin', 'ack']],
  ]);
});

test('a step without a segment has no signals', () => {
  const trace = traceOf(SENT);
  const [draft] = draftsOf(SENT);
  expect(signalsOf({ ...draft!, eventIndices: [] }, trace)).toEqual([]);
});
