// @vitest-environment jsdom

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import { readInflatedConversation } from '#core/conversation/inflated-conversation.ts';
import { dissectUnit } from '#core/dissection/unit-dissection.ts';
import { frameDiagramSvg } from '#core/exports/frame-diagram-svg.ts';
import { LIGHT, LIGHT_KINDS } from '#core/exports/light-colors.ts';
import { sequenceDiagramSvg } from '#core/exports/sequence-diagram-svg.ts';
import { escapeXml, svgDocument, svgText } from '#core/exports/svg.ts';
import { rawTrace } from '#core/paste/assembly/raw-trace.ts';
import { encodeFrame } from '#core/protocol/framing/frame.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import { actOut } from '#core/scenarios/act-out.ts';
import { helloAndGoodbye } from '#core/scenarios/hello-and-goodbye.ts';
import { readStory } from '#core/story/story.ts';
import { conversationWords, STORY_WORDS } from '#content/decode/export-words.ts';
import { PLAIN_STORY_WORDS, plainWords } from './plain-words.ts';

/** An independent XML parser, which throws if a text is not well-formed. */
function readSvg(svg: string): Element {
  const root = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
  expect(root.localName).toBe('svg');
  return root;
}

function frameSvg(bytes: Uint8Array): string {
  const conversation = readInflatedConversation(rawTrace(bytes));
  const words = conversationWords(conversation);
  const unit = conversation.units[0];
  if (unit === undefined) throw new Error('expected a unit');
  const title = words.unitTitle(0);
  return frameDiagramSvg(dissectUnit(conversation.trace, unit), words, { title, sender: 'client' });
}

const textsIn = (svg: Element) => [...svg.querySelectorAll('text')].map((text) => text.textContent);

const allowedElements = ['svg', 'title', 'desc', 'g', 'rect', 'line', 'path', 'polygon', 'text'];

function expectHarmless(svg: Element): void {
  for (const element of svg.querySelectorAll('*')) {
    expect(allowedElements).toContain(element.localName);
    for (const { name, value } of element.attributes) {
      expect(name).not.toMatch(/^(?:on|href|xlink|style)/);
      expect(value).not.toContain('url(');
    }
  }
}

describe('the diagram of a frame', () => {
  test('is the golden one for the RFC’s masked “Hello”', async () => {
    const conversation = readInflatedConversation(rawTrace(fromHex('818537fa213d7f9f4d5158')));
    const dissection = dissectUnit(conversation.trace, conversation.units[0]!);
    const picture = { title: 'Hello', sender: 'client' } as const;
    const svg = frameDiagramSvg(dissection, plainWords(conversation), picture);
    await expect(svg).toMatchFileSnapshot('golden/frame.svg');
  });

  test('names fields, and shows what is missing and what is folded', () => {
    const payload = new Uint8Array(200);
    const frame = encodeFrame({ opcode: OPCODE.binary, maskingKey: fromHex('01020304'), payload });
    const svg = readSvg(frameSvg(frame.subarray(0, 150)));
    expect(textsIn(svg)).toEqual(expect.arrayContaining(['masking key 01 02 03 04', 'length 200']));
    expect(textsIn(svg)).toEqual(expect.arrayContaining(['… 122 more bytes', '58 bytes missing']));
    expect(svg.querySelector('title')?.textContent).toBe('Frame 1: binary');
    expect(svg.querySelector('desc')?.textContent).toContain('Key, bytes 4–7: 01 02 03 04');
  });

  test('shows markup in a payload as text', () => {
    const payload = toUtf8('</desc><script>alert(1)</script>\u0000\ud800"&');
    const svg = readSvg(frameSvg(encodeFrame({ opcode: OPCODE.text, maskingKey: null, payload })));
    expectHarmless(svg);
    expect(svg.querySelector('desc')?.textContent).toContain('<script>alert(1)</script>');
  });

  test('is well-formed for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 80 }), (bytes) => {
        expectHarmless(readSvg(frameSvg(bytes)));
      }),
      { numRuns: 60 },
    );
  });
});

