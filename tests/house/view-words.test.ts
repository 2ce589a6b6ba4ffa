import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'svelte/compiler';
import { describe, expect, test } from 'vitest';

// Components contain the labels of their own controls. A sentence says something about the
// protocol, a trace or a result, so its words are in src/content, where types check that none is
// missing.

const view = path.join(import.meta.dirname, '../../src/view');

const components = ['figures', 'pages'].flatMap((folder) =>
  readdirSync(path.join(view, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.svelte'))
    .map((name) => path.join(folder, name)),
);

type Node = { readonly type: string; readonly [key: string]: unknown };

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value;

const childrenOf = (node: Node): Node[] =>
  Object.entries(node)
    .filter(([key]) => key !== 'css' && key !== 'parent' && !key.endsWith('Comments'))
    .flatMap(([, value]) => (Array.isArray(value) ? value : [value]))
    .filter(isNode);

/** The text of a fragment with its inline elements, and "{}" in place of all else. */
function textOf(fragment: Node): string {
  return (fragment['nodes'] as Node[])
    .map((node) => {
      if (node.type === 'Text') return String(node['data']);
      if (node.type === 'Comment') return '';
      return node.type === 'RegularElement' ? textOf(node['fragment'] as Node) : '{}';
    })
    .join('');
}

/** Every text, string and template in a component; types and imports contain none. */
function stringsIn(node: Node): string[] {
  if (/^(Import|TS(?!As|NonNull|Satisfies)|Style)/.test(node.type)) return [];
  const inner = childrenOf(node).flatMap(stringsIn);
  switch (node.type) {
    case 'Fragment':
      return [textOf(node), ...inner];
    case 'Text':
      return [String(node['data']), ...inner];
    case 'Literal':
      return [String(node['value']), ...inner];
    case 'TemplateLiteral': {
      const quasis = node['quasis'] as { value: { cooked: string } }[];
      return [quasis.map(({ value }) => value.cooked).join('{}'), ...inner];
    }
    default:
      return inner;
  }
}

/** At least three words, whatever values are between them, then the end of a sentence. */
const SENTENCE = /(?:[\p{L}\d’]+[^.!?\p{L}\d]+){2,}[\p{L}\d’]+[^.!?\p{L}\d]*[.!?](?=\s|$)/u;

function sentencesIn(source: string): string[] {
  const root = parse(source, { modern: true }) as unknown as Node;
  const strings = stringsIn(root).map((text) => text.replace(/\s+/g, ' ').trim());
  return [...new Set(strings)].filter((text) => SENTENCE.test(text));
}

test('finds sentences in texts, attributes and scripts, however they are split', () => {
  expect(sentencesIn('<p>No rule is broken.</p>')).toHaveLength(1);
  expect(sentencesIn('<p>The answer has <code>{accept}</code> here.</p>')).toHaveLength(1);
  expect(sentencesIn('<p>{#if a}These bytes are text.{/if}</p>')).toHaveLength(1);
  expect(sentencesIn('<Note text="What is this frame?" />')).toHaveLength(1);
  expect(sentencesIn('<script>const note = `${size} bytes are missing.`;</script>')).toHaveLength(
    1,
  );
});

test('passes over labels, imports, classes and words from content', () => {
  const source = `<script lang="ts">
    import { NOTE } from './note.words.with.dots.ts';
    type Kind = 'a sentence in a type.';
  </script>
  <Button class="big red">Copy the link</Button><p>{NOTE} {NOTE}.</p>`;
  expect(sentencesIn(source)).toEqual([]);
});

/** They say how the keys of a player work, which are a control's own. */
const ALLOWED = ['figures/player/KeyHelp.svelte', 'pages/compare/PlayedTimeline.svelte'];

test('what is allowed is needed', () => {
  for (const component of ALLOWED) {
    expect(sentencesIn(readFileSync(path.join(view, component), 'utf8'))).not.toEqual([]);
  }
});

describe('components say nothing of their own', () => {
  test.each(components.filter((component) => !ALLOWED.includes(component)))('%s', (component) => {
    expect(sentencesIn(readFileSync(path.join(view, component), 'utf8'))).toEqual([]);
  });
});
