import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { describe, expect, test, vi } from 'vitest';
import { predictionBefore } from '#content/quiz/predictions.ts';
import { questionsOf } from '#content/quiz/question-ids.ts';
import type { QuizQuestion } from '#content/quiz/question.ts';
import { allQuestions, questionsAfter } from '#content/quiz/quiz.ts';
import { actOut } from '#core/scenarios/act-out.ts';
import { helloAndGoodbye } from '#core/scenarios/hello-and-goodbye.ts';
import { readStory } from '#core/story/story.ts';
import type { DeviceStorage } from '#view/browser/storage.ts';
import ChapterQuestions from '#view/pages/learn/ChapterQuestions.svelte';
import PredictionRow from '#view/pages/learn/PredictionRow.svelte';
import QuestionCard from '#view/pages/learn/QuestionCard.svelte';
import QuestionsPanel from '#view/pages/learn/QuestionsPanel.svelte';
import ScenarioList from '#view/pages/learn/ScenarioList.svelte';
import { lessonsWith } from '#view/pages/learn/lessons.ts';
import { QuizProgress } from '#view/state/quiz-progress.svelte.ts';

const STORY = readStory(actOut(helloAndGoodbye.script()));

function memory(): DeviceStorage {
  const kept = new Map<string, unknown>();
  return { read: (name) => kept.get(name), write: (name, value) => void kept.set(name, value) };
}

function question(id: QuizQuestion['id']): QuizQuestion {
  return allQuestions().find((each) => each.id === id)!;
}

async function expectAccessible(): Promise<void> {
  const rules = { 'color-contrast': { enabled: false }, region: { enabled: false } };
  const { violations } = await axe.run(document.body, { rules });
  expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([]);
}

describe('a question with a field', () => {
  test('names the mistake, lets the reader try again, and then says why', async () => {
    const user = userEvent.setup();
    const progress = new QuizProgress(memory());
    render(QuestionCard, { question: question('data.client-size'), progress });
    const field = screen.getByRole('textbox', { name: /a number/ });
    await user.type(field, 'seven{Enter}');
    expect(screen.getByText(/whole number/)).toBeInTheDocument();
    expect(field).toBeInvalid();
    await user.clear(field);
    await user.type(field, '7{Enter}');
    expect(screen.getByText(/what a server needs.*Try again/)).toBeInTheDocument();
    expect(screen.queryByText(/11/)).toBeNull();
    await user.clear(field);
    await user.type(field, 'eleven{Enter}');
    expect(screen.getByText(/whole number/)).toBeInTheDocument();
    expect(screen.queryByText(/what a server needs/)).toBeNull();
    await user.clear(field);
    await user.type(field, '0x0b{Enter}');
    expect(screen.getByText('Right: 11.')).toBeInTheDocument();
    expect(screen.getByText(/Masking doesn’t change/)).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'See it' })).toHaveAttribute(
      'href',
      '#/learn/hello-and-goodbye/client-text-1',
    );
    expect(progress.isDone('data.client-size')).toBe(true);
    await expectAccessible();
  });

  test('shows the answer after the second wrong one, and asks again on demand', async () => {
    const user = userEvent.setup();
    const progress = new QuizProgress(memory());
    render(QuestionCard, { question: question('data.client-size'), progress });
    const field = screen.getByRole('textbox');
    for (const given of ['5', '99']) {
      await user.clear(field);
      await user.type(field, `${given}{Enter}`);
    }
    expect(screen.getByText('That isn’t it. The answer is: 11.')).toBeInTheDocument();
    expect(screen.queryByRole('textbox')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Answer again' }));
    expect(screen.getByRole('textbox')).toBeInTheDocument();
    expect(progress.isDone('data.client-size')).toBe(true);
  });

  test('says that it was answered with other values', async () => {
    const progress = new QuizProgress(memory());
    progress.keep('data.client-size', { asked: 'Another?', given: ['12'], isDone: true });
    render(QuestionCard, { question: question('data.client-size'), progress });
    expect(screen.getByText(/with other values/)).toBeInTheDocument();
    await expectAccessible();
  });
});

test('a choice that was wrong can’t be chosen again', async () => {
  const user = userEvent.setup();
  const progress = new QuizProgress(memory());
  render(QuestionCard, { question: question('data.masking-tls'), progress });
  const wrong = screen.getByRole('button', { name: 'Only for text' });
  await user.click(wrong);
  expect(wrong).toHaveAttribute('aria-disabled', 'true');
  await user.click(wrong);
  expect(screen.getByText(/Try again/)).toBeInTheDocument();
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: 'Yes, always' }));
  expect(screen.getByText('Right: Yes, always.')).toBeInTheDocument();
});

