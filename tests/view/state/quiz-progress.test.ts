import { expect, test } from 'vitest';
import type { DeviceStorage } from '#view/browser/storage.ts';
import { QuizProgress } from '#view/state/quiz-progress.svelte.ts';

/** Storage that keeps JSON, like the device. */
function memory(stored?: unknown): DeviceStorage {
  let text = JSON.stringify(stored);
  return {
    read: () => (text === undefined ? undefined : JSON.parse(text)),
    write: (_, value) => void (text = JSON.stringify(value)),
  };
}

test('keeps answers from visit to visit, the last one for each question', () => {
  const storage = memory();
  const progress = new QuizProgress(storage);
  expect(progress.isEmpty).toBe(true);
  progress.give('masking', 'client');
  progress.give('length', '126');
  progress.give('masking', 'server');
  const later = new QuizProgress(storage);
  expect(['masking', 'length', 'close'].map((question) => later.givenTo(question))).toEqual([
    'server',
    '126',
    null,
  ]);
  expect(later.isEmpty).toBe(false);
});

test('forgets all answers', () => {
  const storage = memory({ masking: 'client' });
  const progress = new QuizProgress(storage);
  progress.clear();
  expect(progress.givenTo('masking')).toBeNull();
  expect(new QuizProgress(storage).isEmpty).toBe(true);
});

test.each([
  { name: 'nothing', stored: undefined },
  { name: 'null', stored: null },
  { name: 'a text', stored: 'masking' },
  { name: 'answers that are not texts', stored: { masking: 1, length: null } },
])('begins without answers if $name is stored', ({ stored }) => {
  expect(new QuizProgress(memory(stored)).isEmpty).toBe(true);
});

test('keeps the well-formed part of what is stored', () => {
  const progress = new QuizProgress(memory({ masking: 'client', length: 126 }));
  expect(progress.givenTo('masking')).toBe('client');
  expect(progress.givenTo('length')).toBeNull();
});
