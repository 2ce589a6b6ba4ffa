// Builds and serves the site with Vite, as `npm start` does. Tests, benchmarks and screenshots use
// a separate copy, so that they don't replace dist/ while it is served.

import { build, preview } from 'vite';
import { inScratchFolder, root } from './folders.mjs';

/** @param {string} directory for the built files */
export async function buildSite(directory) {
  await build({
    root,
    logLevel: 'warn',
    build: { outDir: directory, emptyOutDir: true },
  });
}

/**
 * Serves a built site until closed.
 *
 * @param {string} directory
 * @param {object} [options]
 * @param {number} [options.port] the first to try; the next free one is taken
 * @param {string} [options.under] the folder of the host from which to serve, `/` or `/a/b/`
 */
export async function serveSite(directory, { port = 4173, under = '/' } = {}) {
  const server = await preview({
    root,
    base: under,
    logLevel: 'warn',
    build: { outDir: directory },
    preview: { port, host: 'localhost' },
  });
  const [address] = server.resolvedUrls?.local ?? [];
  if (address === undefined) throw new Error('expected an address of the server, got none');
  return { address, close: () => server.close() };
}

/**
 * Builds the site, and serves it while `visit` runs.
 *
 * @template T
 * @param {(address: string) => Promise<T>} visit
 */
export function withSite(visit) {
  return inScratchFolder(async (directory) => {
    await buildSite(directory);
    const site = await serveSite(directory);
    try {
      return await visit(site.address);
    } finally {
      await site.close();
    }
  });
}
