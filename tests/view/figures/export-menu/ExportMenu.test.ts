import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { tick } from 'svelte';
import { fromHex } from '#core/bytes/hex.ts';
import { readInflatedConversation } from '#core/dissection/inflated-conversation.ts';
import { exportText, formsFor, sizeOfScope, type ExportScope } from '#core/exports/export-text.ts';
import { rawTrace } from '#core/notations/raw-trace.ts';
import { conversationWords } from '#content/export-words.ts';
import { scopeLabel } from '#content/export-forms.ts';
import { previewOf } from '#view/figures/export-menu/export-choice.ts';
import ExportMenu from '#view/figures/export-menu/ExportMenu.svelte';

beforeAll(() => {
  // jsdom knows the element and not how it opens; the real one is met in tests/browser.
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
});

const conversation = readInflatedConversation(
  rawTrace(fromHex('818537fa213d7f9f4d5158 8180 00000000')),
);
const words = conversationWords(conversation);
const scopes: ExportScope[] = [
  { kind: 'selection', unitIndex: 0, range: { start: 16, end: 48 } },
  { kind: 'unit', unitIndex: 0 },
  { kind: 'all' },
];
const choices = scopes.map((scope, index) => {
  const size = sizeOfScope(scope, conversation);
  const label = scopeLabel(scope, size, conversation);
  return { id: String(index), label, scope, size, forms: formsFor(scope, conversation) };
});

async function openMenu() {
  const textOf = vi.fn((scope: ExportScope, form: Parameters<typeof exportText>[1]) =>
    exportText(scope, form, conversation, words),
  );
  const ondownload = vi.fn();
  const { component } = render(ExportMenu, { choices, textOf, ondownload });
  expect(textOf).not.toHaveBeenCalled();
  component.open();
  await tick();
  return { dialog: screen.getByRole('dialog'), textOf, ondownload };
}

const preview = () => screen.getByRole('group', { name: 'How it begins' });

describe('the export menu', () => {
  test('shows how the first choice begins', async () => {
    const { dialog } = await openMenu();
    expect(dialog).toHaveAccessibleName('Copy or save bytes');
    expect(
      screen.getAllByRole('radio').map((radio) => radio.closest('label')?.textContent.trim()),
    ).toEqual(['What is selected, 4 bytes', 'Frame 1, 11 bytes', 'Both directions, 17 bytes']);
    expect(preview()).toHaveTextContent('37 fa 21 3d');
  });

  test('offers the forms that fit what is chosen, and keeps the form that was wanted', async () => {
    await openMenu();
    const forms = () =>
      within(screen.getByRole('combobox'))
        .getAllByRole('option')
        .map(({ textContent }) => textContent);
    expect(forms()).not.toContain('SVG of the diagram');
    await userEvent.click(screen.getByRole('radio', { name: /Frame 1/ }));
    await userEvent.selectOptions(screen.getByRole('combobox'), 'Markdown report');
    expect(preview()).toHaveTextContent('## Frame 1: text');
    await userEvent.click(screen.getByRole('radio', { name: /selected/ }));
    expect(preview()).toHaveTextContent('37 fa 21 3d');
    await userEvent.click(screen.getByRole('radio', { name: /Both/ }));
    expect(preview()).toHaveTextContent('# Pasted bytes');
    expect(forms()).toEqual(['Hex', 'JSON of every field', 'Markdown report']);
  });

  test('copies and saves what is chosen', async () => {
    const user = userEvent.setup();
    const write = vi.spyOn(navigator.clipboard, 'writeText');
    const { ondownload } = await openMenu();
    await user.selectOptions(screen.getByRole('combobox'), 'Base64');
    await user.click(screen.getByRole('button', { name: 'Copy' }));
    expect(write).toHaveBeenCalledWith('N/ohPQ==');
    await user.click(screen.getByRole('button', { name: 'Save as a file' }));
    expect(ondownload).toHaveBeenCalledWith(scopes[0], 'base64', 'N/ohPQ==');
  });

  test('has nothing that axe finds', async () => {
    const { dialog } = await openMenu();
    const { violations } = await axe.run(dialog, {
      rules: { 'color-contrast': { enabled: false } },
    });
    expect(violations).toEqual([]);
  });
});

describe('a preview', () => {
  test('is not made where that would take long', () => {
    const make = vi.fn(() => '');
    expect(previewOf(1_000_000, make)).toBeNull();
    expect(make).not.toHaveBeenCalled();
  });

  test('ends after some lines, and within a long one', () => {
    expect(previewOf(1, () => 'a\nb')).toBe('a\nb');
    expect(previewOf(1, () => 'a\n'.repeat(30))?.split('\n')).toHaveLength(13);
    expect(previewOf(1, () => 'x'.repeat(1000))).toHaveLength(401);
  });
});
