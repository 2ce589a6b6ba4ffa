import { expect, test } from 'vitest';
import { foldsOf } from '#core/story/folds.ts';
import { readStory } from '#core/story/story.ts';
import { fromHex } from '#core/bytes/hex.ts';
import { traceOf, type Sent } from './traces.ts';

const SYN: Sent = { from: 'client', signals: ['syn'], atMs: 0, arrival: 20 };
const SYN_ACK: Sent = { from: 'server', signals: ['syn', 'ack'], atMs: 20, arrival: 40 };
const ACK: Sent = { from: 'client', signals: ['ack'], atMs: 40, arrival: 60 };
const TEXT: Sent = { from: 'server', bytes: fromHex('810148'), atMs: 80, arrival: 100 };
const FIN: Sent = { from: 'server', signals: ['fin', 'ack'], atMs: 90, arrival: 110 };
const FIN_BACK: Sent = { from: 'client', signals: ['fin', 'ack'], atMs: 110, arrival: 130 };

const foldsIn = (sent: readonly Sent[]) =>
  foldsOf(readStory(traceOf(sent))).map(({ kind, firstStep, endStep }) => [
    kind,
    firstStep,
    endStep,
  ]);

test.each<{ name: string; sent: readonly Sent[]; folds: unknown }>([
  { name: 'no steps', sent: [], folds: [] },
  { name: 'an opening', sent: [SYN, SYN_ACK, ACK, TEXT], folds: [['opening', 0, 3]] },
  {
    name: 'an opening and a closing',
    sent: [SYN, SYN_ACK, ACK, TEXT, FIN, FIN_BACK],
    folds: [
      ['opening', 0, 3],
      ['closing', 4, 6],
    ],
  },
  { name: 'a FIN alone', sent: [TEXT, FIN], folds: [] },
  { name: 'a lost SYN', sent: [{ ...SYN, arrival: 'lost' }, TEXT], folds: [] },
  { name: 'nothing but data', sent: [TEXT, TEXT], folds: [] },
])('$name: $folds', ({ sent, folds }) => {
  expect(foldsIn(sent)).toEqual(folds);
});

test('a fold is named after its first step', () => {
  const story = readStory(traceOf([SYN, SYN_ACK, ACK, TEXT]));
  expect(foldsOf(story)[0]?.id).toBe(story.steps[0]?.id);
});
