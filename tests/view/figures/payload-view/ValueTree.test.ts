import axe from 'axe-core';
import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import { dissectFrame } from '#core/dissection/frame-dissection.ts';
import { encodeFrame } from '#core/protocol/framing/frame.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import PayloadView from '#view/figures/payload-view/PayloadView.svelte';
import { Selection } from '#view/state/selection.svelte.ts';

async function showTree(payload: Uint8Array, opcode: 1 | 2 = OPCODE.text, tab = /^As /) {
  const frame = encodeFrame({ opcode, maskingKey: fromHex('37fa213d'), payload });
  const selection = new Selection();
  const user = userEvent.setup();
  const { container } = render(PayloadView, { dissection: dissectFrame(frame), selection });
  await user.click(screen.getByRole('tab', { name: tab }));
  const items = () =>
    screen
      .getAllByRole('treeitem')
      .map(({ textContent }) => textContent.trim().replaceAll('\u00a0', ' '));
  return { user, selection, items, container };
}

const EXAMPLE = toUtf8('{"a":{"b":[1,true]},"c":"\u202e<b>"}');

describe('a value', () => {
  test('is shown as a tree', async () => {
    const { items } = await showTree(EXAMPLE);
    expect(items()).toEqual([
      '{ 2 members }',
      'a: { 1 member }',
      'b: [ 2 elements ]',
      '0: 1',
      '1: true',
      'c: "\\u202e<b>"',
    ]);
    expect(screen.getByRole('treeitem', { name: /^b/ })).toHaveAttribute('aria-level', '3');
    expect(screen.getByRole('treeitem', { name: /^c/ })).toHaveAttribute('aria-posinset', '2');
  });

  test('lights its bytes, and only a leaf lights all of them', async () => {
    const { user, selection } = await showTree(EXAMPLE);
    await user.hover(screen.getByRole('treeitem', { name: /^0:\s1$/ }));
    // After a header of 6 bytes, byte 11 of the payload.
    expect(selection.lit).toEqual({ unit: 0, range: { start: 17 * 8, end: 18 * 8 } });
    await user.click(screen.getByRole('treeitem', { name: /^c/ }));
    expect(selection.chosen?.range.start).toBe((6 + 20) * 8);
  });

  test('opens and closes by keys', async () => {
    const { user, items } = await showTree(EXAMPLE);
    screen.getAllByRole('treeitem')[0]!.focus();
    await user.keyboard('{ArrowDown}');
    expect(screen.getByRole('treeitem', { name: /^a/ })).toHaveFocus();
    await user.keyboard('{ArrowLeft}');
    expect(items()).toEqual(['{ 2 members }', 'a: { 1 member }', 'c: "\\u202e<b>"']);
    expect(screen.getByRole('treeitem', { name: /^a/ })).toHaveAttribute('aria-expanded', 'false');
    await user.keyboard('{ArrowRight}{ArrowRight}');
    expect(screen.getByRole('treeitem', { name: /^b/ })).toHaveFocus();
    await user.keyboard('{ArrowRight}{End}');
    expect(screen.getByRole('treeitem', { name: /^c/ })).toHaveFocus();
    await user.keyboard('{ArrowLeft}');
    expect(screen.getAllByRole('treeitem')[0]).toHaveFocus();
    expect(screen.getAllByRole('treeitem').filter(({ tabIndex }) => tabIndex === 0)).toHaveLength(
      1,
    );
  });

  test('that is long shows whole below', async () => {
    const { user, container } = await showTree(
      toUtf8(JSON.stringify({ a: `${'x'.repeat(100)}end` })),
    );
    await user.click(screen.getByRole('treeitem', { name: /^a/ }));
    expect(container.querySelector('.whole')).toHaveTextContent(/xend$/);
  });

  test('with very many things draws those in view, closed but for the first level', async () => {
    const many = Array.from({ length: 3000 }, (_, index) => ({ index }));
    const { items } = await showTree(toUtf8(JSON.stringify(many)));
    expect(items()[0]).toBe('[ 3,000 elements ]');
    expect(items()[1]).toBe('0: { 1 member }');
    expect(items().length).toBeLessThan(60);
  });

  test('has a role and a name in every part', async () => {
    const { container } = await showTree(EXAMPLE);
    const { violations } = await axe.run(container, {
      rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
    });
    expect(violations).toEqual([]);
  });
});

describe('what it probably is', () => {
  test('is said as a guess, with its reason', async () => {
    await showTree(toUtf8('42["chat",{"a":1}]'));
    const note = screen.getByText(/Probably Socket\.IO/).closest('p');
    expect(note).toHaveTextContent(/it begins with “42”.*EVENT, here of “chat”/);
    expect(note).toHaveTextContent(
      /This is a guess, because a frame only shows whether it is text or binary/,
    );
    expect(screen.getByRole('tab', { name: 'As Socket.IO' })).toBeVisible();
  });

  test('of bytes may be MessagePack', async () => {
    const { items } = await showTree(fromHex('81a16101'), OPCODE.binary, /MessagePack/);
    expect(items()).toEqual(['{ 1 member }', 'a: 1']);
  });

  test('is not said of what is nothing known', () => {
    const frame = encodeFrame({ opcode: 1, maskingKey: null, payload: toUtf8('Hello') });
    render(PayloadView, { dissection: dissectFrame(frame), selection: new Selection() });
    expect(screen.queryByText(/A guess/)).toBeNull();
  });

  test('is not said of one fragment', () => {
    const frame = encodeFrame({ opcode: 1, isFinal: false, maskingKey: null, payload: EXAMPLE });
    render(PayloadView, { dissection: dissectFrame(frame), selection: new Selection() });
    expect(screen.queryByText(/A guess/)).toBeNull();
  });
});