describe('the panel', () => {
  function openPanel(progress = new QuizProgress(memory())) {
    const props = { lessonId: 'hello-and-goodbye', story: STORY, chapter: 'data', progress };
    render(QuestionsPanel, props as { chapter: 'data' } & Omit<typeof props, 'chapter'>);
    return progress;
  }

  test('has all questions of the lesson, and one action away all of the quiz', async () => {
    const user = userEvent.setup();
    openPanel();
    const count = questionsOf('hello-and-goodbye').length;
    expect(screen.getByText(`0 of ${count} questions`)).toBeInTheDocument();
    expect(screen.getByText(/How many “€” fit/)).toBeInTheDocument();
    expect(screen.queryByText(/long polling/)).toBeNull();
    await expectAccessible();
    await user.click(screen.getByRole('radio', { name: 'All questions' }));
    expect(screen.getByText(`0 of ${allQuestions().length} questions`)).toBeInTheDocument();
    expect(screen.getByText(/With long polling/)).toBeInTheDocument();
    await expectAccessible();
  });

  test('counts answers, and clears them', async () => {
    const user = userEvent.setup();
    const progress = openPanel();
    const card = screen.getByRole('article', { name: /mask its frames over wss/ });
    await user.click(within(card).getByRole('button', { name: 'Yes, always' }));
    expect(screen.getByText(/^1 of \d+ questions$/)).toBeInTheDocument();
    expect(screen.getByRole('progressbar')).toHaveAttribute('value', '1');
    await user.click(screen.getByRole('button', { name: 'Clear my answers' }));
    expect(progress.isEmpty).toBe(true);
    expect(screen.getByText(/^0 of \d+ questions$/)).toBeInTheDocument();
  });
});

describe('the row at the end of a chapter', () => {
  const asked = questionsAfter('data', STORY, 'hello-and-goodbye');

  function openRow() {
    const onopen = vi.fn();
    const progress = new QuizProgress(memory());
    render(ChapterQuestions, {
      lessonId: 'hello-and-goodbye',
      story: STORY,
      chapter: 'data' as const,
      progress,
      onopen,
    });
    return { onopen, progress };
  }

  test('asks, keeps the outcome in view, and goes on', async () => {
    const user = userEvent.setup();
    openRow();
    expect(screen.getByText(`Question 1 of ${asked.length} on Data transfer`)).toBeInTheDocument();
    await expectAccessible();
    await user.type(screen.getByRole('textbox'), '81 05{Enter}');
    expect(screen.getByText('Right: 81 05.')).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Next question' }));
    expect(screen.getByText(`Question 2 of ${asked.length} on Data transfer`)).toBeInTheDocument();
    expect(screen.getByRole('textbox')).toHaveValue('');
  });

  test('can be skipped to its end, and opened', async () => {
    const user = userEvent.setup();
    const { onopen, progress } = openRow();
    for (const { id } of asked) {
      expect(progress.isDone(id)).toBe(false);
      await user.click(screen.getByRole('button', { name: 'Skip' }));
    }
    expect(
      screen.getByText(`Questions on Data transfer: 0 of ${asked.length} answered`),
    ).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Open the questions' }));
    expect(onopen).toHaveBeenCalledOnce();
  });
});

describe('a prediction', () => {
  const step = STORY.steps.find(({ id }) => id === 'client-text-1')!;
  const prediction = predictionBefore(step, STORY)!;

  test('is answered by click or by key, or skipped', async () => {
    const user = userEvent.setup();
    const onanswer = vi.fn();
    const onskip = vi.fn();
    render(PredictionRow, { prediction, onanswer, onskip });
    await expectAccessible();
    await user.click(screen.getByRole('button', { name: '7' }));
    await user.keyboard('4');
    await user.keyboard('5');
    await user.keyboard('{Control>}1{/Control}');
    expect(onanswer.mock.calls).toEqual([['7'], ['11']]);
    await user.click(screen.getByRole('button', { name: 'Skip' }));
    expect(onskip).toHaveBeenCalledOnce();
  });

  test('leaves keys alone if they are off, or a field has the focus', async () => {
    const user = userEvent.setup();
    const onanswer = vi.fn();
    const { rerender } = render(PredictionRow, {
      prediction,
      hasKeys: false,
      onanswer,
      onskip: () => {},
    });
    await user.keyboard('1');
    await rerender({ hasKeys: true });
    const field = document.body.appendChild(document.createElement('input'));
    field.focus();
    await user.keyboard('1');
    field.remove();
    expect(onanswer).not.toHaveBeenCalled();
  });
});

test('the list of scenarios shows what was answered in each', async () => {
  const progress = new QuizProgress(memory());
  const [first = 'tcp.time'] = questionsOf('chat');
  progress.keep(first, { asked: '?', given: ['1'], isDone: true });
  const lessons = lessonsWith(null);
  render(ScenarioList, { lessons, current: lessons[0], progress, onchosen: () => {} });
  const chat = document.querySelector('a[href="#/learn/chat"]') as HTMLElement;
  expect(within(chat).getByText(`1 of ${questionsOf('chat').length} questions`)).toBeVisible();
  const recording = document.querySelector('a[href="#/learn/recorded-chromium-echo"]');
  expect(within(recording as HTMLElement).queryByRole('progressbar')).toBeNull();
  await expectAccessible();
});
