import axe from 'axe-core';
import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { fromHex, toHex } from '#core/bytes/hex.ts';
import type { BreakId } from '#core/editing/breaks.ts';
import Breakers from '#view/figures/breakers/Breakers.svelte';

const HELLO = fromHex('81 85 37 fa 21 3d 7f 9f 4d 51 58');

test('each button breaks the frame in its way, and says what that teaches', async () => {
  const onbreak = vi.fn<(bytes: Uint8Array, id: BreakId) => void>();
  render(Breakers, { frame: HELLO, onbreak });
  const unmasked = screen.getByRole('button', { name: 'Unmasked' });
  expect(unmasked).toHaveAccessibleDescription(/A server must close .*RFC 6455 §5\.1/);
  await userEvent.click(unmasked);
  const [bytes, id] = onbreak.mock.lastCall!;
  expect([toHex(bytes, ' '), id]).toEqual(['81 05 48 65 6c 6c 6f', 'unmasked']);
  screen.getByRole('button', { name: 'RSV1 set' }).focus();
  await userEvent.keyboard('{Enter}');
  expect(onbreak.mock.lastCall![1]).toBe('rsv1');
});

test('only what goes with the frame is offered', () => {
  render(Breakers, { frame: fromHex('89 00'), onbreak: vi.fn() });
  expect(screen.queryByRole('button', { name: 'Unmasked' })).toBeNull();
  expect(screen.getByRole('button', { name: 'Control frame in fragments' })).toBeVisible();
});

test('for bytes that aren’t a whole frame a message replaces the buttons', () => {
  render(Breakers, { frame: fromHex('81 05 48'), onbreak: vi.fn() });
  expect(screen.queryByRole('button')).toBeNull();
  expect(screen.getByText(/aren’t one whole frame/)).toBeVisible();
});

test('everything has a name and a role', async () => {
  const { container } = render(Breakers, { frame: HELLO, onbreak: vi.fn() });
  const { violations } = await axe.run(container, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  expect(violations).toEqual([]);
});
