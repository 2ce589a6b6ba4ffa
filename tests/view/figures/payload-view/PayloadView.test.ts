import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from '#core/bytes/hex.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import { dissectFrame } from '#core/dissection/frame-dissection.ts';
import { encodeFrame } from '#core/protocol/framing/frame.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import PayloadView from '#view/figures/payload-view/PayloadView.svelte';
import { Selection } from '#view/state/selection.svelte.ts';

function show(hex: string) {
  const dissection = dissectFrame(fromHex(hex), { messageOpcode: OPCODE.text });
  const selection = new Selection();
  const view = render(PayloadView, { dissection, selection });
  return { view, selection, user: userEvent.setup() };
}

const textFrame = (text: string) =>
  toHex(encodeFrame({ opcode: OPCODE.text, maskingKey: null, payload: toUtf8(text) }));

describe('a payload', () => {
  test('is shown as text', () => {
    show('818537fa213d7f9f4d5158');
    expect(screen.getByRole('tabpanel')).toHaveTextContent('Hello');
  });

  test('is never run as markup', () => {
    const { view } = show(textFrame('<img src=x onerror=alert(1)>\u202e'));
    expect(screen.getByText('<img src=x onerror=alert(1)>\\u202e')).toBeVisible();
    expect(view.container.querySelector('img')).toBeNull();
  });

  test('keeps its lines', () => {
    const { view } = show(textFrame('one\ntwo'));
    expect(view.container.querySelector('.text')?.textContent).toContain('one\ntwo');
  });

  test('that isn’t text is shown as hex, and can be read as text', async () => {
    const { user } = show('8202fffe');
    expect(screen.getByRole('tab', { name: 'Hex' })).toHaveAttribute('aria-selected', 'true');
    await user.click(screen.getByRole('tab', { name: 'Text' }));
    expect(screen.getByText(/^Not valid UTF-8/)).toBeVisible();
  });

  test('that was compressed is shown as what it inflates to', async () => {
    const inflation = { bytes: toUtf8('Hello'), unknown: [], violation: null };
    const dissection = dissectFrame(fromHex('c107f248cdc9c90700'), {
      messageOpcode: OPCODE.text,
      inflation,
    });
    render(PayloadView, { dissection, selection: new Selection() });
    expect(screen.getByRole('tabpanel')).toHaveTextContent('Hello');
    await userEvent.setup().click(screen.getByRole('tab', { name: 'Inflated' }));
    expect(screen.getByRole('grid', { name: /inflated/ })).toHaveTextContent('48');
  });

  test('of a close shows code and reason', () => {
    show('880503e8627965');
    expect(screen.getByRole('tabpanel')).toHaveTextContent('1000 bye');
  });

  test('is unmasked step by step', async () => {
    const { user, selection } = show('818537fa213d7f9f4d5158');
    await user.click(screen.getByRole('tab', { name: 'Unmask step by step' }));
    const rows = screen
      .getAllByRole<HTMLTableRowElement>('row')
      .map(({ cells }) => Array.from(cells, ({ textContent }) => textContent).join(' '));
    expect(rows).toEqual([
      'i payload i mod 4 key XOR ASCII',
      '0 7f 0 37 48 H',
      '1 9f 1 fa 65 e',
      '2 4d 2 21 6c l',
      '3 51 3 3d 6c l',
      '4 58 0 37 6f o',
    ]);
    await user.hover(screen.getAllByRole('row')[1]!);
    expect(selection.lit).toEqual({ unit: 0, range: { start: 48, end: 56 } });
    screen.getAllByRole('row')[1]!.focus();
    await user.keyboard('{ArrowDown}');
    expect(selection.lit).toEqual({ unit: 0, range: { start: 56, end: 64 } });
  });

  test('is unmasked in bits, and further on', async () => {
    const payload = new Uint8Array(40).fill(0x61);
    const frame = encodeFrame({
      opcode: OPCODE.text,
      maskingKey: fromHex('37fa213d'),
      payload,
    });
    const { user } = show(toHex(frame));
    await user.click(screen.getByRole('tab', { name: 'Unmask step by step' }));
    expect(screen.getByLabelText('Byte 0 in bits')).toHaveTextContent('0110 0001');
    await user.click(screen.getByRole('button', { name: 'The next 16 bytes' }));
    await user.click(screen.getByRole('button', { name: 'The next 16 bytes' }));
    expect(screen.getByText('Bytes 32 to 39 of 40')).toBeVisible();
    expect(screen.getByRole('row', { name: /^33 9b 1 fa 61 a/ })).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'The 16 bytes before' }));
    expect(screen.getByText('Bytes 16 to 31 of 40')).toBeVisible();
  });

  test('that is not masked has nothing to unmask', () => {
    show('810548656c6c6f');
    expect(screen.queryByRole('tab', { name: /Unmask/ })).toBeNull();
  });

  test('that is long is cut, and shown whole on demand', async () => {
    const { user } = show(textFrame(`${'a'.repeat(5000)}end`));
    expect(screen.getByRole('tabpanel')).not.toHaveTextContent('end');
    await user.click(screen.getByRole('button', { name: 'Show all 5,003 bytes' }));
    expect(screen.getByRole('tabpanel')).toHaveTextContent('end');
  });

  test('that is very long is shown page by page', async () => {
    const { user } = show(textFrame(`${'é'.repeat(40_000)}end`));
    await user.click(screen.getByRole('button', { name: 'Show all 80,003 bytes, page by page' }));
    expect(screen.getByText('Bytes 0 to 32,767 of 80,003')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'On' }));
    await user.click(screen.getByRole('button', { name: 'On' }));
    expect(screen.getByText('Bytes 65,536 to 80,002 of 80,003')).toBeVisible();
    expect(screen.getByRole('tabpanel')).toHaveTextContent(/^é+end/);
    expect(screen.getByRole('button', { name: 'On' })).toHaveAttribute('aria-disabled', 'true');
  });

  test('shows what is unseen, and keeps it from turning the words around', () => {
    const { view } = show(textFrame('a\0b\u202ec\u001b[31m'));
    const text = view.container.querySelector('.text bdi');
    expect(text).toHaveTextContent('a\\u0000b\\u202ec\\u001b[31m');
  });

  test('that is empty shows nothing', () => {
    const { view } = show('8100');
    expect(within(view.container).queryByRole('tab')).toBeNull();
  });
});
