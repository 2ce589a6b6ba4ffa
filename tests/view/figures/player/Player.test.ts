import { cleanup, render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { everyStep } from '#core/story/played-stops.ts';
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
  stops: everyStep(3),
  titleOf: (stopIndex) => `Event ${stopIndex}`,
};

function show(props: Partial<Parameters<typeof render<typeof Player>>[1]> = {}) {
  const obeyed = {
    oncommand: vi.fn(),
    onspeed: vi.fn(),
    onscrub: vi.fn(),
    onstop: vi.fn(),
    onchapter: vi.fn(),
  };
  render(Player, {
    model,
    stopIndex: 1,
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
  expect(slider).toHaveAttribute('aria-valuenow', '2');
});

test('says that it is before the first step, or after the last', async () => {
  show({ place: 'opening', stopIndex: 0, positionMs: 0, isAtBeginning: true, isAtEnd: false });
  expect(screen.getByText('0 / 3')).toBeVisible();
  expect(screen.getByRole('slider')).toHaveAttribute('aria-valuetext', 'Before the first step');
  const back = screen.getByRole('button', { name: 'Previous step' });
  expect(back).toHaveAttribute('aria-disabled', 'true');
  cleanup();
  show({ place: 'ending', stopIndex: 2, positionMs: 40, isAtBeginning: false, isAtEnd: true });
  expect(screen.getByText('3 / 3')).toBeVisible();
  expect(screen.getByRole('slider')).toHaveAttribute('aria-valuetext', 'After the last step');
  expect(screen.getByRole('button', { name: 'Play one step' })).toHaveAttribute('aria-disabled');
});

test('plays one step or on, goes back, and leads to chapters', async () => {
  const { oncommand, onchapter } = show();
  const user = userEvent.setup();
  await user.click(screen.getByRole('button', { name: 'Play one step' }));
  await user.click(screen.getByRole('button', { name: 'Play on' }));
  await user.click(screen.getByRole('button', { name: 'Previous step' }));
  await user.click(screen.getByRole('button', { name: 'Keys' }));
  expect(oncommand.mock.calls.flat()).toEqual(['play-step', 'play-on', 'back', 'help']);
  await user.click(screen.getByRole('button', { name: 'Chapter Second' }));
  expect(onchapter).toHaveBeenLastCalledWith(2);
});

test('has a menu of chapters where their names have no room', async () => {
  const { onchapter } = show();
  const menu = screen.getByLabelText('Chapter', { selector: 'select' });
  expect(menu).toHaveValue('0');
  await userEvent.setup().selectOptions(menu, 'Second');
  expect(onchapter).toHaveBeenCalledWith(2);
});

test('plays without stops, and pauses', async () => {
  const { oncommand } = show({ isStepwise: false, isPlaying: true });
  const user = userEvent.setup();
  await user.click(screen.getByRole('button', { name: 'Pause' }));
  await user.click(screen.getByRole('button', { name: 'Next step' }));
  expect(oncommand.mock.calls.flat()).toEqual(['play-on', 'forward']);
  expect(screen.queryByRole('button', { name: 'Play one step' })).toBeNull();
});

test('the track is one slider with keys', async () => {
  const { oncommand } = show();
  screen.getByRole('slider').focus();
  await userEvent.keyboard('{ArrowRight}{ArrowLeft}{PageDown}{PageUp}{Home}{End}x');
  expect(oncommand.mock.calls.flat()).toEqual([
    'forward',
    'back',
    'next-chapter',
    'previous-chapter',
    'first',
    'last',
  ]);
});

test('where nothing stops, Page Down and Page Up step', async () => {
  const { oncommand } = show({ isStepwise: false });
  screen.getByRole('slider').focus();
  await userEvent.keyboard('{PageDown}{PageUp}');
  expect(oncommand.mock.calls.flat()).toEqual(['forward', 'back']);
});

test('a press on a bar shows its stop, and dragging leads to places between', () => {
  const { onstop, onscrub } = show();
  const slider = screen.getByRole('slider');
  slider.setPointerCapture = () => {};
  const bars = [...slider.querySelectorAll('.bar')];
  bars.forEach((bar, index) => {
    bar.getBoundingClientRect = () => new DOMRect(index * 100, 0, 90, 6);
  });
  const point = (type: string, clientX: number) =>
    slider.dispatchEvent(new PointerEvent(type, { clientX, button: 0, bubbles: true }));
  point('pointerdown', 145);
  point('pointerup', 145);
  expect(onstop).toHaveBeenCalledWith(1);
  expect(onscrub).not.toHaveBeenCalled();
  point('pointermove', 200);
  expect(onscrub).not.toHaveBeenCalled();
  point('pointerdown', 145);
  point('pointermove', 245);
  expect(onscrub).toHaveBeenLastCalledWith(2, 30);
  point('pointermove', 999);
  expect(onscrub).toHaveBeenLastCalledWith(2, 40);
  point('pointerup', 999);
  expect(onstop).toHaveBeenCalledOnce();
});

test('goes at any of its speeds, from a twentieth to four times', async () => {
  const { onspeed } = show();
  const speeds = screen.getByRole('combobox', { name: 'Pace' });
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
  expect(screen.getByTitle('Changed from here on')).toBeInTheDocument();
});
