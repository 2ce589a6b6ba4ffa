import { expect, test } from 'vitest';
import { DEFINITIONS, MAX_DEFINITION } from '#content/glossary/definitions.ts';
import { GUIDES_OF_TERMS } from '#content/glossary/guides-of-terms.ts';
import { TERM_IDS, TERMS, termDocument, termName } from '#content/glossary/terms.ts';
import { referenceUrl } from '#core/protocol/rules/reference.ts';

test('there are about sixty terms, each with its own spellings', () => {
  expect(TERM_IDS.length).toBeGreaterThanOrEqual(60);
  const spellings = TERM_IDS.flatMap((id) => TERMS[id].map((each) => each.toLowerCase()));
  expect(new Set(spellings).size).toBe(spellings.length);
});

test.each(TERM_IDS)('%s is defined in three lines, with its section', (id) => {
  const { text, reference } = DEFINITIONS[id];
  expect(text.length).toBeLessThanOrEqual(MAX_DEFINITION);
  expect(text).toMatch(/^[A-Z0-9].*\.$/);
  expect(text.match(/[.?!](?=\s|$)/g)!.length).toBeLessThanOrEqual(3);
  expect(text).not.toMatch(/\b(some|no|any|every)body\b|whoever|at once|of (its|their) own/);
  if (reference === null) expect(GUIDES_OF_TERMS[id], 'a guide instead').toBeDefined();
  else expect(referenceUrl(reference)).toMatch(/^https:\/\/.+#.+/);
  expect(termName(id)).not.toBe('');
  expect(termDocument(id)).toBe(`glossary/#${id}`);
});
