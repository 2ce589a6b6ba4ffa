/** How a test opens Learn, and finds its parts. */

import type { Page } from '@playwright/test';
import { expect } from './fixtures.ts';

export const LESSON = '#/learn/hello-and-goodbye';

export const title = (page: Page) => page.getByRole('heading', { level: 1 });
export const track = (page: Page) => page.getByRole('slider', { name: 'Place in the story' });
export const hex = (page: Page) => page.getByRole('grid', { name: /^Bytes, / });
export const bytesBox = (page: Page) => page.getByRole('region', { name: 'Its bytes' });
export const diagram = (page: Page) => page.getByRole('region', { name: 'Sequence diagram' });
const tools = (page: Page) => page.getByRole('group', { name: 'Tools' });
export const playStep = (page: Page) => page.getByRole('button', { name: 'Play one step' });

/** Opens an address of Learn from any other page. */
export async function open(page: Page, site: string, fragment: string): Promise<void> {
  await page.goto('about:blank');
  await page.goto(site + fragment);
  // A busy machine needs longer for the first page than for anything after it.
  await expect(title(page)).toBeVisible({ timeout: 15_000 });
}

/** Leads a page that is open to another place, as a link within it does. */
export async function moveTo(page: Page, site: string, fragment: string): Promise<void> {
  await page.goto(site + fragment);
  await expect(title(page)).toBeVisible();
  await settled(page);
}

/** Opens a step, and waits for its bytes, which are loaded with the first step that has any. */
export async function openStep(page: Page, site: string, fragment: string): Promise<void> {
  await open(page, site, fragment);
  await expect(bytesBox(page).getByRole('heading').first()).toBeVisible({ timeout: 15_000 });
}

/** The panels of the toolbar by the labels of their buttons. */
export const PANELS = {
  Change: 'Change the scenario',
  Tamper: 'Tamper with this step',
  Questions: 'Questions',
  More: 'More',
} as const;

export type Tool = keyof typeof PANELS;

export const toolButton = (page: Page, tool: Tool) =>
  tools(page).getByRole('button', { name: new RegExp(`^${tool}`) });

export const panel = (page: Page, tool: Tool) =>
  page.getByRole('dialog', { name: PANELS[tool], exact: true });

export async function openPanel(page: Page, tool: Tool): Promise<void> {
  await toolButton(page, tool).click();
  await expect(panel(page, tool)).toBeVisible();
}

/** What the player says of its place: "Step 1 of 11: TCP opens in three segments". */
export async function expectPlace(page: Page, text: string | RegExp): Promise<void> {
  await expect(track(page)).toHaveAttribute('aria-valuetext', text);
}

/** Waits until nothing has changed in the page for half a second. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const finish = (): void => {
          observer.disconnect();
          resolve();
        };
        let timer = setTimeout(finish, 500);
        const observer = new MutationObserver(() => {
          clearTimeout(timer);
          timer = setTimeout(finish, 500);
        });
        observer.observe(document.body, { childList: true, characterData: true, subtree: true });
      }),
  );
}

/** Waits until the page has scrolled down, and has stopped. */
export async function expectScrolled(page: Page): Promise<void> {
  let before = -1;
  await expect
    .poll(async () => {
      const now = await page.evaluate(() => window.scrollY);
      const isStill = now > 0 && now === before;
      before = now;
      return isStill;
    })
    .toBe(true);
}
