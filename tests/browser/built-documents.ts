import { readdirSync } from 'node:fs';
import path from 'node:path';

/** Where the tested site was built: see scripts/test-browser.mjs. */
export const siteFolder = path.resolve(process.env['WS101_TESTED_SITE'] ?? '.cache/tested-site');

/** The paths of all documents from the site's root: "", "guides/polling/". Sorted. */
export function builtDocuments(): string[] {
  let files: string[];
  try {
    files = readdirSync(siteFolder, { recursive: true, encoding: 'utf8' });
  } catch {
    // Playwright lists the tests before the site is built.
    return [];
  }
  return files
    .map((file) => file.replaceAll(path.sep, '/'))
    .filter((file) => /(?:^|\/)index\.html$/.test(file))
    .map((file) => file.slice(0, -'index.html'.length))
    .toSorted();
}
