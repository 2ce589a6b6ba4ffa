import type { QuestionCount } from '#content/lesson/ending-page-words.ts';
import { questionsAfter } from '#content/quiz/quiz.ts';
import type { Story } from '#core/story/story.ts';
import type { QuizProgress } from '#view/state/quiz-progress.svelte.ts';

/** How many questions a story has, and how many of them the reader has not answered. */
export function countQuestions(
  lessonId: string,
  story: Story,
  progress: QuizProgress,
): QuestionCount {
  const questions = story.chapters.flatMap(({ id }) => questionsAfter(id, story, lessonId));
  const open = questions.filter(({ id }) => !progress.isDone(id));
  return { open: open.length, total: questions.length };
}
