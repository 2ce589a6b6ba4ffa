import { createHash } from 'node:crypto';
import { deflateRawSync, constants } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { plainText } from '#content/phrasing/prose.ts';
import { isRight, questionsAfter } from '#content/quiz/quiz.ts';
import type { QuizQuestion } from '#content/quiz/question.ts';
import { CHAPTER_IDS, type ChapterId } from '#core/story/step.ts';
import { VARIANTS } from '../../core/scenarios/variants.ts';

function variant(name: string) {
  const found = VARIANTS.find((one) => one.name === name);
  if (found === undefined) throw new Error(`expected a variant ${name}`);
  return found.story;
}

function answers(name: string, chapter: ChapterId): string[] {
  return questionsAfter(chapter, variant(name)).map(({ answer }) => answer);
}

/** The accept value of the RFC's example, computed by Node. */
const ACCEPT = createHash('sha1')
  .update('dGhlIHNhbXBsZSBub25jZQ==258EAFA5-E914-47DA-95CA-C5AB0DC85B11')
  .digest('base64');

test('the default scenario asks after each chapter, and knows the answers that anybody can check', () => {
  const asked = (chapter: ChapterId) => answers('hello-and-goodbye', chapter);
  expect(asked('tcp')).toEqual(['3', '40']);
  expect(asked('handshake')).toEqual([ACCEPT, '4', '1006']);
  expect(asked('connection')).toEqual(['0, CONNECTING', '200']);
  expect(asked('data')).toEqual(['81 05', '11', '58']);
  expect(asked('closure')).toEqual(['88 06 03 e8 64 6f 6e 65', 'server', '1005']);
});

test('others ask about what they are about', () => {
  expect(answers('three-lengths', 'data')).toEqual(['14', '4', '81 05']);
  const hello = deflateRawSync('Hello', { finishFlush: constants.Z_SYNC_FLUSH });
  expect(answers('compressed, takeover', 'data')[0]).toBe(String(hello.length - 4));
  expect(answers('line-goes-dead, dies', 'closure')[0]).toBe('1006');
});

describe.each(VARIANTS)('$name', ({ story }) => {
  const questions: QuizQuestion[] = CHAPTER_IDS.flatMap((chapter) =>
    questionsAfter(chapter, story),
  );

  test('asks in whole sentences, and says why', () => {
    for (const { question, why, references } of questions) {
      expect(plainText(question)).toMatch(/[?.]$/);
      expect(plainText(why)).toMatch(/[.!]$/);
      expect(`${plainText(question)} ${plainText(why)}`).not.toMatch(/undefined|null|NaN| {2}/);
      expect(references.length).toBeGreaterThan(0);
    }
  });

  test('takes the right answer alone', () => {
    for (const question of questions) {
      expect(isRight(question, question.answer)).toBe(true);
      expect(isRight(question, `${question.answer}0`)).toBe(false);
      expect(isRight(question, '')).toBe(false);
      if (question.form.kind !== 'choice') continue;
      const { options } = question.form;
      expect(options.filter((option) => isRight(question, option))).toEqual([question.answer]);
      expect(new Set(options).size).toBe(options.length);
    }
  });
});

test.each([
  ['bytes', '81 05', '8105'],
  ['bytes', '81 05', '0x81, 0x05'],
  ['bytes', '88 02 03 e8', '88 02 03 E8 '],
  ['number', '1005', ' 1,005'],
  ['number', '4', '04'],
] as const)('an answer in %s, %s, may be written %s', (kind, answer, given) => {
  const question: QuizQuestion = {
    id: 'x',
    question: [],
    form: { kind },
    answer,
    why: [],
    references: [],
  };
  expect(isRight(question, given)).toBe(true);
});
