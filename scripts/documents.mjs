// A Vite plugin: after the app is built, renders every document to an HTML file of its own. It uses
// the app's components, and the built index.html as the frame around them.

import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { build } from 'vite';
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
        await writeFile(
          path.join(folder, 'index.html'),
          framed(frame, document, manifest, address),
        );
      }
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

/** The address of the published site with its last slash; null if nobody gave it (SITE_URL). */
function siteAddress() {
  const given = process.env['SITE_URL'] ?? '';
  if (given === '') return null;
  const { href } = new URL(given);
  return href.endsWith('/') ? href : `${href}/`;
}

/**
 * @param {string} frame the built index.html
 * @param {RenderedDocument} document
 * @param {import('vite').Manifest} manifest
 * @param {string | null} address of the site
 */
function framed(frame, document, manifest, address) {
  const { root, title, description, path: place, body } = document;
  const isStart = place === '';
  const head = [
    ...stylesOf(document.sources, manifest)
      .filter((file) => !frame.includes(file))
      .map((file) => `<link rel="stylesheet" href="./${file}" />`),
    ...metadata(document, address),
  ];
  return frame
    .replace('<html lang="en">', `<html lang="en"${isStart ? '' : attributes(document)}>`)
    .replace(/<title>[^<]*<\/title>/, () => `<title>${escapeHtml(title)} · WS 101</title>`)
    .replace(
      /<meta\s+name="description"\s+content="[^"]*"\s*\/>/,
      () => `<meta name="description" content="${escapeHtml(description)}" />`,
    )
    .replace('</head>', () => `  ${head.join('\n    ')}\n  </head>`)
    .replace('<div id="app"></div>', () => `<div id="app">${body}</div>`)
    .replaceAll('="./', `="${root === '' ? './' : root}`);
}

/** @param {RenderedDocument} document */
function attributes({ root, fragment }) {
  return ` data-root="${root}" data-address="${escapeHtml(fragment)}"`;
}

/**
 * @param {RenderedDocument} document
 * @param {string | null} address of the site
 */
function metadata({ title, description, path: place }, address) {
  const url = address === null ? null : address + place;
  const data = {
    '@context': 'https://schema.org',
    '@type': place.startsWith('guides/') && place !== 'guides/' ? 'TechArticle' : 'WebPage',
    headline: title,
    description,
    inLanguage: 'en',
    isPartOf: { '@type': 'WebSite', name: 'WS 101', ...(address !== null && { url: address }) },
    ...(url !== null && { url }),
  };
  return [
    ...(url === null ? [] : [`<link rel="canonical" href="${url}" />`]),
    `<meta property="og:type" content="${place === '' ? 'website' : 'article'}" />`,
    '<meta property="og:site_name" content="WS 101" />',
    `<meta property="og:title" content="${escapeHtml(title)}" />`,
    `<meta property="og:description" content="${escapeHtml(description)}" />`,
    ...(url === null ? [] : [`<meta property="og:url" content="${url}" />`]),
    `<script type="application/ld+json">${JSON.stringify(data).replaceAll('<', String.raw`\u003c`)}</script>`,
  ];
}

/**
 * The style sheets of these components and of everything that they import.
 *
 * @param {readonly string[]} sources from the project's root
 * @param {import('vite').Manifest} manifest
 */
function stylesOf(sources, manifest) {
  const keys = new Set(sources);
  const styles = new Set();
  // The set grows during the loop.
  for (const key of keys) {
    const chunk = manifest[key];
    if (chunk === undefined) throw new Error(`expected ${key} in the manifest`);
    for (const file of chunk.css ?? []) styles.add(file);
    for (const imported of chunk.imports ?? []) keys.add(imported);
  }
  return [...styles];
}

/** @param {readonly string[]} urls */
function sitemap(urls) {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls.join('\n')}\n</urlset>\n`;
}

/** @param {string} text */
function escapeHtml(text) {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
