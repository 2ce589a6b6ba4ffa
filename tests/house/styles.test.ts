import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type AST, parse, parseCss } from 'svelte/compiler';
import { describe, expect, test } from 'vitest';
import { root } from '../../scripts/folders.mjs';

/* What our linters don't see: the rules for styles, in stylesheets and components. */

const literalColor = /#[\da-f]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\(/i;

function remarksOn(stylesheet: { children: AST.CSS.StyleSheet['children'] }): string[] {
  const remarks: string[] = [];
  JSON.stringify(stylesheet, (_, node: AST.CSS.Node | null) => {
    if (node?.type === 'IdSelector') remarks.push(`id selector: #${node.name}`);
    if (node?.type === 'Declaration') {
      const text = `${node.property}: ${node.value}`;
      if (/!\s*important/.test(node.value)) remarks.push(`important: ${text}`);
      if (node.property === 'text-transform' && node.value !== 'none') {
        remarks.push(`changed letters: ${text}`);
      }
      if (literalColor.test(node.value)) remarks.push(`literal colour: ${text}`);
    }
    return node;
  });
  return remarks;
}

function remarksOnFile(file: string): string[] {
  const source = readFileSync(path.join(root, file), 'utf8');
  const stylesheet = file.endsWith('.css') ? parseCss(source) : parse(source, { modern: true }).css;
  return stylesheet ? remarksOn(stylesheet) : [];
}

const files = readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .map((file) => path.posix.join('src', file.replaceAll(path.sep, '/')))
  .filter((file) => /\.(css|svelte)$/.test(file) && !file.startsWith('src/view/styles/tokens/'));

test.each(files)(
  '%s leaves colours to the tokens, importance alone and letters as they are',
  (file) => {
    expect(remarksOnFile(file)).toEqual([]);
  },
);

describe('sees', () => {
  test.each([
    { css: 'p { color: #fff }', remark: 'literal colour: color: #fff' },
    {
      css: 'p { border: 1px solid rgb(0 0 0) }',
      remark: 'literal colour: border: 1px solid rgb(0 0 0)',
    },
    {
      css: 'p { color: var(--text) !important }',
      remark: 'important: color: var(--text) !important',
    },
    {
      css: 'p::first-letter { text-transform: uppercase }',
      remark: 'changed letters: text-transform: uppercase',
    },
    { css: '@media print { #top a { margin: 0 } }', remark: 'id selector: #top' },
  ])('$remark', ({ css, remark }) => {
    expect(remarksOn(parseCss(css))).toEqual([remark]);
  });

  test('nothing in colours that come from tokens', () => {
    const css =
      'p { color: var(--text); border-color: color-mix(in srgb, var(--line), transparent) }';
    expect(remarksOn(parseCss(css))).toEqual([]);
  });
});
