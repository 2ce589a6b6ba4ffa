import { expect, test } from 'vitest';
import { groupCauses } from '#content/reference/errors/cause-groups.ts';
import { exampleRule, isExampleId, notFrameOf } from '#content/reference/errors/error-examples.ts';
import { ERROR_MESSAGES } from '#content/reference/errors/error-messages.ts';

test('examples of one rule are one cause', () => {
  expect(groupCauses(['close-1006', 'close-one-byte', 'close-999', 'refused', 'json'])).toEqual([
    ['close-1006', 'close-999'],
    ['close-one-byte'],
    ['refused'],
    ['json'],
  ]);
});

test('no message explains a rule twice, and none loses a cause', () => {
  for (const { text, causes } of ERROR_MESSAGES) {
    const groups = groupCauses(causes);
    expect(groups.flat().toSorted(), text).toEqual(causes.toSorted());
    const rules = groups.flatMap(([cause]) =>
      isExampleId(cause) ? [notFrameOf(cause) ?? exampleRule(cause)] : [],
    );
    expect(new Set(rules).size, text).toBe(rules.length);
  }
});
