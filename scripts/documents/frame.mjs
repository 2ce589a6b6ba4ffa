// A document as an HTML file: the built index.html with the document's head and content.

import { pictureSize } from './pictures.mjs';

/** @typedef {import('../../src/view/app/documents.ts').RenderedDocument} RenderedDocument */

/**
 * @param {string} frame the built index.html
 * @param {RenderedDocument} document
 * @param {import('vite').Manifest} manifest
 * @param {string | null} address of the site
 */
export function framed(frame, document, manifest, address) {
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
function metadata({ title, description, path: place, preview }, address) {
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
    ...pictureTags(preview, address),
    `<script type="application/ld+json">${JSON.stringify(data).replaceAll('<', String.raw`\u003c`)}</script>`,
  ];
}

/**
 * Readers of links need an absolute address. Without the site's, it is relative to the document.
 *
 * @param {RenderedDocument['preview']} preview
 * @param {string | null} address of the site
 */
function pictureTags({ file, alt }, address) {
  return [
    `<meta property="og:image" content="${address ?? './'}${file}" />`,
    '<meta property="og:image:type" content="image/png" />',
    `<meta property="og:image:width" content="${pictureSize.width}" />`,
    `<meta property="og:image:height" content="${pictureSize.height}" />`,
    `<meta property="og:image:alt" content="${escapeHtml(alt)}" />`,
    '<meta name="twitter:card" content="summary_large_image" />',
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

/** @param {string} text */
function escapeHtml(text) {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
