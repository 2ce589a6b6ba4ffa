import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, test, vi } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromHex } from '#core/bytes/hex.ts';
import { readConversation } from '#core/conversation/conversation.ts';
import { rawTrace } from '#core/paste/assembly/raw-trace.ts';
import { exampleFrames } from '#content/examples/examples.ts';
import { nameUnits } from '#core/conversation/unit-name.ts';
import FrameList from '#view/figures/frame-list/FrameList.svelte';
import MessageList from '#view/figures/frame-list/MessageList.svelte';
import { tcpRows } from '#core/transport/tcp-rows.ts';
import { capturedTrace, fin, OPENING, type Passed } from '../../../core/conduct/captured.ts';
import { Selection } from '#view/state/selection.svelte.ts';

function propsOf(bytes: Uint8Array, selected = 0) {
  const conversation = readConversation(rawTrace(bytes));
  const onselect = vi.fn<(unitIndex: number) => void>();
  return { conversation, names: nameUnits(conversation.units), selected, onselect };
}

const example = concatBytes(exampleFrames());
const textOf = (element: HTMLElement) => element.textContent.replace(/\s+/g, ' ').trim();

describe('a list of frames with TCP’s events', () => {
  const PASSED: readonly Passed[] = [
    ...OPENING,
    ['s', fromHex('810161'), 10],
    ['c', fromHex('818100000000 62'), 11],
    fin('s', 12),
  ];
  const show = () => {
    const conversation = readConversation(capturedTrace(PASSED));
    const onselect = vi.fn<(unitIndex: number) => void>();
    const props = { conversation, names: nameUnits(conversation.units), selected: 0, onselect };
    const tcp = tcpRows(conversation);
    const view = render(FrameList, { ...props, tcp, selection: new Selection() });
    return { onselect, view, user: userEvent.setup() };
  };

  test('has them at their place, with one count for all rows', () => {
    show();
    const options = screen.getAllByRole('option');
    expect(options.map(textOf)).toEqual([
      'TCP 0 ms +0 ms SYN the client opens TCP 0 ms',
      'TCP 1 ms +1 ms SYN, ACK the server accepts 1 ms',
      expect.stringMatching(/^Request .*GET/),
      expect.stringMatching(/^Response .*101/),
      expect.stringMatching(/^Frame 1 .*text/),
      expect.stringMatching(/^Frame 2 .*text/),
      'TCP 12 ms +1 ms FIN the server sends no more 12 ms',
    ]);
    options.forEach((option, index) => {
      expect(option).toHaveAttribute('aria-setsize', '7');
      expect(option).toHaveAttribute('aria-posinset', String(index + 1));
    });
  });

  test('lets keys walk over them without selecting them', async () => {
    const { user, onselect, view } = show();
    await user.tab();
    expect(screen.getByRole('option', { selected: true })).toHaveFocus();
    await user.keyboard('{ArrowUp}');
    expect(screen.getByRole('option', { name: /accepts/ })).toHaveFocus();
    await user.keyboard('{Enter}{Home}');
    expect(screen.getByRole('option', { name: /opens TCP/ })).toHaveFocus();
    await user.keyboard('{End}');
    expect(screen.getByRole('option', { name: /sends no more/ })).toHaveFocus();
    expect(onselect).not.toHaveBeenCalled();
    await user.keyboard('{ArrowUp}');
    expect(onselect).toHaveBeenLastCalledWith(3);
    await view.rerender({ selected: 3 });
    expect(screen.getByRole('option', { name: /Frame 2/ })).toHaveFocus();
    await user.click(screen.getByRole('option', { name: /opens TCP/ }));
    expect(onselect).toHaveBeenCalledTimes(1);
  });

  test('counts the time since the row before, whatever that is', async () => {
    const { view } = show();
    await view.rerender({ times: 'before' });
    const times = screen
      .getAllByRole('option')
      .map((option) => textOf(option).match(/\+\S* ms$/)?.[0]);
    expect(times).toEqual(['+0 ms', '+1 ms', '+2 ms', '+1 ms', '+6 ms', '+1 ms', '+1 ms']);
    await view.rerender({ indices: [0, 3] });
    expect(textOf(screen.getAllByRole('option')[1]!)).toMatch(/\+8 ms$/);
  });

  test('has none of them with a filter', async () => {
    const { view } = show();
    await view.rerender({ indices: [0, 3] });
    expect(screen.getAllByRole('option')).toHaveLength(2);
  });
});

