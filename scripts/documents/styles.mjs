// The style sheets of documents. A document needs a dozen small ones, and the last of them decides
// when it is shown. So those that the app doesn't load first are joined into one file.

import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** @typedef {import('../../src/view/app/documents.ts').RenderedDocument} RenderedDocument */

/**
 * Writes the joined file, and returns the style sheets that the document needs beside those of the
 * frame.
 *
 * @param {string} outDir
 * @param {RenderedDocument} document
 * @param {import('vite').Manifest} manifest
 * @param {string} frame the built index.html
 */
export async function writeStyles(outDir, { path: place, sources }, manifest, frame) {
  const files = stylesOf(sources, manifest).filter((file) => !frame.includes(file));
  // The root document is also the app's, whose pages load the other files again.
  const ofStart = new Set(
    Object.entries(manifest).flatMap(([key, chunk]) => chunkStyles(key, chunk)),
  );
  const joined = place === '' ? files.filter((file) => ofStart.has(file)) : files;
  const texts = await Promise.all(joined.map((file) => readFile(path.join(outDir, file), 'utf8')));
  const css = texts.join('');
  const hash = createHash('sha256').update(css).digest('base64url').slice(0, 8);
  const file = `assets/document-${hash}.css`;
  await writeFile(path.join(outDir, file), css);
  return [...files.filter((each) => !joined.includes(each)), file];
}

/** @param {string} key @param {import('vite').ManifestChunk} chunk */
function chunkStyles(key, { css = [] }) {
  return key.startsWith('src/view/pages/start/') ? css : [];
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
