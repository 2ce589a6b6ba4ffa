/**
 * Running text of guides, in a small notation:
 *
 * - `` `code` ``, `**strong**`
 * - `[text](#/learn)`, `[text](close-codes/1006/)`: a link within the site
 * - `{nginx-idle}`: the quantity of a fact, cited
 * - `[text]{nginx-idle}`: words that a fact supports, cited
 * - `[§5.5.2]`, `[RFC 7692 §7.1]`: a section of RFC 6455, or of another RFC
 * - `{=6 bytes}`: a value that a model or the codec computed; written by `computed`
 *
 * Numbers appear in no other way, apart from names such as HTTP/1.1: tests/content/guides.
 */

import { rfc, type Reference } from '#core/protocol/rules/reference.ts';
import { FACT_IDS, quantityText, type FactId } from '#content/facts/facts.ts';
import { markTerms } from '#content/glossary/mark-terms.ts';
import type { TermId } from '#content/glossary/terms.ts';
import type { ProsePart } from '#content/phrasing/prose.ts';

/** Text in this notation. */
export type GuideText = string;

export type GuidePart =
  | ProsePart
  | { readonly strong: string }
  | { readonly link: string; readonly text: string }
  | { readonly fact: FactId; readonly text: string };

/** Marks a value as computed, so that tests can tell it from a number that somebody typed. */
export function computed(value: string): string {
  return `{=${value}}`;
}

const NOTATION =
  /`(?<code>[^`]+)`|\*\*(?<strong>[^*]+)\*\*|\[(?:RFC (?<rfc>\d+) )?§(?<section>[\d.]+)\]|\[(?<linked>[^\]]+)\]\((?<link>[^)]+)\)|\[(?<supported>[^\]]+)\]\{(?<fact>[\w-]+)\}|\{=(?<value>[^}]*)\}|\{(?<quantity>[\w-]+)\}/g;

/** Throws for a fact that doesn't exist. */
export function parseGuideText(text: GuideText): readonly GuidePart[] {
  const parts: GuidePart[] = [];
  let reached = 0;
  const say = (words: string): void => {
    const last = parts.at(-1);
    if (words === '') return;
    if (typeof last === 'string') parts[parts.length - 1] = last + words;
    else parts.push(words);
  };
  for (const match of text.matchAll(NOTATION)) {
    say(text.slice(reached, match.index));
    reached = match.index + match[0].length;
    const part = partOf(match.groups ?? {});
    if (typeof part === 'string') say(part);
    else parts.push(part);
  }
  say(text.slice(reached));
  return parts;
}

type Groups = Readonly<Partial<Record<string, string>>>;

function partOf(groups: Groups): GuidePart {
  const { code, strong, section, linked = '', link, supported = '', fact, quantity } = groups;
  if (code !== undefined) return { code };
  if (strong !== undefined) return { strong };
  if (section !== undefined) return sectionOf(groups['rfc'], section);
  if (link !== undefined) return { link, text: linked };
  if (fact !== undefined) return { fact: factId(fact), text: supported };
  if (quantity !== undefined) {
    const id = factId(quantity);
    return { fact: id, text: quantityText(id) };
  }
  return groups['value'] ?? '';
}

function sectionOf(document: string | undefined, section: string): Reference {
  return rfc(document === undefined ? 6455 : Number(document), section);
}

function factId(name: string): FactId {
  const id = FACT_IDS.find((known) => known === name);
  if (id === undefined) throw new Error(`expected the id of a fact, got ${name}`);
  return id;
}

/** The parts of each text. A term is marked where the texts have it first. */
export function markGuideTexts(
  texts: readonly GuideText[],
): ReadonlyMap<GuideText, readonly GuidePart[]> {
  let seen: ReadonlySet<TermId> = new Set();
  const marked = new Map<GuideText, readonly GuidePart[]>();
  for (const text of texts) {
    const parts = parseGuideText(text).flatMap((part): readonly GuidePart[] => {
      if (typeof part !== 'string') return [part];
      const { prose, seen: now } = markTerms([part], seen);
      seen = now;
      return prose;
    });
    if (!marked.has(text)) marked.set(text, parts);
  }
  return marked;
}

/** The facts of texts, in the order in which they are cited first. */
export function citedFacts(texts: readonly GuideText[]): readonly FactId[] {
  const facts = texts
    .flatMap((text) => parseGuideText(text))
    .flatMap((part) => (typeof part === 'object' && 'fact' in part ? [part.fact] : []));
  return [...new Set(facts)];
}

/** The text alone. */
export function plainGuideText(text: GuideText): string {
  return parseGuideText(text)
    .map((part) => {
      if (typeof part === 'string') return part;
      if ('code' in part) return part.code;
      if ('strong' in part) return part.strong;
      return 'text' in part ? part.text : '';
    })
    .join('');
}