describe('a list of frames', () => {
  const show = (bytes = example, selected = 0) => {
    const props = propsOf(bytes, selected);
    const selection = new Selection();
    const view = render(FrameList, { ...props, selection });
    return { ...props, selection, view, user: userEvent.setup() };
  };

  test('shows the type and size of each', () => {
    show();
    expect(screen.getAllByRole('option').map(textOf)).toEqual([
      'Frame 1 text “Hel” · more to come 9 B',
      'Frame 2 ping “ping” 10 B',
      'Frame 3 continue “lo” · message ends 8 B',
      'Frame 4 close 1005 8 B',
    ]);
  });

  test('says who sent each, and which break a rule', () => {
    show();
    const [first, , , last] = screen.getAllByRole('option');
    expect(within(first!).getByRole('img', { name: 'from the client' })).toBeVisible();
    expect(within(first!).queryByRole('img', { name: 'breaks a rule' })).toBeNull();
    expect(within(last!).getByRole('img', { name: 'breaks a rule' })).toBeVisible();
  });

  test('selects by click', async () => {
    const { user, onselect } = show();
    await user.click(screen.getByRole('option', { name: /ping/ }));
    expect(onselect).toHaveBeenCalledWith(1);
  });

  test('selects by arrow keys, and focus follows', async () => {
    const { user, onselect, view } = show(example, 1);
    await user.tab();
    expect(screen.getByRole('option', { selected: true })).toHaveFocus();
    await user.keyboard('{ArrowDown}');
    expect(onselect).toHaveBeenLastCalledWith(2);
    await view.rerender({ selected: 2 });
    await user.keyboard('{End}');
    expect(onselect).toHaveBeenLastCalledWith(3);
    await user.keyboard('{Home}');
    expect(onselect).toHaveBeenLastCalledWith(0);
  });

  test('lights the bytes of another frame that is pointed at', async () => {
    const { user, selection } = show();
    await user.hover(screen.getByRole('option', { name: /ping/ }));
    expect(selection.lit).toEqual({ unit: 1, range: { start: 0, end: 80 } });
    await user.hover(screen.getByRole('option', { name: /Hel/ }));
    expect(selection.lit).toBeNull();
  });

  test('shows only the frames that a filter lets through, and its keys stay among them', async () => {
    const { user, onselect, view } = show();
    await view.rerender({ indices: [0, 3] });
    expect(screen.getAllByRole('option').map(textOf)).toEqual([
      'Frame 1 text “Hel” · more to come 9 B',
      'Frame 4 close 1005 8 B',
    ]);
    expect(screen.getByRole('option', { name: /Frame 4/ })).toHaveAttribute('aria-posinset', '2');
    expect(screen.getByRole('option', { name: /Frame 4/ })).toHaveAttribute('aria-setsize', '2');
    await user.tab();
    await user.keyboard('{ArrowDown}');
    expect(onselect).toHaveBeenLastCalledWith(3);
  });

  test('has a tab stop where the frame shown in detail is filtered out', async () => {
    const { user, onselect, view } = show(example, 1);
    await view.rerender({ indices: [0, 3] });
    await user.tab();
    expect(screen.getByRole('option', { name: /Frame 4/ })).toHaveFocus();
    expect(screen.queryByRole('option', { selected: true })).toBeNull();
    await user.keyboard('{Enter}');
    expect(onselect).toHaveBeenLastCalledWith(3);
    await user.keyboard('{ArrowUp}');
    expect(onselect).toHaveBeenLastCalledWith(0);
  });

  test('says where no frame is left', async () => {
    const { view } = show();
    await view.rerender({ indices: [] });
    expect(screen.queryByRole('listbox')).toBeNull();
    expect(screen.getByText('No frame matches this filter.')).toBeVisible();
  });

  test('of thousands draws only those in view', () => {
    show(fromHex('8900'.repeat(10_000)));
    expect(screen.getAllByRole('option').length).toBeLessThan(60);
    expect(screen.getAllByRole('option')[0]).toHaveAttribute('aria-setsize', '10000');
  });
});

describe('a list of messages', () => {
  test('says from which frames they are put together', async () => {
    const props = propsOf(example, 2);
    render(MessageList, props);
    const message = screen.getByRole('button');
    expect(textOf(message)).toBe('A text “Hello” from frames 1 + 3 5 B');
    expect(message).toHaveAttribute('aria-current', 'true');
    await userEvent.click(message);
    expect(props.onselect).toHaveBeenCalledWith(0);
  });

  test('says which are unfinished', () => {
    render(MessageList, propsOf(fromHex('010348656c')));
    expect(screen.getByRole('button')).toHaveTextContent('from frame 1, unfinished');
  });
});
