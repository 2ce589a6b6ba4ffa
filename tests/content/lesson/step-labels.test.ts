import { expect, test } from 'vitest';
import { stepLabel } from '#content/lesson/step-labels.ts';
import type { LabelForm } from '#core/scenes/sequence-slots.ts';
import { VARIANTS } from '../../core/scenarios/variants.ts';

/** From the longest to the shortest. */
const FORMS: Readonly<Record<LabelForm, number>> = { full: 0, short: 1, word: 2 };

test.each(VARIANTS)('$name has a label of every step in every form', ({ story }) => {
  for (const step of story.steps) {
    const labels = (Object.keys(FORMS) as LabelForm[]).map((form) => stepLabel(step, story, form));
    for (const label of labels) expect(label.trim()).not.toBe('');
    expect(labels[2]!.length).toBeLessThanOrEqual(labels[0]!.length);
  }
});
