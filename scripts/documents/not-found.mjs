// A Vite plugin: writes 404.html, which static hosts show at addresses that don't exist, and lets
// `npm start` do the same. Such an address can have any depth, so the page names no file of the
// site. Its script finds the site's root and leads to the app, which shows the nearest pages.

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { siteAddress } from './site-address.mjs';

const name = '404.html';

/** @returns {import('vite').Plugin} */
export function notFoundPage() {
  let outDir = '';
  let isSite = false;
  return {
    name: 'not-found-page',
    configResolved(config) {
      outDir = path.resolve(config.root, config.build.outDir);
      isSite = config.command === 'build' && !config.build.ssr;
    },
    async closeBundle() {
      if (!isSite) return;
      const script = await readFile(path.join(import.meta.dirname, 'find-site.js'), 'utf8');
      await writeFile(path.join(outDir, name), pageWith(script, siteAddress()));
    },
    configurePreviewServer(server) {
      // After the files of the site, and before Vite's own 404 without a body.
      return () => {
        server.middlewares.use((request, response, next) => {
          const asked = new URL(request.url ?? '/', 'http://localhost').pathname;
          const isPage = asked.endsWith('.html') && existsSync(path.join(outDir, asked));
          if (isPage) {
            next();
            return;
          }
          readFile(path.join(outDir, name)).then((page) => {
            response.statusCode = 404;
            response.setHeader('Content-Type', 'text/html');
            response.end(page);
          }, next);
        });
      };
    },
  };
}

const style = 'body{margin:2rem;max-width:40rem;font:1rem/1.5 sans-serif}';

/**
 * @param {string} script
 * @param {string | null} address of the site
 */
export function pageWith(script, address) {
  const policy = [
    "default-src 'none'",
    `script-src ${hashOf(script)}`,
    `style-src ${hashOf(style)}`,
    "img-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const way =
    address === null
      ? 'Its first page is in a folder above this address.'
      : `<a href="${address}">Open the first page</a>.`;
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    <title>Page not found · WS 101</title>
    <meta name="robots" content="noindex" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <style>${style}</style>
  </head>
  <body>
    <main>
      <h1>This page doesn’t exist</h1>
      <p>WS 101 has no page at this address. ${way}</p>
    </main>
    <script>${script}</script>
  </body>
</html>
`;
}

/** @param {string} text */
function hashOf(text) {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
