/** How a test finds and fills Decode. */

import type { Page } from '@playwright/test';
import { expect } from './fixtures.ts';

export const input = (page: Page) => page.getByRole('textbox', { name: /^Bytes to decode/ });
export const frame = (page: Page, name: RegExp) => page.getByRole('option', { name });
export const frames = (page: Page) =>
  page.getByRole('listbox', { name: 'Frames' }).getByRole('option');
export const bits = (page: Page) => page.getByRole('grid', { name: 'Bits of the frame' });
export const fields = (page: Page) => page.getByRole('grid', { name: 'Fields' });
/** The text, with its bytes coloured. */
export const source = (page: Page) => page.locator('.source-text');

export async function open(page: Page, site: string, query = ''): Promise<void> {
  await page.goto(`${site}#/decode${query}`);
  await expect(page.getByRole('heading', { level: 1, name: 'Decode' })).toBeAttached();
  // A plain field is shown until the editor is loaded.
  await expect(source(page).locator('.cm-content')).toBeVisible();
}

/** Pastes over everything with a paste event, without the browser's own insertion. */
export async function paste(page: Page, text: string): Promise<void> {
  await input(page).focus();
  await page.keyboard.press('ControlOrMeta+a');
  await input(page).evaluate((content, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    const paste = { clipboardData, bubbles: true, cancelable: true };
    content.dispatchEvent(new ClipboardEvent('paste', paste));
  }, text);
}
