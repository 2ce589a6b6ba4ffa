import { openStorage } from '#view/browser/storage.ts';
import { QuizProgress } from '#view/state/quiz-progress.svelte.ts';

let shared: QuizProgress | undefined;

/** The reader's answers. All parts of the page share them, so that they agree. */
export function readerProgress(): QuizProgress {
  shared ??= new QuizProgress(openStorage());
  return shared;
}
