import { expect, test } from 'vitest';
import { WHOLE_TIMELINE } from '#core/scenes/timeline.ts';
import { DEFAULT_SETTINGS } from '#core/traffic/settings/comparison-settings.ts';
import type { CompareAnswer } from '#view/workers/compare-messages.ts';
import { CompareWork } from '#view/workers/compare-work.ts';

/** Work whose turns the test runs one by one. */
function workByHand() {
  const answers: CompareAnswer[] = [];
  const turns: (() => void)[] = [];
  const work = new CompareWork(
    (answer) => answers.push(answer),
    (turn) => turns.push(turn),
  );
  const take = () => turns.shift()?.();
  const said = () => answers.map(({ kind, id }) => `${kind} ${id}`);
  return { work, take, said, answers };
}

const request = (id: number, changed = {}, drawing = {}) => ({
  id,
  settings: { ...DEFAULT_SETTINGS, ...changed },
  width: 700,
  part: WHOLE_TIMELINE,
  ...drawing,
});

test('answers with figures first, then with curves', () => {
  const { work, take, said } = workByHand();
  work.ask(request(1));
  expect(said()).toEqual([]);
  take();
  expect(said()).toEqual(['compared 1']);
  take();
  expect(said()).toEqual(['compared 1', 'curves 1']);
});

test('leaves out what was replaced before it was begun', () => {
  const { work, take, said } = workByHand();
  work.ask(request(1));
  work.ask(request(2, { messageSize: 9 }));
  take();
  expect(said()).toEqual(['compared 2']);
});

test('draws no curves for an outdated request', () => {
  const { work, take, said } = workByHand();
  work.ask(request(1));
  take();
  work.ask(request(2, { messageSize: 9 }));
  take();
  take();
  take();
  expect(said()).toEqual(['compared 1', 'compared 2', 'curves 2']);
});

test('simulates nothing again for another drawing, or a larger fleet', () => {
  const { work, take, answers } = workByHand();
  work.ask(request(1));
  take();
  take();
  work.ask(request(2, { clients: 5 }, { width: 400, part: { from: 0.5, to: 1 } }));
  take();
  const [first, , second] = answers;
  if (first?.kind !== 'compared' || second?.kind !== 'compared') throw new Error('expected two');
  expect(second.report.results).toBe(first.report.results);
  expect(second.report.settings.clients).toBe(5);
  expect(second.timeline.width).toBe(400);
  expect(second.timeline.fromMs).toBeCloseTo(second.timeline.toMs / 2);
});

test('every answer can be sent from a worker', () => {
  const { work, take, answers } = workByHand();
  work.ask(request(1, { toClientPerMinute: 600, http: '2', headers: 'own' }));
  take();
  take();
  for (const answer of answers) expect(structuredClone(answer)).toEqual(answer);
});
