import { fireEvent, render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import { dissectAs } from '#core/dissection/unit-dissection.ts';
import HexView from '#view/figures/hex-view/HexView.svelte';
import { Selection } from '#view/state/selection.svelte.ts';

function show() {
  const onopen = vi.fn<(offset: number, element: HTMLElement) => void>();
  const dissection = dissectAs('frame', fromHex('81 05 48 65 6c 6c 6f'));
  const selection = new Selection();
  render(HexView, { dissection, selection, onopen });
  const cells = screen.getAllByRole('gridcell');
  return { cells, selection, opened: () => onopen.mock.calls.map(([offset]) => offset), onopen };
}

test('a click and Enter open a byte, and still choose it', async () => {
  const { cells, selection, opened, onopen } = show();
  await userEvent.click(cells[1]!);
  expect(opened()).toEqual([1]);
  expect(onopen.mock.calls[0]?.[1]).toBe(cells[1]);
  expect(selection.chosen).not.toBeNull();
  cells[1]!.focus();
  await userEvent.keyboard('{ArrowRight}{Enter}');
  expect(opened()).toEqual([1, 2]);
});

test('a space, Shift, a drag and the gaps between bytes open nothing', async () => {
  const { cells, opened } = show();
  cells[0]!.focus();
  await userEvent.keyboard(' {Shift>}{Enter}{/Shift}');
  await fireEvent.click(cells[3]!, { shiftKey: true });
  await fireEvent.pointerDown(cells[0]!, { button: 0, pointerType: 'mouse' });
  await fireEvent.pointerOver(cells[2]!);
  await fireEvent.pointerUp(cells[2]!);
  await fireEvent.click(cells[2]!);
  await userEvent.click(screen.getByRole('grid'));
  expect(opened()).toEqual([]);
});
