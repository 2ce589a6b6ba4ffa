import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { beforeEach, expect, test, vi } from 'vitest';
import { questionsAfter } from '#content/quiz/quiz.ts';
import { lineGoesDead } from '#core/scenarios/line-goes-dead.ts';
import { actOut } from '#core/scenarios/act-out.ts';
import { helloAndGoodbye } from '#core/scenarios/hello-and-goodbye.ts';
import { readStory, type Story } from '#core/story/story.ts';
import { openStorage } from '#view/browser/storage.ts';
import LessonEnding from '#view/pages/learn/LessonEnding.svelte';
import { lessonsWith } from '#view/pages/learn/lessons.ts';
import { QuizProgress } from '#view/state/quiz-progress.svelte.ts';

beforeEach(() => localStorage.clear());

const hello = readStory(actOut(helloAndGoodbye.script()));

function show(lessonId = 'hello-and-goodbye', story: Story = hello) {
  const lessons = lessonsWith({ title: 'Mine', trace: story.conversation.trace });
  const lesson = lessons.find(({ id }) => id === lessonId)!;
  const progress = new QuizProgress(openStorage());
  const onquestions = vi.fn();
  const ondecode = vi.fn();
  const page = render(LessonEnding, { lesson, story, lessons, progress, onquestions, ondecode });
  return { ...page, lessons, progress, onquestions, ondecode };
}

test('shows what happened, and leads on', async () => {
  const { lessons, onquestions, ondecode, container } = show();
  expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('Hello, and goodbye');
  expect(screen.getByText(/The opening handshake took 318 bytes/)).toBeVisible();
  expect(screen.getByRole('link', { name: lessons[1]!.title })).toHaveAttribute(
    'href',
    `#/learn/${lessons[1]!.id}`,
  );
  expect(screen.getByRole('link', { name: 'Compare methods' })).toHaveAttribute(
    'href',
    '#/compare',
  );
  await userEvent.click(screen.getByRole('button', { name: 'Answer questions' }));
  expect(onquestions).toHaveBeenCalledOnce();
  await userEvent.click(screen.getByRole('button', { name: 'Open in Decode' }));
  expect(ondecode).toHaveBeenCalledOnce();
  const { violations } = await axe.run(container, {
    rules: { 'color-contrast': { enabled: false } },
  });
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
});

const DONE = { asked: '', given: ['right'], isDone: true };

test('counts the questions that are open, also while they are answered', async () => {
  const { progress } = show();
  const questions = hello.chapters.flatMap(({ id }) =>
    questionsAfter(id, hello, 'hello-and-goodbye'),
  );
  expect(screen.getByText(new RegExp(`^${questions.length} questions`))).toBeVisible();
  progress.keep(questions[0]!.id, DONE);
  expect(
    await screen.findByText(new RegExp(`^${questions.length - 1} of ${questions.length} `)),
  ).toBeVisible();
  for (const { id } of questions) progress.keep(id, DONE);
  expect(await screen.findByRole('button', { name: 'See your answers' })).toBeVisible();
});

test('after the last lesson, and after the reader’s own, comes the first', () => {
  const { unmount, lessons } = show('yours');
  expect(screen.getByRole('link', { name: lessons[0].title })).toBeVisible();
  expect(screen.getByText('First scenario')).toBeVisible();
  unmount();
  show(lessons.filter(({ kind }) => kind !== 'yours').at(-1)!.id);
  expect(screen.getByText('First scenario')).toBeVisible();
});

test('a connection without bytes leads to no empty Decode', () => {
  show('line-goes-dead', readStory(actOut(lineGoesDead.script({ attempt: 'in-vain' }))));
  expect(screen.queryByRole('button', { name: 'Open in Decode' })).toBeNull();
  expect(screen.getByText(/No Close frame was sent/)).toBeVisible();
});
