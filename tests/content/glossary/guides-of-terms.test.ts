import { expect, test } from 'vitest';
import { GUIDES_OF_TERMS } from '#content/glossary/guides-of-terms.ts';
import { TERMS, type TermId } from '#content/glossary/terms.ts';
import { plainGuideText } from '#content/guides/guide-text.ts';
import { guideTexts, type Guide } from '#content/guides/guide.ts';

const modules = import.meta.glob<Record<string, unknown>>('../../../src/content/guides/*.ts', {
  eager: true,
});

const isGuide = (value: unknown): value is Guide =>
  typeof value === 'object' && value !== null && 'misreadings' in value;

function textOf(slug: string): string {
  const guide = Object.values(modules[`../../../src/content/guides/${slug}.ts`] ?? {}).find(
    isGuide,
  );
  if (guide === undefined) throw new Error(`expected a guide in ${slug}.ts, found none`);
  const claims = guide.misreadings.map(({ claim }) => claim);
  return [guide.topic, ...claims, ...guideTexts(guide)].map(plainGuideText).join(' ').toLowerCase();
}

test.each(Object.entries(GUIDES_OF_TERMS))('the guide about %s, %s, uses the term', (id, slug) => {
  const spellings = TERMS[id as TermId].map((each) => each.toLowerCase());
  const text = textOf(slug);
  expect(spellings.filter((spelling) => text.includes(spelling))).not.toEqual([]);
});
