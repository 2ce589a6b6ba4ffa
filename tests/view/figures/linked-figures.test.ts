import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import { dissectFrame } from '#core/dissection/frame-dissection.ts';
import FieldTable from '#view/figures/field-table/FieldTable.svelte';
import FrameDiagram from '#view/figures/frame-diagram/FrameDiagram.svelte';
import HexView from '#view/figures/hex-view/HexView.svelte';
import { Selection } from '#view/state/selection.svelte.ts';

/** A masked "Hello" in three figures that share a selection. */
function renderFigures(hex = '818537fa213d7f9f4d5158') {
  const selection = new Selection();
  const props = { dissection: dissectFrame(fromHex(hex)), selection };
  render(HexView, props);
  render(FrameDiagram, props);
  render(FieldTable, props);
  return {
    user: userEvent.setup(),
    selection,
    bytes: screen.getByRole('grid', { name: /^Bytes/ }),
    bits: screen.getByRole('grid', { name: 'Bits of the frame' }),
    fields: screen.getByRole('grid', { name: 'Fields' }),
  };
}

/** The lit parts of a figure, as text. */
const lit = (figure: HTMLElement) =>
  [...figure.querySelectorAll('.lit')].map((element) => element.textContent.trim());

const litLabels = (figure: HTMLElement) =>
  [...figure.querySelectorAll('.lit th')].map((element) => element.textContent);

describe('linked figures', () => {
  test('show the same frame', () => {
    const { bytes, bits, fields } = renderFigures();
    expect(within(bytes).getAllByRole('gridcell')).toHaveLength(11);
    expect(bytes).toHaveAccessibleName('Bytes, 11 in all');
    expect(within(bytes).getByRole('gridcell', { name: '0x02: 37, Key' })).toBeVisible();
    expect(
      within(bits).getByRole('gridcell', { name: 'FIN 1, bit 0, 1: last frame of its message' }),
    ).toBeVisible();
    expect(within(fields).getByRole('row', { name: /^RSV1–3 000/ })).toBeVisible();
    expect(within(fields).getByRole('row', { name: /^Text “Hello” · valid UTF-8/ })).toBeVisible();
  });

  test('light a field in all of them when a byte is pointed at', async () => {
    const { user, bytes, bits, fields } = renderFigures();
    await user.hover(within(bytes).getByRole('gridcell', { name: /0x04: 21/ }));
    expect(lit(bytes)).toEqual(['37', 'fa', '21', '3d']);
    expect(bits.querySelectorAll('.lit')).toHaveLength(2);
    expect(litLabels(fields)).toEqual(['Key']);
    await user.unhover(bytes);
    expect(lit(bytes)).toEqual([]);
  });

  test('light every field of a byte that has several', async () => {
    const { user, bytes, fields } = renderFigures();
    await user.hover(within(bytes).getByRole('gridcell', { name: /^0x00/ }));
    expect(litLabels(fields)).toEqual(['FIN', 'RSV1–3', 'Opcode']);
  });

  test('light masked and unmasked payload together', async () => {
    const { user, bytes, fields } = renderFigures();
    await user.hover(within(fields).getByRole('row', { name: /^Text/ }));
    expect(lit(bytes)).toEqual(['7f', '9f', '4d', '51', '58']);
    expect(litLabels(fields)).toEqual(['Payload', 'Text']);
  });

  test('keep lit what was chosen, until it is chosen again', async () => {
    const { user, bits, fields, selection } = renderFigures();
    const length = within(bits).getByRole('gridcell', { name: /^Length/ });
    await user.click(length);
    await user.unhover(length);
    length.blur();
    expect(litLabels(fields)).toEqual(['Length']);
    expect(length).toHaveAttribute('aria-selected', 'true');
    await user.click(length);
    expect(selection.chosen).toBeNull();
  });

  test('are one tab stop each, with arrow keys inside', async () => {
    const { user, bytes, bits, fields } = renderFigures();
    await user.tab();
    expect(within(bytes).getByRole('gridcell', { name: /^0x00/ })).toHaveFocus();
    await user.keyboard('{ArrowDown}{ArrowRight}');
    expect(within(bytes).getByRole('gridcell', { name: /^0x09: 51/ })).toHaveFocus();
    expect(litLabels(fields)).toEqual(['Payload', 'Text']);
    await user.tab();
    expect(within(bits).getByRole('gridcell', { name: /^FIN/ })).toHaveFocus();
    await user.keyboard('{End}');
    expect(lit(bytes)).toEqual(['7f', '9f', '4d', '51', '58']);
    await user.tab();
    await user.keyboard('{ArrowDown}{ArrowDown}{Enter}');
    const row = within(fields).getByRole('row', { name: /^Opcode/ });
    expect(row).toHaveFocus();
    expect(row).toHaveAttribute('aria-selected', 'true');
    await user.keyboard('{Escape}');
    expect(row).toHaveAttribute('aria-selected', 'false');
  });
});

describe('a field table', () => {
  test('shows reserved bits apart as soon as one is set', () => {
    const { fields } = renderFigures('c10548656c6c6f');
    expect(within(fields).getByRole('row', { name: /^RSV1 1/ })).toBeVisible();
    expect(within(fields).getByRole('row', { name: /^RSV2 0/ })).toBeVisible();
  });

  test('links each field to its section', () => {
    const { fields } = renderFigures();
    const link = within(fields).getByRole('link', { name: 'RFC 6455 §5.3', hidden: true });
    expect(link).toHaveAttribute('href', 'https://www.rfc-editor.org/rfc/rfc6455#section-5.3');
    expect(link).toHaveTextContent('§5.3');
  });

  test('says where each field is, without a link, below a diagram', () => {
    const selection = new Selection();
    const dissection = dissectFrame(fromHex('810548656c6c6f'));
    render(FieldTable, { dissection, selection, isBrief: true });
    expect(screen.getByRole('row', { name: /RSV1–3.*bits 1–3/ })).toBeVisible();
    expect(screen.queryByRole('link')).toBeNull();
  });

  test('shows close code and reason apart', () => {
    const { fields } = renderFigures('880603e8627965');
    expect(within(fields).getByRole('row', { name: /^Close code 1000/ })).toBeVisible();
    expect(within(fields).getByRole('row', { name: /^Reason “bye”/ })).toBeVisible();
  });
});

describe('a frame diagram', () => {
  test('says what is missing of a cut frame', () => {
    const { bits } = renderFigures('818537fa213d7f9f');
    expect(within(bits).getByRole('gridcell', { name: '3 bytes missing' })).toBeVisible();
  });

  test('folds a long payload', () => {
    const { bits } = renderFigures(`827e0100${'00'.repeat(256)}`);
    expect(within(bits).getByRole('gridcell', { name: '… 230 more bytes' })).toBeVisible();
  });
});

describe('a hex view', () => {
  test('of many bytes draws only those in view', () => {
    const selection = new Selection();
    const dissection = dissectFrame(fromHex(`827f0000000000010000${'00'.repeat(65_536)}`));
    render(HexView, { dissection, selection });
    const rows = screen.getAllByRole('row');
    expect(rows.length).toBeLessThan(100);
    expect(screen.getByRole('grid')).toHaveAttribute('aria-rowcount', String((65_546 + 6) / 8));
  });
});