describe('the diagram of a story', () => {
  const story = readStory(actOut(helloAndGoodbye.script()));

  test('is the golden one for the first message', async () => {
    const index = story.steps.findIndex(({ id }) => id === 'client-text-1');
    // Its packet bears its id, in the first cell alone.
    const svg = sequenceDiagramSvg(story, index, {
      ...PLAIN_STORY_WORDS,
      slotText: (slot) =>
        slot.id === 'header-byte' && slot.index === 0
          ? 'client-text-1'
          : PLAIN_STORY_WORDS.slotText(slot, story),
    });
    await expect(svg).toMatchFileSnapshot('golden/sequence.svg');
  });

  test('shows what has been in full lines, and what will come dashed', () => {
    const dashed = (index: number) =>
      readSvg(sequenceDiagramSvg(story, index, STORY_WORDS)).querySelectorAll(
        'g g line[stroke-dasharray="6 5"]',
      ).length;
    // What crosses together is one arrow. A step in which nothing crosses has none.
    const toCome = (nowMs: number) =>
      new Set(
        story.steps.flatMap(({ direction, sentAtMs, arrival }) =>
          direction !== null && arrival.kind === 'arrived' && arrival.atMs > nowMs
            ? [`${direction} ${sentAtMs} ${arrival.atMs}`]
            : [],
        ),
      ).size;
    expect(story.steps.map((_, index) => dashed(index))).toEqual(
      story.steps.map(({ arrival }) => toCome(arrival.kind === 'arrived' ? arrival.atMs : 0)),
    );
  });

  test('names both sides’ states after the step', () => {
    const texts = (index: number) =>
      textsIn(readSvg(sequenceDiagramSvg(story, index, STORY_WORDS)));
    expect(texts(0)).toContain('CONNECTING');
    expect(texts(story.steps.length - 1)).toContain('TCP TIME-WAIT');
  });

  test('is well-formed and harmless at each step, and describes what happened', () => {
    for (const [index] of story.steps.entries()) {
      const svg = readSvg(sequenceDiagramSvg(story, index, STORY_WORDS));
      expectHarmless(svg);
      expect(svg.querySelector('desc')?.textContent).toContain(`${index + 1}. `);
    }
  });
});

describe('text in a picture', () => {
  test.each([
    ['<a href="x">&\'</a>', '&lt;a href=&quot;x&quot;&gt;&amp;&#39;&lt;/a&gt;'],
    ['a\u0000b\u001bc', 'a\ufffdb\ufffdc'],
    ['\ud800 and \u{1f600}', '\ufffd and \u{1f600}'],
    ['\u202eturned', '\ufffdturned'],
    ['\uffff', '\ufffd'],
  ])('%j', (text, escaped) => {
    expect(escapeXml(text)).toBe(escaped);
  });

  test('any text can be read back, but for what XML forbids', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const content = [svgText(text, {})];
        const svg = svgDocument({
          width: 1,
          height: 1,
          title: text,
          description: '',
          background: 'none',
          content,
        });
        expect(readSvg(svg).querySelector('desc')).not.toBeNull();
      }),
      { numRuns: 100 },
    );
  });
});

test('colours are those of the light theme', () => {
  const css = readFileSync('src/view/styles/tokens/color.css', 'utf8');
  const light = (token: string) =>
    new RegExp(`--${token}: light-dark\\((#[\\da-f]{6}),`).exec(css)?.[1];
  for (const [kind, { ink, ground }] of Object.entries(LIGHT_KINDS)) {
    expect([ink, ground]).toEqual([light(`kind-${kind}`), light(`kind-${kind}-ground`)]);
  }
  expect(LIGHT).toEqual({
    paper: light('surface-paper'),
    raised: light('surface-raised'),
    text: light('text'),
    muted: light('text-muted'),
    firmLine: light('line-firm'),
    strongLine: light('line-strong'),
  });
});
