import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { actOut } from '#core/scenarios/act-out.ts';
import { helloAndGoodbye } from '#core/scenarios/hello-and-goodbye.ts';
import { readStory } from '#core/story/story.ts';
import { CHAPTER_IDS } from '#core/story/step.ts';
import { CHAPTER_TITLES } from '#content/lesson/chapter-titles.ts';
import { chapterNotes } from '#content/lesson/chapter-notes.ts';
import { stepText } from '#content/lesson/step-words.ts';
import { plainText } from '#content/phrasing/prose.ts';
import ChapterNotes from '#view/pages/learn/ChapterNotes.svelte';
import LessonFiles from '#view/pages/learn/LessonFiles.svelte';
import { lessonsWith } from '#view/pages/learn/lessons.ts';
import PrintedLesson from '#view/pages/learn/PrintedLesson.svelte';
import { printedSheet } from '#view/pages/learn/printed-sheet.svelte.ts';

const story = readStory(actOut(helloAndGoodbye.script()));
const [lesson] = lessonsWith(null);
const print = vi.fn();

/** As a browser does around its dialog. The dialog itself is `print`. */
async function printedText(): Promise<HTMLElement> {
  await fireEvent(window, new Event('beforeprint'));
  return screen.getByRole('article', { hidden: true });
}

beforeEach(async () => {
  vi.stubGlobal('print', print);
  await printedSheet.load();
  render(PrintedLesson, { title: lesson.title, story });
});

afterEach(() => {
  print.mockReset();
  printedSheet.finish();
  vi.unstubAllGlobals();
});

function renderFiles(): void {
  const stepIndex = story.steps.findIndex(({ id }) => id === 'client-text-1');
  const step = story.steps[stepIndex]!;
  const [onpresent, ondecode] = [vi.fn(), vi.fn()];
  render(LessonFiles, { lesson, story, step, stepIndex, onpresent, ondecode });
}

test('printing shows each step with its sentences, and each chapter and frame with a figure', async () => {
  const article = await printedText();
  for (const step of story.steps) {
    const { title, happened, why } = stepText(step, story);
    expect(
      within(article).getByRole('heading', {
        name: new RegExp(`^\\d+\\. ${title.replace(/[“”]/g, '.')}$`),
        hidden: true,
      }),
    ).toBeTruthy();
    for (const prose of [happened, why])
      expect(article.textContent).toContain(plainText(prose).trim());
  }
  const frames = story.steps.filter(({ unit }) => unit?.kind === 'frame');
  expect(article.querySelectorAll('figure svg')).toHaveLength(
    story.chapters.length + frames.length,
  );
  for (const { id } of story.chapters) {
    expect(
      within(article).getByRole('heading', { name: CHAPTER_TITLES[id], hidden: true }),
    ).toBeTruthy();
  }
  expect(article.textContent).toContain(location.href);
  await fireEvent(window, new Event('afterprint'));
  expect(screen.queryByRole('article', { hidden: true })).toBeNull();
});

test('printing before its code is loaded says so, and loads it', async () => {
  printedSheet.Sheet = null;
  await fireEvent(window, new Event('beforeprint'));
  expect(screen.getByText(/still loading\. Print it again\.$/)).toBeTruthy();
  expect(await screen.findByRole('article', { hidden: true })).toBeTruthy();
});

test.each([
  ['a press', () => fireEvent.pointerDown(window)],
  ['the key of the shortcut', () => fireEvent.keyDown(window, { key: 'Control', ctrlKey: true })],
])('%s loads the code', async (_, act) => {
  printedSheet.Sheet = null;
  await act();
  await waitFor(() => expect(printedSheet.Sheet).not.toBeNull());
});

test('a hand-out is printed once: it has blanks, empty boxes, and solutions on a last page', async () => {
  renderFiles();
  await userEvent.click(screen.getByRole('button', { name: 'Print a hand-out' }));
  await waitFor(() => expect(print).toHaveBeenCalledOnce());
  const article = await printedText();
  const [sheet = '', solutions = ''] = article.textContent.split('Solutions');
  expect(sheet).not.toMatch(/81 85|1000|s3pPLMBiTxaQ9kYGzzhZRbK/);
  expect(solutions).toMatch(/81 85[^]*1000/);
  const boxes = [...article.querySelectorAll('figure text')].map((text) => text.textContent);
  expect(boxes).not.toContain('text 0001');
  await fireEvent(window, new Event('afterprint'));
  expect((await printedText()).textContent).toContain('81 85');
});

test('the controls save, copy, print, present and embed', async () => {
  renderFiles();
  const names = [
    'Sequence as SVG',
    'Frame as SVG',
    'JSON',
    'Text',
    'Markdown',
    'Copy the text',
    'Copy as Markdown',
    'Print',
    'Print a hand-out',
    'Present',
    'Copy embedding code',
  ];
  for (const name of names) expect(screen.getByRole('button', { name })).toBeTruthy();
  await userEvent.click(screen.getByText('Read it as text'));
  expect((await screen.findByRole('region', { name: 'Transcript' })).textContent).toContain(
    'Good to know'.toUpperCase(),
  );
  await userEvent.click(screen.getByRole('button', { name: 'Print' }));
  await waitFor(() => expect(print).toHaveBeenCalledOnce());
});

test.each(CHAPTER_IDS)('the notes on %s are shown with their sections', (chapter) => {
  render(ChapterNotes, { chapter, story });
  const region = screen.getByRole('region', { name: `Good to know: ${CHAPTER_TITLES[chapter]}` });
  const notes = chapterNotes(chapter, story);
  expect(
    within(region)
      .queryAllByRole('heading')
      .map((heading) => heading.textContent),
  ).toEqual(notes.map(({ title }) => title));
  expect(within(region).queryAllByRole('link')).toHaveLength(
    notes.reduce((sum, { references }) => sum + references.length, 0),
  );
  if (notes.length === 0) expect(region.textContent).toContain('no notes');
});
