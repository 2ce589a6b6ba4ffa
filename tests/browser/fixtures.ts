import { test as base, expect } from '@playwright/test';

export { expect };

interface Fixtures {
  /** The address of the built site at the root of its host. */
  site: string;
  /** The address of the same site under `/a/b/` of another host. */
  siteInFolder: string;
  /** Runs an action, and fails if the page makes any request meanwhile. */
  noRequests: (act: () => Promise<void>) => Promise<void>;
  /** Problems so far: console errors, uncaught errors, requests to other hosts. */
  problems: string[];
}

function addressIn(variable: string): string {
  const address = process.env[variable];
  if (address === undefined) throw new Error(`expected ${variable} from the web server, got none`);
  return address;
}

/** Whether a request leaves the page; `data:` and `blob:` addresses don't. */
const goesOut = (address: string) => /^(https?|wss?):/.test(address);

/**
 * Playwright's `test`, which also fails on problems that a reader doesn't see. A violation of the
 * Content-Security-Policy is a console error.
 */
export const test = base.extend<Fixtures>({
  // Playwright reads a fixture's dependencies from its pattern, so even an empty one is required.
  site: async ({}, use) => use(addressIn('WS101_SITE')),

  siteInFolder: async ({}, use) => use(addressIn('WS101_SITE_IN_FOLDER')),

  baseURL: async ({ site }, use) => use(site),

  problems: [
    async ({ context, site, siteInFolder }, use) => {
      const problems: string[] = [];
      const own = [site, siteInFolder].map((address) => new URL(address).origin);
      context.on('console', (message) => {
        if (message.type() === 'error') problems.push(`console: ${message.text()}`);
      });
      context.on('weberror', (error) => problems.push(`uncaught: ${error.error().message}`));
      context.on('request', (request) => {
        const address = request.url();
        if (goesOut(address) && !own.includes(new URL(address).origin)) {
          problems.push(`request: ${address}`);
        }
      });
      await use(problems);
      expect(problems).toEqual([]);
    },
    { auto: true },
  ],

  noRequests: async ({ context }, use) => {
    await use(async (act) => {
      const requests: string[] = [];
      const note = (request: { url(): string }) => requests.push(request.url());
      context.on('request', note);
      await act();
      context.off('request', note);
      expect(requests.filter(goesOut)).toEqual([]);
    });
  },
});
