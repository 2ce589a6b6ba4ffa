import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { byFigure } from '#content/compare/linked-text.ts';
import LinkedWords from '#view/pages/compare/LinkedWords.svelte';

const text = ['A message waits for ', byFigure('a poll', 'delays'), '. A proxy may close it.'];

test('explains each term that wasn’t explained before', () => {
  const seen = new Set(['message'] as const);
  const { container } = render(LinkedWords, { text, seen, onshow: () => undefined });
  expect(screen.getByRole('button', { name: 'proxy' })).toBeVisible();
  expect(screen.queryByRole('button', { name: 'message' })).toBeNull();
  expect(container.textContent.replaceAll(/\s+/g, ' ').trim()).toBe(
    'A message waits for a poll. A proxy may close it.',
  );
});

test('leads to the figure that proves a statement', async () => {
  const onshow = vi.fn<(id: string) => void>();
  render(LinkedWords, { text, onshow });
  await userEvent.click(screen.getByRole('button', { name: 'a poll' }));
  expect(onshow).toHaveBeenCalledWith('delays');
});
