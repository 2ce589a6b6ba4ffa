import { expect, test } from 'vitest';
import { GALLERY } from '#content/examples/gallery.ts';
import { brokenHeaderRules, brokenRules } from '#content/reference/pages/broken-rules.ts';
import { recogniseBytes } from '#core/recognition/not-a-frame.ts';
import { DEFAULT_CHOICES } from '#core/workbench/decoded.ts';
import { InputReader } from '#core/workbench/input-reader.ts';
import { bytesFrom } from '#core/workbench/recognised-start.ts';

const conversationOf = (id: string) => {
  const { source } = GALLERY.find((example) => example.id === id)!;
  if (source.kind !== 'paste') throw new Error('expected a paste, got a recorded connection');
  const { conversation } = new InputReader().read({
    input: { kind: 'text', text: source.text() },
    choices: {
      ...DEFAULT_CHOICES,
      directions: source.directions,
      compression: source.compression ?? 'as-agreed',
    },
    edits: [],
    maxUnits: 1000,
  });
  return conversation;
};

test('three reserved bits of a frame are one entry', () => {
  const titles = brokenRules(conversationOf('json'), 12).map(({ title }) => title);
  expect(titles).toEqual([
    'Frame 1: a reserved bit is set',
    'Frame 1: opcode 0xb is reserved',
    'Frame 1: a control frame has FIN 0',
  ]);
});

test.each(GALLERY.filter(({ source }) => source.kind === 'paste').map(({ id }) => id))(
  'the page of %s names no rule twice for a frame and explains none twice',
  (id) => {
    const rules = brokenRules(conversationOf(id), 12);
    const titles = rules.map(({ title }) => title);
    const explanations = rules.map(({ explanation }) => explanation).filter((text) => text !== '');
    expect(new Set(titles).size).toBe(titles.length);
    expect(new Set(explanations).size).toBe(explanations.length);
    expect(rules.filter(({ explanation }) => explanation !== '')).not.toHaveLength(
      rules.length === 0 ? 1 : 0,
    );
  },
);

test.each(GALLERY.filter(({ source }) => source.kind === 'paste').map(({ id }) => id))(
  'the page of %s lists a frame with a broken rule, if there is one',
  (id) => {
    const { findings } = conversationOf(id);
    expect(findings.every(({ unitIndex }) => unitIndex >= 12)).toBe(findings.length === 0);
  },
);

test('only the listed frames are judged', () => {
  const conversation = conversationOf('tls-client-hello');
  expect(conversation.units.length).toBeGreaterThan(1);
  const titles = brokenRules(conversation, 1).map(({ title }) => title);
  expect(titles.every((title) => title.startsWith('Frame 1: '))).toBe(true);
});

test.each(GALLERY.filter(({ group }) => group === 'not-frames').map(({ id }) => id))(
  'the bytes of %s are recognized, and no rule is named twice for their first header',
  (id) => {
    const recognition = recogniseBytes(bytesFrom(conversationOf(id), 0));
    expect(recognition).not.toBeNull();
    const titles = brokenHeaderRules(recognition!.misreading.violations).map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
  },
);
