import { expect, test } from 'vitest';
import { plainText } from '#content/phrasing/prose.ts';
import { plainStepText } from '#content/lesson/plain-step-words.ts';
import { stepText } from '#content/lesson/step-words.ts';
import { VARIANTS } from '../../core/scenarios/variants.ts';

const cases = VARIANTS.flatMap(({ name, story }) =>
  story.steps.map((step) => ({ name, story, step })),
);

// Its page is drawn before the other words are loaded, and must not change when they arrive.
test.each(cases.filter(({ name }) => name === 'hello-and-goodbye'))(
  'the first scenario needs no other words for $step.id',
  ({ story, step }) => {
    const [plain, all] = [plainStepText(step, story), stepText(step, story)];
    expect(plainText(plain.happened)).toBe(plainText(all.happened));
    expect({ ...plain, happened: null }).toEqual({ ...all, happened: null });
  },
);

test.each(cases.filter(({ step }) => step.kind === 'gave-up'))(
  '$name: a step of trouble has no plain words',
  ({ story, step }) => {
    expect(() => plainStepText(step, story)).toThrow('expected a step without trouble');
  },
);
