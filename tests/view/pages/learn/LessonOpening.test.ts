import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { expect, test, vi } from 'vitest';
import { OPENING_PARTS, OPENING_TITLE } from '#content/lesson/opening-words.ts';
import { playSample } from '#core/traffic/results/sample.ts';
import { readCompareLink } from '#core/sharing/compare-link.ts';
import { SHORT_CHAT } from '#core/traffic/settings/short-chat.ts';
import LessonOpening from '#view/pages/learn/LessonOpening.svelte';

test('text and button are there before the figure, and start the lesson', async () => {
  const onstart = vi.fn();
  render(LessonOpening, { onstart });
  expect(screen.queryByRole('figure')).toBeNull();
  expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent(OPENING_TITLE);
  await userEvent.click(screen.getByRole('button', { name: 'Start the lesson' }));
  expect(onstart).toHaveBeenCalledOnce();
});

test('can be read in half a minute', () => {
  const words = OPENING_PARTS.map(({ title, text }) => `${title} ${text}`).join(' ');
  expect(words.split(/\s+/).length).toBeLessThanOrEqual(130);
  expect(OPENING_TITLE.length).toBeLessThanOrEqual(62);
});

test('the chat arrives, with figures of the sample where the link leads', async () => {
  const { container } = render(LessonOpening, { onstart: () => undefined });
  const link = await screen.findByRole('link', { name: 'Change the traffic' });
  const query = new URLSearchParams(link.getAttribute('href')!.split('?')[1]);
  const { settings, corrections } = readCompareLink(new Map(query));
  expect(corrections).toEqual([]);
  expect(settings).toEqual(SHORT_CHAT);
  const { polling, websocket } = playSample(settings).sample.results;
  for (const { totalBytes } of [polling, websocket])
    expect(screen.getAllByText(`${totalBytes.toLocaleString('en')} B`)[0]).toBeVisible();
  const { violations } = await axe.run(container, {
    rules: { 'color-contrast': { enabled: false } },
  });
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
});
