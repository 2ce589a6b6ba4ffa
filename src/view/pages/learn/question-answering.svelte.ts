/** One reader's answering of one question: what counts, and what comes next. */

import { plainText } from '#content/phrasing/prose.ts';
import { answerText, readGiven } from '#content/quiz/given-answer.ts';
import { judgementWords } from '#content/quiz/quiz-words.ts';
import type { QuizQuestion } from '#content/quiz/question.ts';
import { judge } from '#content/quiz/quiz.ts';
import type { QuizProgress } from '#view/state/quiz-progress.svelte.ts';

export class QuestionAnswering {
  readonly #question: () => QuizQuestion;
  readonly #progress: QuizProgress;
  /** Why what was typed can't be read; empty if it can. */
  problem = $state('');

  constructor(question: () => QuizQuestion, progress: QuizProgress) {
    this.#question = question;
    this.#progress = progress;
  }

  /** The answers to the question as it is asked now. */
  readonly given = $derived.by(() => {
    const record = this.#progress.recordOf(this.#question().id);
    return record?.asked === plainText(this.#question().question) ? record.given : [];
  });

  readonly judgement = $derived.by(() => judge(this.#question(), this.given));

  readonly isDone = $derived.by(
    () => this.judgement.kind === 'right' || this.judgement.kind === 'shown',
  );

  /** Whether it was answered when it was asked with other values. */
  readonly wasDoneWithOthers = $derived.by(
    () => !this.isDone && this.given.length === 0 && this.#progress.isDone(this.#question().id),
  );

  /** About the last answer, unless that can't be read. */
  readonly words = $derived.by(() => {
    if (this.problem !== '') return null;
    const { form, answer } = this.#question();
    return judgementWords(this.judgement, answerText(form, answer));
  });

  /** What can't be read is no try. */
  give(answer: string): void {
    const question = this.#question();
    const read = readGiven(question.form, answer);
    this.problem = read.kind === 'unreadable' ? read.problem : '';
    if (read.kind === 'unreadable' || this.isDone) return;
    const given = [...this.given, answer];
    const { kind } = judge(question, given);
    this.#progress.keep(question.id, {
      asked: plainText(question.question),
      given,
      isDone: kind === 'right' || kind === 'shown',
    });
  }

  askAgain(): void {
    const { id, question } = this.#question();
    this.#progress.keep(id, { asked: plainText(question), given: [], isDone: true });
  }
}
