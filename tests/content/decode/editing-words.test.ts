import { describe, expect, test } from 'vitest';
import { BREAK_WORDS, EDIT_PROBLEM_WORDS } from '#content/decode/editing-words.ts';
import { BREAK_IDS, BREAKS } from '#core/editing/breaks.ts';
import { RULES } from '#core/protocol/rules/rules.ts';

describe('the words of a break', () => {
  test.each(BREAK_IDS)('cite the section of the rule that %s breaks, or one next to it', (id) => {
    const references = BREAK_WORDS[id].lesson.filter(
      (part) => typeof part !== 'string' && 'document' in part,
    );
    expect(references).toHaveLength(1);
    const documents = BREAKS[id].findings.map((rule) => RULES[rule].reference.document);
    for (const document of documents) expect(references).toMatchObject([{ document }]);
  });

  test('have different button labels', () => {
    const labels = BREAK_IDS.map((id) => BREAK_WORDS[id].label);
    expect(new Set(labels).size).toBe(labels.length);
    for (const label of labels) expect(label.length).toBeLessThan(32);
  });
});

test('the words for what can’t be done are sentences', () => {
  for (const words of Object.values(EDIT_PROBLEM_WORDS))
    expect(words).toMatch(/^\p{Lu}.*\.$|”\.$/u);
});
