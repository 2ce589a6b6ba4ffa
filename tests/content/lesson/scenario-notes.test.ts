import { expect, test } from 'vitest';
import { plainText } from '#content/phrasing/prose.ts';
import { scenarioNote } from '#content/lesson/scenario-notes.ts';
import { SCENARIO_IDS } from '#core/scenarios/scenarios.ts';

test.each(SCENARIO_IDS)('what is said beside %s is in whole sentences', (id) => {
  const note = scenarioNote(id);
  if (note !== null) expect(plainText(note)).toMatch(/^[A-Z].*\.$/);
});

test('the plan for reconnecting names five waits, each within its bound', () => {
  const text = plainText(scenarioNote('line-goes-dead') ?? []);
  expect([...text.matchAll(/ of (\d+) s/g)].map(([, bound]) => Number(bound))).toEqual([
    5, 10, 20, 40, 60,
  ]);
});
