import { test as base, expect } from '@playwright/test';

export { expect };

interface Fixtures {
  /** The address of the built site at the top of its host. */
  site: string;
  /** The address of the same site under `/a/b/` of another host. */
  siteInFolder: string;
  /** Does something, and fails if the page asks any server for anything meanwhile. */
  noRequests: (act: () => Promise<void>) => Promise<void>;
  /** What went wrong so far: errors on the console, uncaught ones, requests to other hosts. */
  problems: string[];
}

function addressIn(variable: string): string {
  const address = process.env[variable];
  if (address === undefined) throw new Error(`expected ${variable} from the web server, got none`);
  return address;
}

/** Requests to a host; `data:` and `blob:` addresses stay in the page. */
const goesOut = (address: string) => /^(https?|wss?):/.test(address);

/**
 * Playwright's `test`, failing when anything goes wrong on the page that a reader would not see:
 * what breaks the Content-Security-Policy arrives on the console as an error too.
 */
export const test = base.extend<Fixtures>({
  // Playwright reads what a fixture needs off its pattern, so an empty one must stand there.
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
