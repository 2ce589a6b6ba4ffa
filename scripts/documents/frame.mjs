// A document as an HTML file: the built index.html with the document's head and content.

import { pictureSize } from './pictures.mjs';

/** @typedef {import('../../src/view/app/documents.ts').RenderedDocument} RenderedDocument */

/** The script that every page runs first. */
const BOOT = /\s*<script src="[^"]*boot\.js"><\/script>/;

/**
 * @param {string} frame the built index.html
 * @param {RenderedDocument} document
 * @param {readonly string[]} styles beside those that the frame has
 * @param {string | null} address of the site
 */
export function framed(frame, document, styles, address) {
  const [boot] = BOOT.exec(frame) ?? [];
  const { root, tab, description, path: place, body } = document;
  const isStart = place === '';
  const head = [
    ...styles.map((file) => `<link rel="stylesheet" href="./${file}" />`),
    // It runs before the first paint, wherever it is in the head. After the style sheets, they load
    // at the same time.
    ...(boot === undefined ? [] : [boot.trim()]),
    ...metadata(document, address),
  ];
  return frame
    .replace(BOOT, '')
    .replace('<html lang="en">', `<html lang="en"${isStart ? '' : attributes(document)}>`)
    .replace(/<title>[^<]*<\/title>/, () => `<title>${escapeHtml(tab)}</title>`)
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

/** @param {string} text */
function escapeHtml(text) {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
