// Node 20 can't run TypeScript. Scripts run a bundle that Vite makes for Node, minified for the
// same browsers as the site, so that a benchmark measures the code that ships.

import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { inScratchFolder, root } from './folders.mjs';

/**
 * Bundles a TypeScript module with its imports.
 *
 * @param {string} entry from the root of the project: `src/core/protocol/framing/frame-reader.ts`
 * @param {string} directory for the bundle
 * @param {string} name of its file
 */
export async function buildForNode(entry, directory, name) {
  await build({
    root,
    logLevel: 'warn',
    // What only runs in Node isn't part of the site, and needn't be in its list of licences.
    ssr: { noExternal: true, external: ['sirv'] },
    build: {
      ssr: entry,
      outDir: directory,
      emptyOutDir: false,
      minify: true,
      manifest: false,
      copyPublicDir: false,
      rolldownOptions: { output: { entryFileNames: name } },
    },
  });
}

/**
 * Bundles a TypeScript module, and imports the bundle.
 *
 * @param {string} entry from the root of the project
 * @returns {Promise<any>} the module's exports
 */
export function bundleForNode(entry) {
  return inScratchFolder(async (directory) => {
    const name = path.basename(entry).replace(/\.ts$/, '.js');
    await buildForNode(entry, directory, name);
    return import(pathToFileURL(path.join(directory, name)).href);
  });
}
