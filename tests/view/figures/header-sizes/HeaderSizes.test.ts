import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { expect, test } from 'vitest';
import HeaderSizes from '#view/figures/header-sizes/HeaderSizes.svelte';

function headerBytes(): string[] {
  const list = screen.getByRole('list', { name: 'Header, bit by bit' });
  return within(list)
    .getAllByRole('listitem')
    .map((item) => item.querySelector('.hex')?.textContent ?? '');
}

test('shows the three sizes of each sender', () => {
  render(HeaderSizes);
  const [table] = screen.getAllByRole('table');
  const sizes = [...(table?.querySelectorAll('strong') ?? [])].map((each) => each.textContent);
  expect(sizes).toEqual(['2 bytes', '6 bytes', '4 bytes', '8 bytes', '10 bytes', '14 bytes']);
});

test('shows the header of the given payload', () => {
  render(HeaderSizes, { length: 65_535, isMasked: false });
  expect(headerBytes()).toEqual(['81', '7e', 'ff', 'ff']);
  expect(screen.getAllByRole('status').at(-1)).toHaveTextContent(
    '4 bytes. The 7-bit field contains 126, which means that the length is in the next 2 bytes. A server’s frame has no masking key.',
  );
});

test('the reader chooses a length and a sender', async () => {
  render(HeaderSizes, { isMasked: false });
  await userEvent.click(screen.getByRole('button', { name: '65,536 bytes' }));
  expect(headerBytes().join(' ')).toBe('81 7f 00 00 00 00 00 01 00 00');
  await userEvent.click(screen.getByRole('radio', { name: 'Client' }));
  expect(headerBytes()).toHaveLength(14);
  const field = screen.getByRole('textbox', { name: /^Payload length/ });
  await userEvent.clear(field);
  await userEvent.type(field, '125{Enter}');
  await userEvent.tab();
  expect(headerBytes().slice(0, 2)).toEqual(['81', 'fd']);
  expect(headerBytes()).toHaveLength(6);
});

test('has no faults that axe finds', async () => {
  const { container } = render(HeaderSizes);
  const { violations } = await axe.run(container, { rules: { region: { enabled: false } } });
  expect(violations).toEqual([]);
});
