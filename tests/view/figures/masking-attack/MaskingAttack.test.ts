import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { expect, test } from 'vitest';
import MaskingAttack from '#view/figures/masking-attack/MaskingAttack.svelte';

/** What the proxy does with a run's message, its answer and the next user's request. */
function outcomes(heading: RegExp): string[] {
  return screen
    .getAllByRole('heading', { level: 4, name: heading })
    .map((each) => each.parentElement?.querySelector('.outcome')?.textContent.trim() ?? '');
}

test('the proxy is tricked without masking, and not with it', () => {
  render(MaskingAttack);
  expect(outcomes(/^Without/)).toEqual([
    'The proxy skips 4 bytes and reads a GET request for http://cdn.example/stats.js.',
    'The proxy stores 133 bytes as the response of cdn.example.',
    'The proxy answers from its cache, with the attacker’s script: “steal(document.cookie)”.',
  ]);
  expect(outcomes(/^Masked/)).toEqual([
    'The proxy finds no request in 53 bytes.',
    'No request is waiting for a response, so the proxy stores nothing.',
    'The proxy asks cdn.example and gets the real script: “countVisit()”.',
  ]);
});

test('the reader can try another key, and the one that changes nothing', async () => {
  render(MaskingAttack);
  const field = screen.getByLabelText('Masking key');
  await userEvent.clear(field);
  await userEvent.type(field, '00 00 00 00');
  expect(outcomes(/^Masked with 00 00 00 00$/)[2]).toMatch(/attacker’s script/);
  await userEvent.click(screen.getByRole('button', { name: '4 random bytes' }));
  expect(outcomes(/^Masked/)[2]).toMatch(/real script/);
});

test('the bytes that the proxy takes for HTTP are marked', () => {
  const { container } = render(MaskingAttack);
  const [message] = screen.getAllByRole('heading', { level: 4, name: 'Without masking' });
  const marked = [...(message?.parentElement?.querySelectorAll('mark') ?? [])];
  expect(marked.slice(0, 4).map((each) => each.textContent.trim().slice(0, 2))).toEqual([
    '47',
    '45',
    '54',
    '20',
  ]);
  const [masked] = screen.getAllByRole('heading', { level: 4, name: /^Masked/ });
  expect(within(masked?.parentElement as HTMLElement).queryAllByRole('mark')).toEqual([]);
  expect(container.querySelectorAll('ol > li')).toHaveLength(4);
});

test('has no faults that axe finds', async () => {
  const { container } = render(MaskingAttack);
  const { violations } = await axe.run(container, { rules: { region: { enabled: false } } });
  expect(violations).toEqual([]);
});
