import { expect, test } from 'vitest';
import { EXPERIMENT_IDS, EXPERIMENTS, type ExperimentId } from '#core/live/experiments.ts';
import { isSameOutcome, type Outcome } from '#core/live/outcome.ts';
import { predictOutcome } from '#core/live/prediction.ts';

const events = (outcome: Outcome) =>
  outcome.events.map((event) => {
    if (event.kind === 'close') return `close ${event.code}${event.wasClean ? '' : ' unclean'}`;
    return 'size' in event ? `${event.kind} ${event.size}` : event.kind;
  });

const frames = (outcome: Outcome) =>
  (outcome.frames ?? []).map(({ name, closeCode, size }) =>
    [name, closeCode, size].filter((part) => part !== null).join(' '),
  );

const failed = ['open', 'error', 'close 1006 unclean'];

test.each<{ id: ExperimentId; heard: string[]; sent: string[] }>([
  { id: 'echo-text', heard: ['open', 'text 5'], sent: ['text'] },
  { id: 'server-binary', heard: ['open', 'binary 3'], sent: [] },
  { id: 'server-ping', heard: ['open'], sent: ['pong 2'] },
  { id: 'server-fragments', heard: ['open', 'text 5'], sent: [] },
  { id: 'server-compressed', heard: ['open', 'text 19'], sent: [] },
  { id: 'page-close', heard: ['open', 'close 3001'], sent: ['close 3001'] },
  { id: 'close-1000', heard: ['open', 'close 1000'], sent: ['close 1000'] },
  { id: 'close-empty', heard: ['open', 'close 1005'], sent: ['close'] },
  { id: 'close-4000', heard: ['open', 'close 4000'], sent: ['close 4000'] },
  { id: 'close-1005', heard: failed, sent: ['close 1002'] },
  { id: 'masked-frame', heard: failed, sent: ['close 1002'] },
  { id: 'reserved-bit', heard: failed, sent: ['close 1002'] },
  { id: 'reserved-opcode', heard: failed, sent: ['close 1002'] },
  { id: 'ping-too-long', heard: failed, sent: ['close 1002'] },
  { id: 'control-fragmented', heard: failed, sent: ['close 1002'] },
  { id: 'continuation-first', heard: failed, sent: ['close 1002'] },
  { id: 'text-not-utf8', heard: failed, sent: ['close 1007'] },
  { id: 'length-not-minimal', heard: failed, sent: ['close 1002'] },
  { id: 'tcp-end', heard: failed, sent: [] },
  { id: 'status-403', heard: ['error', 'close 1006 unclean'], sent: [] },
])('$id', ({ id, heard, sent }) => {
  const outcome = predictOutcome(EXPERIMENTS[id]);
  expect(events(outcome)).toEqual(heard);
  expect(frames(outcome)).toEqual(sent);
  expect(isSameOutcome(outcome, predictOutcome(EXPERIMENTS[id]))).toBe(true);
  expect(isSameOutcome(outcome, { ...outcome, frames: null })).toBe(false);
});

test('there are twenty', () => {
  expect(EXPERIMENT_IDS).toHaveLength(20);
});
