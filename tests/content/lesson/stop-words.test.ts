import { expect, test } from 'vitest';
import { foldText } from '#content/lesson/fold-words.ts';
import { plainText } from '#content/phrasing/prose.ts';
import { countStopWords } from '#content/lesson/stop-words.ts';
import { foldsOf } from '#core/story/folds.ts';
import { stopsOf } from '#core/story/stops.ts';
import { VARIANTS } from '../../core/scenarios/variants.ts';

const { story } = VARIANTS.find(({ scenarioId }) => scenarioId === 'hello-and-goodbye')!;
const [folded, request] = stopsOf(story, 'bytes');

test('counts the words of title, sentence and reason', () => {
  const words = () => ({
    title: 'Two  words',
    happened: ['Three more ', { code: 'words' }, '.'],
    why: [],
    references: [],
  });
  expect(countStopWords(request!, story, words)).toBe(5);
  expect(countStopWords({ firstStep: 99, endStep: 100, fold: null }, story, words)).toBe(0);
});

test('counts the words of a fold instead of those of its steps', () => {
  const unused = () => {
    throw new Error('The words of a step are not the words of a fold.');
  };
  const { title, happened, why } = foldText(foldsOf(story)[0]!, story);
  const words = [title, plainText(happened), plainText(why)].join(' ').split(/\s+/);
  expect(countStopWords(folded!, story, unused)).toBe(words.length);
});
