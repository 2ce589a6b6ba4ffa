import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

type Driven = {
  readonly slug: string;
  /** How a control is changed by keyboard alone. */
  readonly change: (page: Page) => Promise<void>;
  /** The sentence before and after that. */
  readonly before: RegExp;
  readonly after: RegExp;
};

async function press(control: Locator, key: string, times = 1): Promise<void> {
  await control.focus();
  // Within a group of radios, a key moves the focus.
  for (let count = 0; count < times; count++) await control.page().keyboard.press(key);
}

const slider = (page: Page, name: string) => page.getByRole('slider', { name });

const GUIDES: readonly Driven[] = [
  {
    slug: 'long-silence',
    change: (page) => press(slider(page, 'It pings every'), 'ArrowLeft', 2),
    before: /^Cut after 60 s\. The first ping would reach the proxy 10 ms too late\./,
    after: /^The connection lives as long as the pings continue\. Its longest silence is 30 s/,
  },
  {
    slug: 'many-servers',
    change: (page) => press(page.getByRole('combobox', { name: 'Copies to' }), 'ArrowDown'),
    before: /because no copy reaches the other servers\.$/,
    after: /reaches 300 of 300 subscribers\. That is 3 copies between servers/,
  },
  {
    slug: 'reconnect-storm',
    change: (page) => press(slider(page, 'Clients that lose their connection'), 'Home'),
    before: /^The server accepts 1,000 of 10,000 clients per second, so it needs at least 9 s\./,
    after: /^The server can accept 100 clients within one second\./,
  },
  {
    slug: 'backpressure',
    change: (page) => press(slider(page, 'The client handles'), 'End'),
    before: /^The server makes 40 KiB more per second than the client handles\./,
    after: /^The client keeps up with the server\./,
  },
  {
    slug: 'order-loss-resume',
    change: (page) => press(page.getByRole('radio', { name: 'Nothing' }), 'ArrowRight', 2),
    before: /Nothing is sent again, so 6 messages never arrive\.$/,
    after: /Nothing is lost, and nothing arrives twice\.$/,
  },
  {
    slug: 'platforms',
    change: (page) => press(page.getByRole('radio', { name: 'Visible' }), 'ArrowRight'),
    before: /^5 of 8 services keep the connection for 3 h\./,
    after: /^2 of 8 services keep the connection for 3 h\./,
  },
  {
    slug: 'on-a-phone',
    change: (page) => press(slider(page, 'The server pings every'), 'ArrowRight', 2),
    before: /^With a ping every 30 s, the radio is on for 33% of the time\./,
    after: /^With a ping every 60 s, the radio is on for 17% of the time\./,
  },
  {
    slug: 'observing',
    change: (page) => press(page.getByRole('combobox', { name: 'How it ends' }), 'ArrowDown', 2),
    before: /nothing about the end\. Only a capture shows how it ended\.$/,
    after: /^The server masked a frame, so the browser failed the connection\./,
  },
  {
    slug: 'implementing',
    change: (page) => press(page.getByRole('combobox', { name: 'Group' }), 'ArrowDown'),
    before: /^Case 6\.4\.1 sends a first fragment that isn’t UTF-8, without a second one\./,
    after: /^Case 7\.1\.2 sends a second Close frame\. It breaks no rule\./,
  },
];

/** A number and its unit have a space between them at which no line breaks. */
const withAnySpace = ({ source }: RegExp): RegExp => new RegExp(source.replaceAll(' ', '\\s'));

test('each figure follows the keyboard', async ({ page }) => {
  test.slow();
  for (const { slug, change, ...texts } of GUIDES) {
    await test.step(slug, async () => {
      const before = withAnySpace(texts.before);
      const after = withAnySpace(texts.after);
      await page.goto(`guides/${slug}/`);
      const figure = page.getByRole('figure');
      await expect(figure.getByText(before)).toBeVisible();
      await change(page);
      await expect(figure.getByText(after).first()).toBeVisible();
      await expect(figure.getByRole('status').filter({ hasText: after })).toHaveCount(1);
    });
  }
});
