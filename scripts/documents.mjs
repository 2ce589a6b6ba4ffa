// A Vite plugin: after the app is built, renders every document to an HTML file of its own, with a
// picture for link previews. It uses the app's components, and the built index.html as the frame.

import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { build } from 'vite';
import { framed } from './documents/frame.mjs';
import { writePictures } from './documents/pictures.mjs';
import { siteAddress } from './documents/site-address.mjs';
import { writeStyles } from './documents/styles.mjs';
import { root as project } from './folders.mjs';

/** @typedef {import('../src/view/app/documents.ts').RenderedDocument} RenderedDocument */

/** @returns {import('vite').Plugin} */
export function documents() {
  let outDir = '';
  return {
    name: 'documents',
    apply: (_, { command, isSsrBuild }) => command === 'build' && !isSsrBuild,
    configResolved(config) {
      outDir = path.resolve(config.root, config.build.outDir);
    },
    async closeBundle() {
      const rendered = await renderDocuments();
      const manifest = JSON.parse(await readFile(path.join(outDir, '.vite/manifest.json'), 'utf8'));
      const frame = await readFile(path.join(outDir, 'index.html'), 'utf8');
      const address = siteAddress();
      for (const document of rendered) {
        const folder = path.join(outDir, document.path);
        await mkdir(folder, { recursive: true });
        const styles = await writeStyles(outDir, document, manifest, frame);
        await writeFile(path.join(folder, 'index.html'), framed(frame, document, styles, address));
      }
      await writePictures(outDir, rendered);
      if (address !== null) {
        const urls = rendered.map(
          (document) => `  <url><loc>${address}${document.path}</loc></url>`,
        );
        await writeFile(path.join(outDir, 'sitemap.xml'), sitemap(urls));
        await writeFile(
          path.join(outDir, 'robots.txt'),
          `User-agent: *\nAllow: /\nSitemap: ${address}sitemap.xml\n`,
        );
      }
    },
  };
}

/** @returns {Promise<readonly RenderedDocument[]>} */
async function renderDocuments() {
  const scratch = path.join(project, '.cache', `documents-${process.pid}-${Date.now()}`);
  try {
    await build({
      root: project,
      configFile: false,
      logLevel: 'warn',
      plugins: [svelte()],
      publicDir: false,
      ssr: { noExternal: true },
      build: {
        ssr: 'src/view/app/documents.ts',
        outDir: scratch,
        emptyOutDir: true,
        minify: false,
        rolldownOptions: { output: { entryFileNames: 'documents.mjs' } },
      },
    });
    const module = await import(pathToFileURL(path.join(scratch, 'documents.mjs')).href);
    return await module.renderDocuments();
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** @param {readonly string[]} urls */
function sitemap(urls) {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls.join('\n')}\n</urlset>\n`;
}
