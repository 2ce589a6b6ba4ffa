import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'svelte/compiler';
import { describe, expect, test } from 'vitest';

// Components contain the labels of their own controls. A sentence in a component, and any phrase in
// a module beside it, describes the protocol, a trace or a result. Its words belong in src/content,
// where types check that none is missing.

const view = path.join(import.meta.dirname, '../../src/view');

const filesIn = (folders: readonly string[], extension: string) =>
  folders.flatMap((folder) =>
    readdirSync(path.join(view, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith(extension))
      .map((name) => path.join(folder, name)),
  );

const components = filesIn(['figures', 'pages'], '.svelte');
const modules = filesIn(['figures', 'pages', 'state', 'browser', 'workers'], '.ts');

type Node = { readonly type: string; readonly [key: string]: unknown };

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value;

const childrenOf = (node: Node): Node[] =>
  Object.entries(node)
    .filter(([key]) => key !== 'css' && key !== 'parent' && !key.endsWith('Comments'))
    .flatMap(([, value]) => (Array.isArray(value) ? value : [value]))
    .filter(isNode);

/** The text of a fragment with its inline elements, and "{}" for everything else. */
function textOf(fragment: Node): string {
  return (fragment['nodes'] as Node[])
    .map((node) => {
      if (node.type === 'Text') return String(node['data']);
      if (node.type === 'Comment') return '';
      return node.type === 'RegularElement' ? textOf(node['fragment'] as Node) : '{}';
    })
    .join('');
}

/** Every text, string and template. Types, imports and messages for programmers are skipped. */
function stringsIn(node: Node): string[] {
  if (/^(Import|TS(?!As|NonNull|Satisfies)|Style|Throw)/.test(node.type)) return [];
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

/** Two words beside each other, or a word beside a value. */
const PHRASE = /\p{L}{2,}[:,;]? (?:\p{L}{2,}|\{\})|\{\}[:,;]? \p{L}{2,}/u;

function stringsOf(source: string): string[] {
  const root = parse(source, { modern: true }) as unknown as Node;
  return [...new Set(stringsIn(root).map((text) => text.replace(/\s+/g, ' ').trim()))];
}

const sentencesIn = (source: string) => stringsOf(source).filter((text) => SENTENCE.test(text));

const phrasesIn = (source: string) =>
  stringsOf(`<script lang="ts">${source}</script>`).filter((text) => PHRASE.test(text));

const read = (name: string) => readFileSync(path.join(view, name), 'utf8');

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

test('finds phrases in modules', () => {
  expect(phrasesIn("const note = 'no part of the handshake';")).toHaveLength(1);
  expect(phrasesIn('const title = `literal ${byte}`;')).toHaveLength(1);
  expect(phrasesIn('const title = `${kind}, without a code`;')).toHaveLength(1);
});

test('passes over names, keys and messages for programmers in modules', () => {
  const source = `import type { Key } from './two words.ts';
  type Mode = 'by masks';
  const key = \`\${name}/\${kind}\`;
  throw new Error('expected a unit, got none');`;
  expect(phrasesIn(source)).toEqual([]);
});

/** How the keys of a player work: the labels of its own controls. */
const ALLOWED = ['figures/player/KeyHelp.svelte', 'pages/compare/PlayedTimeline.svelte'];

/** Names of keys and commands; style rules. */
const ALLOWED_MODULES = ['figures/player/commands.ts', 'figures/source-text/editor-theme.ts'];

test('what is allowed is needed', () => {
  for (const component of ALLOWED) expect(sentencesIn(read(component))).not.toEqual([]);
  for (const module of ALLOWED_MODULES) expect(phrasesIn(read(module))).not.toEqual([]);
});

describe('components contain no sentences', () => {
  test.each(components.filter((name) => !ALLOWED.includes(name)))('%s', (name) => {
    expect(sentencesIn(read(name))).toEqual([]);
  });
});

describe('modules contain no phrases', () => {
  test.each(modules.filter((name) => !ALLOWED_MODULES.includes(name)))('%s', (name) => {
    expect(phrasesIn(read(name))).toEqual([]);
  });
});
