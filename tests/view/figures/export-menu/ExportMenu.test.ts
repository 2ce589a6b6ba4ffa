import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { describe, expect, test, vi } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import { readConversation } from '#core/conversation/conversation.ts';
import { exportText, type ExportScope } from '#core/exports/export-text.ts';
import { rawTrace } from '#core/paste/assembly/raw-trace.ts';
import { conversationWords } from '#content/decode/export-words.ts';
import { exportChoices, previewOf } from '#view/figures/export-menu/export-choice.ts';
import ExportMenu from '#view/figures/export-menu/ExportMenu.svelte';

const conversation = readConversation(rawTrace(fromHex('818537fa213d7f9f4d5158 8180 00000000')));
const words = conversationWords(conversation);
const choices = exportChoices(conversation, 0, { start: 16, end: 48 });

function openMenu(offered = choices) {
  const textOf = vi.fn((scope: ExportScope, form: Parameters<typeof exportText>[1]) =>
    exportText(scope, form, conversation, words),
  );
  const onsave = vi.fn();
  const { container } = render(ExportMenu, { choices: offered, textOf, onsave });
  return { container, textOf, onsave };
}

const preview = () => screen.getByRole('group', { name: 'How it begins' });

describe('the export menu', () => {
  test('shows how the first choice begins', () => {
    openMenu();
    expect(
      screen.getAllByRole('radio').map((radio) => radio.closest('label')?.textContent.trim()),
    ).toEqual([
      'The selection, 4 bytes',
      'Frame 1, 11 bytes',
      'Everything the client sent, 17 bytes',
      'Both directions, 17 bytes',
    ]);
    expect(preview()).toHaveTextContent('37 fa 21 3d');
  });

  test('offers the forms that fit what is chosen, and keeps the form that was wanted', async () => {
    openMenu();
    const forms = () =>
      within(screen.getByRole('combobox'))
        .getAllByRole('option')
        .map(({ textContent }) => textContent);
    expect(forms()).not.toContain('SVG of the diagram');
    await userEvent.click(screen.getByRole('radio', { name: /Frame 1/ }));
    await userEvent.selectOptions(screen.getByRole('combobox'), 'Markdown report');
    expect(preview()).toHaveTextContent('## Frame 1: text');
    await userEvent.click(screen.getByRole('radio', { name: /selection/ }));
    expect(preview()).toHaveTextContent('37 fa 21 3d');
    await userEvent.click(screen.getByRole('radio', { name: /Both/ }));
    expect(preview()).toHaveTextContent('# Pasted bytes');
    expect(forms()).toEqual([
      'Hex',
      'JSON of every field',
      'CSV of the list',
      'Markdown report',
      'Capture for Wireshark (pcapng)',
    ]);
  });

  test('copies and saves what is chosen', async () => {
    const user = userEvent.setup();
    const write = vi.spyOn(navigator.clipboard, 'writeText');
    const { onsave } = openMenu();
    await user.selectOptions(screen.getByRole('combobox'), 'Base64');
    await user.click(screen.getByRole('button', { name: 'Copy' }));
    expect(write).toHaveBeenCalledWith('N/ohPQ==');
    await user.click(screen.getByRole('button', { name: 'Save as a file' }));
    expect(onsave).toHaveBeenCalledWith(choices[0]?.scope, 'base64');
  });

  test('has nothing that axe finds', async () => {
    const { container } = openMenu();
    const { violations } = await axe.run(container, {
      rules: { 'color-contrast': { enabled: false } },
    });
    expect(violations).toEqual([]);
  });
});

describe('what takes long', () => {
  const many = readConversation(rawTrace(fromHex('8100'.repeat(200))));

  test('is neither shown nor copied, and can be saved', async () => {
    const { textOf, onsave } = openMenu(exportChoices(many, 0, null));
    await userEvent.click(screen.getByRole('radio', { name: /Both/ }));
    expect(preview()).toBeVisible();
    textOf.mockClear();
    await userEvent.selectOptions(screen.getByRole('combobox'), 'JSON of every field');
    expect(screen.getByText(/Too large to show or copy/)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Copy' })).toBeNull();
    expect(textOf).not.toHaveBeenCalled();
    await userEvent.click(screen.getByRole('button', { name: 'Save as a file' }));
    expect(onsave).toHaveBeenCalledWith({ kind: 'all' }, 'json');
  });

  test('offers nothing of what there is not', () => {
    const ids = (from: typeof many) => exportChoices(from, 7, null).map(({ id }) => id);
    expect(ids(many)).toEqual(['unit', 'server-to-client', 'all']);
    expect(ids(readConversation(rawTrace(fromHex(''))))).toEqual([]);
  });
});

test('a preview ends after some lines, and within a long one', () => {
  expect(previewOf('a\nb')).toBe('a\nb');
  expect(previewOf('a\n'.repeat(30)).split('\n')).toHaveLength(13);
  expect(previewOf('x'.repeat(1000))).toHaveLength(401);
});
