import { expect, test } from 'vitest';
import { SCENARIO_IDS } from '#core/scenarios/scenarios.ts';
import { transcriptOf } from './transcript.ts';
import { VARIANTS } from './variants.ts';

test.each(SCENARIO_IDS)('%s matches its transcript', async (id) => {
  const text = VARIANTS.filter(({ scenarioId }) => scenarioId === id)
    .map(({ name, story }) => `== ${name} ==\n\n${transcriptOf(story)}\n`)
    .join('\n');
  await expect(text).toMatchFileSnapshot(`transcripts/${id}.txt`);
});
