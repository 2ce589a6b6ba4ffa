import fc from 'fast-check';
import * as prettier from 'prettier';
import { describe, expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import { readInflatedConversation } from '#core/conversation/inflated-conversation.ts';
import { conversationMarkdownPieces, unitMarkdown } from '#core/exports/dissection-markdown.ts';
import { escapeMarkdown, markdownTable } from '#core/exports/markdown.ts';
import { rawTrace } from '#core/paste/assembly/raw-trace.ts';
import { encodeFrame } from '#core/protocol/framing/frame.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import { exampleFrames } from '#content/examples/examples.ts';
import { conversationWords } from '#content/decode/export-words.ts';
import { plainWords } from './plain-words.ts';

type MarkdownNode = {
  readonly type: string;
  readonly value?: string;
  readonly url?: string;
  readonly children?: readonly MarkdownNode[];
};

/** Prettier brings a reader of Markdown along that is not ours: remark. */
async function readMarkdown(text: string): Promise<MarkdownNode> {
  const { __debug } = prettier as unknown as {
    __debug: { parse(text: string, options: object): Promise<{ ast: MarkdownNode }> };
  };
  return (await __debug.parse(text, { parser: 'markdown', originalText: text })).ast;
}

function descendants(node: MarkdownNode, type: string): MarkdownNode[] {
  const inner = (node.children ?? []).flatMap((child) => descendants(child, type));
  return node.type === type ? [node, ...inner] : inner;
}

function textIn(node: MarkdownNode): string {
  return (node.value ?? '') + (node.children ?? []).map(textIn).join('');
}

test('the example as a report', async () => {
  const conversation = readInflatedConversation(rawTrace(concatBytes(exampleFrames())));
  const report = [...conversationMarkdownPieces(conversation, plainWords(conversation))].join('');
  await expect(report).toMatchFileSnapshot('golden/report.txt');
});

test('one frame, with its finding', async () => {
  const conversation = readInflatedConversation(rawTrace(concatBytes(exampleFrames())));
  const report = unitMarkdown(conversation, 3, conversationWords(conversation));
  const tree = await readMarkdown(report);
  expect(descendants(tree, 'heading').map(textIn)).toEqual(['Frame 4: close', 'Findings']);
  expect(textIn(descendants(tree, 'listItem')[0]!)).toContain(
    'close code 1005 isn’t allowed in a Close frame',
  );
});

const hostile = [
  'a | b',
  'a \\| b',
  'a \\\\| b',
  '| --- | --- |',
  '`code` ``x',
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '&lt;b&gt; &#60;',
  '[link](https://evil.example)',
  '![image](https://evil.example/x.png)',
  '<https://evil.example>',
  'https://evil.example and www.evil.example',
  'one\n\n# two\r\n- three',
  '\u2028line',
  '**bold** _it_ ~~gone~~ $x$',
  'x\u202ey\u0000z',
  '``` \n~~~',
];

describe('text from a peer stays text', () => {
  test.each(hostile)('%j', async (text) => {
    const cell = escapeMarkdown(text);
    const tree = await readMarkdown(markdownTable(['a', 'b'], [[cell, 'end']]));
    const rows = descendants(tree, 'tableRow').map((row) => descendants(row, 'tableCell'));
    expect(rows.map((cells) => cells.length)).toEqual([2, 2]);
    expect(textIn(rows[1]![1]!)).toBe('end');
    for (const type of ['html', 'link', 'image', 'inlineCode', 'delete', 'strong', 'emphasis']) {
      expect(descendants(tree, type)).toEqual([]);
    }

    const seen = text.replace(/[\u0000\n\r\u2028\u202e]/g, (unseen) => {
      return `\\u${unseen.charCodeAt(0).toString(16).padStart(4, '0')}`;
    });
    expect(textIn(rows[1]![0]!)).toBe(seen);
  });

  test('in a whole report too', async () => {
    const frames = hostile.map((text) =>
      encodeFrame({ opcode: OPCODE.text, maskingKey: null, payload: toUtf8(text) }),
    );
    const conversation = readInflatedConversation(rawTrace(concatBytes(frames)));
    const report = [
      ...conversationMarkdownPieces(conversation, conversationWords(conversation)),
    ].join('');
    const tree = await readMarkdown(report);
    expect(descendants(tree, 'html')).toEqual([]);
    expect(descendants(tree, 'image')).toEqual([]);
    const links = descendants(tree, 'link').map(({ url }) => new URL(url ?? '').host);
    expect(new Set(links)).toEqual(new Set(['www.rfc-editor.org']));
    const rows = descendants(tree, 'table').map((table) => descendants(table, 'tableRow'));
    for (const table of rows) {
      const widths = table.map((row) => descendants(row, 'tableCell').length);
      expect(new Set(widths).size).toBe(1);
    }
  });

  test('any text stays in its cell', async () => {
    const anyText = fc.string({ unit: fc.constantFrom(...'|\\`<>[]()*_&#;~$!a \n') });
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        const table = markdownTable(['a', 'b'], [[`x${escapeMarkdown(text)}x`, 'end']]);
        const tree = await readMarkdown(table);
        const cells = descendants(tree, 'tableCell');
        expect(cells).toHaveLength(4);
        expect(textIn(cells[2]!)).toBe(`x${text.replaceAll('\n', '\\u000a')}x`);
      }),
      { numRuns: 200 },
    );
  });
});
