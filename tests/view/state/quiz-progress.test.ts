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

const DONE = { asked: 'Who masks?', given: ['server', 'client'], isDone: true };

test('keeps answers from visit to visit', () => {
  const storage = memory();
  const progress = new QuizProgress(storage);
  expect(progress.isEmpty).toBe(true);
  progress.keep('length', { asked: 'How long?', given: ['126'], isDone: false });
  progress.keep('masking', DONE);
  const later = new QuizProgress(storage);
  expect(later.recordOf('masking')).toEqual(DONE);
  expect(later.recordOf('length')?.given).toEqual(['126']);
  expect(later.recordOf('close')).toBeNull();
  expect(['masking', 'length', 'close'].map((id) => later.isDone(id))).toEqual([
    true,
    false,
    false,
  ]);
  expect(later.isEmpty).toBe(false);
});

test('what was done stays done when it is asked with other values', () => {
  const progress = new QuizProgress(memory({ masking: DONE }));
  progress.keep('masking', { asked: 'Who masks now?', given: [], isDone: false });
  expect(progress.recordOf('masking')).toEqual({
    asked: 'Who masks now?',
    given: [],
    isDone: true,
  });
});

test('forgets all answers', () => {
  const storage = memory({ masking: DONE });
  const progress = new QuizProgress(storage);
  progress.clear();
  expect(progress.recordOf('masking')).toBeNull();
  expect(new QuizProgress(storage).isEmpty).toBe(true);
});

test.each([
  { name: 'nothing', stored: undefined },
  { name: 'null', stored: null },
  { name: 'a text', stored: 'masking' },
  { name: 'answers of an older form', stored: { masking: 'client' } },
  { name: 'answers that are not texts', stored: { masking: { ...DONE, given: [1] } } },
  { name: 'half a record', stored: { masking: { asked: 'Who?', given: [] } } },
])('begins without answers if $name is stored', ({ stored }) => {
  expect(new QuizProgress(memory(stored)).isEmpty).toBe(true);
});

test('keeps the well-formed part of what is stored', () => {
  const progress = new QuizProgress(memory({ masking: DONE, length: 126 }));
  expect(progress.isDone('masking')).toBe(true);
  expect(progress.recordOf('length')).toBeNull();
});

test('names of objects are no questions', () => {
  expect(new QuizProgress(memory()).recordOf('constructor')).toBeNull();
});
