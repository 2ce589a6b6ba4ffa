import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, test, vi } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { readConversation } from '#core/conversation/conversation.ts';
import { rawTrace } from '#core/paste/assembly/raw-trace.ts';
import { exampleFrames } from '#content/examples/examples.ts';
import FilteredFrames from './parts/FilteredFrames.svelte';

const conversation = readConversation(rawTrace(concatBytes(exampleFrames())));

function show(props: Record<string, unknown> = {}) {
  const onstep = vi.fn<(unitIndex: number) => void>();
  render(FilteredFrames, { conversation, onstep, ...props });
  return { onstep, user: userEvent.setup() };
}

const found = () => screen.getByTestId('found').textContent;
const field = () => screen.getByRole('searchbox', { name: 'Text in the content' });
const status = () => screen.getByRole('status').textContent.trim();

describe('the filter of frames', () => {
  test('says how many there are', () => {
    show();
    expect(status()).toBe('4 rows');
    expect(found()).toBe('all');
  });

  test('takes a text', async () => {
    const { user } = show();
    await user.type(field(), 'hel');
    expect(status()).toMatch(/^\d of 4 rows$/);
  });

  test('offers the kinds that there are', async () => {
    const { user } = show();
    const kinds = screen.getByRole('combobox', { name: 'Kind:' });
    expect([...kinds.children].map(({ textContent }) => textContent)).toEqual([
      'all',
      'text',
      'continuation',
      'ping',
      'close',
    ]);
    await user.selectOptions(kinds, 'ping');
    expect(status()).toBe('1 of 4 rows');
  });

  test('takes a direction, findings only, and hides heartbeats', async () => {
    const { user } = show();
    await user.selectOptions(screen.getByRole('combobox', { name: 'From:' }), 'server');
    expect(status()).toBe('0 of 4 rows');
    await user.selectOptions(screen.getByRole('combobox', { name: 'From:' }), 'both');
    await user.click(screen.getByRole('button', { name: 'Hide pings and pongs' }));
    expect(status()).toBe('3 of 4 rows');
    await user.click(screen.getByRole('button', { name: 'Findings only', pressed: false }));
    expect(status()).toBe('1 of 4 rows');
  });

  test('counts frames that a finding across frames is about among those with findings', async () => {
    const { user } = show({ concerned: [0] });
    await user.click(screen.getByRole('button', { name: 'Findings only' }));
    expect(status()).toBe('2 of 4 rows');
  });

  test('takes sizes, and says what is no number', async () => {
    const { user } = show();
    const least = screen.getByRole('textbox', { name: /At least/, hidden: true });
    await user.type(least, '4');
    await user.tab();
    expect(found()).not.toBe('all');
    await user.clear(least);
    await user.type(least, 'much');
    await user.tab();
    expect(screen.getByText('This isn’t a number.')).toBeInTheDocument();
    expect(least).toHaveAttribute('aria-invalid', 'true');
  });

  test('is let go with one press', async () => {
    const { user } = show();
    await user.selectOptions(screen.getByRole('combobox', { name: 'Kind:' }), 'ping');
    await user.click(screen.getByRole('button', { name: 'Show all' }));
    expect(found()).toBe('all');
  });

  test('finds hex, and says how hex is written', async () => {
    const { user } = show();
    await user.selectOptions(screen.getByRole('combobox', { name: 'As:' }), 'hex');
    await user.type(field(), '4');
    expect(screen.getByRole('alert')).toHaveTextContent('Two hex digits make a byte');
    await user.type(field(), '8');
    expect(screen.queryByRole('alert')).toBeNull();
    expect(status()).toMatch(/of 4 rows$/);
  });

  test('finds regular expressions, and says what is wrong with one', async () => {
    const { user } = show();
    await user.selectOptions(screen.getByRole('combobox', { name: 'As:' }), 'regular expression');
    await user.type(field(), '^H.l+o$');
    await waitFor(() => expect(status()).toMatch(/of 4 rows$/));
    await user.type(field(), '(');
    expect(screen.getByRole('alert')).toHaveTextContent(
      'This expression doesn’t follow RE2’s syntax',
    );
  });

  test('steps from one row found to the next and back, around the ends', async () => {
    const { user, onstep } = show({ selected: 2 });
    await user.click(screen.getByRole('button', { name: 'Hide pings and pongs' }));
    expect(found()).toBe('0 2 3');
    await user.click(screen.getByRole('button', { name: 'Next row found' }));
    expect(onstep).toHaveBeenLastCalledWith(3);
    await user.click(screen.getByRole('button', { name: 'Previous row found' }));
    expect(onstep).toHaveBeenLastCalledWith(0);
    expect(screen.getByText(/^2 of 3/)).toBeVisible();
    field().focus();
    await user.keyboard('{Enter}');
    expect(onstep).toHaveBeenLastCalledWith(3);
    await user.keyboard('{Shift>}{Enter}{/Shift}');
    expect(onstep).toHaveBeenLastCalledWith(0);
  });

  test.each([
    { selected: 3, key: '{Enter}', next: 0 },
    { selected: 1, key: '{Enter}', next: 2 },
    { selected: 1, key: '{Shift>}{Enter}{/Shift}', next: 0 },
    { selected: 0, key: '{Shift>}{Enter}{/Shift}', next: 3 },
  ])('from row $selected, $key leads to $next', async ({ selected, key, next }) => {
    const { user, onstep } = show({ selected });
    await user.click(screen.getByRole('button', { name: 'Hide pings and pongs' }));
    field().focus();
    await user.keyboard(key);
    expect(onstep).toHaveBeenLastCalledWith(next);
  });

  test('offers the time of day only if it is known', async () => {
    const ontimes = vi.fn();
    const { user } = show({ times: 'start', ontimes });
    const times = screen.getByRole('combobox', { name: 'Time:', hidden: true });
    expect([...times.children].map(({ textContent }) => textContent)).toEqual([
      'since the start',
      'since the row before',
    ]);
    await user.selectOptions(times, 'since the row before');
    expect(ontimes).toHaveBeenLastCalledWith('before');
  });
});
