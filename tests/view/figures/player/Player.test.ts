import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import type { PlayerModel } from '#view/figures/player/player-model.ts';
import Player from '#view/figures/player/Player.svelte';

/** Any steps in chapters are enough, so this isn't a story. */
const model: PlayerModel = {
  chapters: [
    { id: 'first', title: 'First', firstStep: 0, endStep: 2 },
    { id: 'second', title: 'Second', firstStep: 2, endStep: 3 },
  ],
  time: {
    steps: [
      { startMs: 0, endMs: 10 },
      { startMs: 10, endMs: 20 },
      { startMs: 20, endMs: 40 },
    ],
    durationMs: 40,
  },
  titleOf: (stepIndex) => `Event ${stepIndex}`,
};

function show(props: Partial<Parameters<typeof render<typeof Player>>[1]> = {}) {
  const obeyed = {
    oncommand: vi.fn(),
    onspeed: vi.fn(),
    onscrub: vi.fn(),
    onchapter: vi.fn(),
  };
  render(Player, {
    model,
    stepIndex: 1,
    positionMs: 15,
    isPlaying: false,
    speed: 1,
    ...obeyed,
    ...props,
  });
  return obeyed;
}

test('says where it is, in steps and in words', () => {
  show();
  expect(screen.getByText('2 / 3')).toBeVisible();
  const slider = screen.getByRole('slider', { name: 'Place in the story' });
  expect(slider).toHaveAttribute('aria-valuetext', 'Step 2 of 3: Event 1');
  expect(slider).toHaveValue('1.5');
});

test('plays, steps, and leads to chapters', async () => {
  const { oncommand, onchapter } = show();
  const user = userEvent.setup();
  await user.click(screen.getByRole('button', { name: 'Play' }));
  await user.click(screen.getByRole('button', { name: 'Next step' }));
  await user.click(screen.getByRole('button', { name: 'Previous step' }));
  await user.click(screen.getByRole('button', { name: 'Keys' }));
  expect(oncommand.mock.calls.flat()).toEqual(['toggle', 'forward', 'back', 'help']);
  await user.click(screen.getByRole('button', { name: 'Chapter Second' }));
  expect(onchapter).toHaveBeenCalledWith(2);
});

test('goes at any of its speeds, from a twentieth to four times', async () => {
  const { onspeed } = show();
  const speeds = screen.getByRole('combobox', { name: 'Speed' });
  expect([...speeds.querySelectorAll('option')].map(({ label }) => label)).toEqual([
    '1/20×',
    '1/10×',
    '1/4×',
    '1/2×',
    '1×',
    '2×',
    '4×',
  ]);
  await userEvent.setup().selectOptions(speeds, '1/20×');
  expect(onspeed).toHaveBeenCalledWith(0.05);
});

test('marks the first changed step', () => {
  show({ model: { ...model, firstChangedStep: 2 } });
  expect(screen.getByTitle('From here on it is not as it was')).toBeInTheDocument();
});
