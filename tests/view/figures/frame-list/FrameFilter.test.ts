import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, test, vi } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { readConversation } from '#core/conversation/conversation.ts';
import { filterUnits, NO_FILTER, type UnitFilter } from '#core/conversation/unit-filter.ts';
import { rawTrace } from '#core/paste/assembly/raw-trace.ts';
import { exampleFrames } from '#content/examples/examples.ts';
import { nameUnits } from '#core/conversation/unit-name.ts';
import FrameFilter from '#view/figures/frame-list/FrameFilter.svelte';

const conversation = readConversation(rawTrace(concatBytes(exampleFrames())));

function show(part: Partial<UnitFilter> = {}) {
  const filter = { ...NO_FILTER, ...part };
  const onchange = vi.fn<(filter: UnitFilter) => void>();
  render(FrameFilter, {
    conversation,
    names: nameUnits(conversation.units),
    filter,
    filtered: filterUnits(conversation, filter),
    onchange,
  });
  return { onchange, user: userEvent.setup() };
}

describe('the filter of frames', () => {
  test('says how many there are, and how many fit', () => {
    show();
    expect(screen.getByRole('status')).toHaveTextContent(/^4 rows$/);
  });

  test('takes a text', async () => {
    const { user, onchange } = show();
    await user.type(screen.getByRole('searchbox', { name: 'Text in the content' }), 'p');
    expect(onchange).toHaveBeenCalledWith({ ...NO_FILTER, text: 'p' });
  });

  test('offers the kinds that there are', async () => {
    const { user, onchange } = show();
    const kinds = screen.getByRole('combobox', { name: 'Kind:' });
    expect([...kinds.children].map(({ textContent }) => textContent)).toEqual([
      'all',
      'text',
      'continuation',
      'ping',
      'close',
    ]);
    await user.selectOptions(kinds, 'ping');
    expect(onchange).toHaveBeenCalledWith({ ...NO_FILTER, kind: 'ping' });
  });

  test('takes a direction, and findings only', async () => {
    const { user, onchange } = show();
    await user.selectOptions(screen.getByRole('combobox', { name: 'From:' }), 'server');
    expect(onchange).toHaveBeenLastCalledWith({ ...NO_FILTER, direction: 'server-to-client' });
    await user.click(screen.getByRole('button', { name: 'Findings only', pressed: false }));
    expect(onchange).toHaveBeenLastCalledWith({ ...NO_FILTER, hasFindings: true });
  });

  test('is let go with one press', async () => {
    const { user, onchange } = show({ kind: 'ping' });
    expect(screen.getByRole('status')).toHaveTextContent('1 of 4 rows');
    await user.click(screen.getByRole('button', { name: 'Show all' }));
    expect(onchange).toHaveBeenCalledWith(NO_FILTER);
  });

  test('says where the search stopped', () => {
    const filter = { ...NO_FILTER, text: 'lo' };
    render(FrameFilter, {
      conversation,
      names: nameUnits(conversation.units),
      filter,
      filtered: filterUnits(conversation, filter, 3),
      onchange: vi.fn(),
    });
    expect(screen.getByText(/The search stopped at Frame 1/)).toBeVisible();
  });
});
