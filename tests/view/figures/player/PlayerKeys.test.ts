import { render } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { STEP_KEYS } from '#view/figures/player/commands.ts';
import PlayerKeys from '#view/figures/player/PlayerKeys.svelte';

const SCROLLING = '{ }{ArrowUp}{ArrowDown}{PageUp}{PageDown}{Home}{End}';

afterEach(() => document.body.replaceChildren());

function show({ isScrollable = false, withSingleKeys = true } = {}) {
  const oncommand = vi.fn();
  const scrollsAround = vi.fn(() => isScrollable);
  render(PlayerKeys, { bindings: STEP_KEYS, withSingleKeys, scrollsAround, oncommand });
  return { commands: () => oncommand.mock.calls.flat() as string[], scrollsAround };
}

/** A button with the focus, inside a part that is played or not. */
function focusButton(isPlayed: boolean): void {
  const part = document.createElement('div');
  if (isPlayed) part.dataset['played'] = '';
  const button = document.createElement('button');
  part.append(button);
  document.body.append(part);
  button.focus();
}

test('on a page without a scroll bar, all keys play', async () => {
  const { commands } = show();
  await userEvent.keyboard(`${SCROLLING}{ArrowLeft}{ArrowRight}.`);
  expect(commands()).toEqual([
    'play-step',
    'back',
    'forward',
    'previous-chapter',
    'next-chapter',
    'first',
    'last',
    'back',
    'forward',
    'play-on',
  ]);
});

test('where the page scrolls, its keys are its own, and Left and Right still step', async () => {
  const { commands, scrollsAround } = show({ isScrollable: true });
  await userEvent.keyboard(`${SCROLLING}{Shift>}{ }{/Shift}{ArrowLeft}{ArrowRight}.`);
  expect(commands()).toEqual(['back', 'forward', 'play-on']);
  expect(scrollsAround).toHaveBeenCalledWith(document.body);
});

test('in a part that is played, they play although the page scrolls', async () => {
  const { commands } = show({ isScrollable: true });
  focusButton(true);
  await userEvent.keyboard('{PageDown}{ArrowDown}{End}');
  expect(commands()).toEqual(['next-chapter', 'forward', 'last']);
});

test('elsewhere with the focus on a control, the page scrolls', async () => {
  const { commands } = show({ isScrollable: true });
  focusButton(false);
  await userEvent.keyboard('{PageDown}{ArrowRight}');
  expect(commands()).toEqual(['forward']);
});

test('Shift and Space play on, and pressing a button is not a command', async () => {
  const { commands } = show();
  await userEvent.keyboard('{Shift>}{ }{/Shift}');
  focusButton(true);
  await userEvent.keyboard('{ }');
  expect(commands()).toEqual(['play-on']);
});

test('single characters can be switched off', async () => {
  const { commands } = show({ withSingleKeys: false });
  await userEvent.keyboard('.?+{ }');
  expect(commands()).toEqual(['play-step']);
});
