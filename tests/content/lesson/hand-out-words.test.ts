/** The figures of a hand-out contain none of the values that it asks for. */

import { expect, test } from 'vitest';
import { chapterFigureSvg } from '#core/exports/chapter-figure.ts';
import { frameDiagramSvg } from '#core/exports/frame-diagram-svg.ts';
import { dissectUnit } from '#core/dissection/unit-dissection.ts';
import { HAND_OUT_DIAGRAM_WORDS, HAND_OUT_STORY_WORDS } from '#content/lesson/hand-out-words.ts';
import { DIAGRAM_WORDS, STORY_WORDS } from '#content/decode/export-words.ts';
import { VARIANTS } from '../../core/scenarios/variants.ts';

const textsIn = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]*)/g)].map(([, text]) => text!);

/** A size, or a close code, as the other figures show them. */
const ANSWER = /\d B\b|^close \d{4}|^\d{4}\b/i;

test('a lesson’s own figures contain them', () => {
  const { story } = VARIANTS[0]!;
  const texts = story.chapters.flatMap((each) =>
    textsIn(chapterFigureSvg(story, each, STORY_WORDS)),
  );
  expect(texts.filter((text) => ANSWER.test(text)).length).toBeGreaterThan(5);
});

test.each(VARIANTS)('the sequence diagrams of $name', ({ story }) => {
  for (const chapter of story.chapters) {
    const texts = textsIn(chapterFigureSvg(story, chapter, HAND_OUT_STORY_WORDS));
    expect(texts.filter((text) => ANSWER.test(text))).toEqual([]);
  }
});

test.each(VARIANTS)('the bit diagrams of $name', ({ story }) => {
  const { trace, units } = story.conversation;
  for (const unit of units) {
    if (unit.kind !== 'frame') continue;
    const dissection = dissectUnit(trace, unit);
    const picture = { title: '', sender: null };
    const full = textsIn(frameDiagramSvg(dissection, DIAGRAM_WORDS, picture));
    const blank = textsIn(frameDiagramSvg(dissection, HAND_OUT_DIAGRAM_WORDS, picture));
    // The boxes of opcode, MASK and length, at least, are empty.
    expect(blank.filter((text) => text === '').length).toBeGreaterThanOrEqual(3);
    expect(blank.length).toBe(full.length);
    expect(blank).not.toContain(full.find((text) => /\b[01]{4}$/.test(text)));
  }
});
