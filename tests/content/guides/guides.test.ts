import { describe, expect, test } from 'vitest';
import { GUIDE_GROUPS, GUIDES, type GuideSlug } from '#content/guides/guide-list.ts';
import { guideTexts, type Guide } from '#content/guides/guide.ts';
import { parseGuideText, plainGuideText } from '#content/guides/guide-text.ts';
import { DOCUMENTS } from '#content/documents/document-list.ts';
import { EXAMPLE_IDS } from '#core/sharing/example-ids.ts';
import { parseAddress } from '#core/sharing/address.ts';
import { addressOfDocument, documentPath } from '#core/sharing/document-address.ts';
import { SCENARIO_IDS } from '#core/scenarios/scenarios.ts';
import { isNamedCloseCode } from '#core/protocol/messages/close-code.ts';

const modules = import.meta.glob<Record<string, unknown>>('../../../src/content/guides/*.ts', {
  eager: true,
});

const isGuide = (value: unknown): value is Guide =>
  typeof value === 'object' && value !== null && 'misreadings' in value;

function contentOf(slug: GuideSlug): Guide {
  const module = modules[`../../../src/content/guides/${slug}.ts`];
  const guide = Object.values(module ?? {}).find(isGuide);
  if (guide === undefined) throw new Error(`expected a guide in ${slug}.ts, found none`);
  return guide;
}

const guides = GUIDES.map((entry) => ({ ...entry, guide: contentOf(entry.slug) }));

const wordsIn = (text: string) => text.split(/\s+/).filter((word) => /[\p{L}\d]/u.test(word));

/** Everything that a reader reads, apart from links to other pages. */
function readTexts({ topic, answer, sections, misreadings }: Guide): string[] {
  return [
    topic,
    ...answer,
    ...sections.flatMap(({ title, text }) => [title, ...text]),
    ...misreadings.flatMap(({ claim, correction }) => [claim, correction]),
  ];
}

describe.each(guides)('the guide $slug', ({ title, description, guide }) => {
  test('asks a question and answers it in a minute', () => {
    expect(title).toMatch(/\?$/);
    expect(description.length).toBeLessThanOrEqual(155);
    expect(wordsIn(guide.answer.map(plainGuideText).join(' ')).length).toBeLessThanOrEqual(200);
    expect(guide.sections.length).toBeGreaterThan(1);
    expect(guide.misreadings.length).toBeGreaterThan(1);
    expect(guide.further.length).toBeGreaterThan(0);
  });

  test('has at most 900 words', () => {
    expect(wordsIn(readTexts(guide).map(plainGuideText).join(' ')).length).toBeLessThanOrEqual(900);
  });

  test('has sentences of at most 25 words', () => {
    for (const text of guideTexts(guide)) {
      for (const sentence of plainGuideText(text).split(/(?<=[.?!:])\s+/)) {
        expect(wordsIn(sentence).length, sentence).toBeLessThanOrEqual(25);
      }
    }
  });

  test('takes every number from a fact, a model or a name', () => {
    for (const text of [...readTexts(guide), ...guideTexts(guide)]) {
      expect(typedNumbers(text), text).toEqual([]);
    }
  });

  test('repeats no paragraph, so that each has its own terms and sources', () => {
    const texts = guideTexts(guide).filter((text) => wordsIn(text).length > 4);
    expect(new Set(texts).size).toBe(texts.length);
  });

  test('links to places that exist', () => {
    for (const part of guideTexts(guide).flatMap(parseGuideText)) {
      if (typeof part === 'object' && 'link' in part) expectPlace(part.link);
    }
  });
});

test('the guides are grouped, and every group has one', () => {
  const groups = GUIDES.map(({ group }) => group);
  expect(Object.keys(GUIDE_GROUPS)).toEqual(['choose', 'operate', 'secure', 'further']);
  expect([...new Set(groups)]).toEqual(Object.keys(GUIDE_GROUPS));
});

test('a typed number is found, and a name with a number is none', () => {
  expect(typedNumbers('It waits 60 s, or {=5 s}.')).toEqual(['60']);
  expect(typedNumbers('`proxy_read_timeout 60s`')).toEqual([]);
  expect(typedNumbers('HTTP/1.1 with TLS 1.3 answers 101 [RFC 7692 §7.1] and UTF-8')).toEqual([]);
  expect(typedNumbers('1006 or 1000, and status 403')).toEqual([]);
  expect(typedNumbers('status 999')).toEqual(['999']);
});

const NAMES =
  /HTTP\/[\d.]+|TLS 1\.[23]|UTF-8|SHA-1|base64|IPv[46]|RSV[123]|RFC \d+|Latin-1|\b101\b/g;

/** Numbers that are neither in the notation of facts, models and sections, nor parts of names. */
function typedNumbers(text: string): string[] {
  const rest = text
    .replaceAll(/\{[^}]*\}/g, '')
    .replaceAll(/`[^`]*`/g, '')
    .replaceAll(/\[(?:RFC \d+ )?§[\d.]+\]/g, '')
    .replaceAll(/\]\([^)]*\)/g, ']')
    .replaceAll(NAMES, '');
  return [...rest.matchAll(/\d[\d.,]*\d|\d/g)]
    .map(([number]) => number)
    .filter((number) => !isNamedCloseCode(Number(number)) && !/^[2-5]\d\d$/.test(number));
}

const documents = new Set(DOCUMENTS.map(({ address }) => documentPath(address)));

function expectPlace(link: string): void {
  if (!link.startsWith('#')) {
    const [path = '', fragment = ''] = link.split('#');
    expect(addressOfDocument(path, fragment), link).not.toBeNull();
    expect([...documents], link).toContain(path);
    return;
  }
  const { page, path, query } = parseAddress(link);
  expect(['learn', 'decode', 'compare'], link).toContain(page);
  const [scenario] = path;
  if (page === 'learn' && scenario !== undefined) expect(SCENARIO_IDS, link).toContain(scenario);
  const example = query.get('example');
  if (example !== undefined) expect(Object.values(EXAMPLE_IDS).flat(), link).toContain(example);
}
