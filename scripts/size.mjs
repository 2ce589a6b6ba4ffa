// `npm run size`: builds the site, measures what a first visit to Learn loads, and fails if it
// exceeds the budget.

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { inScratchFolder } from './folders.mjs';
import { buildSite } from './site.mjs';

const budget = 162 * 1024;
const kilobytes = new Intl.NumberFormat('en', {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});

/**
 * What Learn, the first page, shows without a click: the lesson with its opening, the chat in it,
 * and the diagram. The question before the first step is loaded ahead.
 */
const shownParts = ['learn', 'LessonOpening', 'ShortChat', 'LessonDiagram', 'predictions'];

/**
 * The scripts, styles and fonts that a first visit loads without a click: those of the app, and of
 * Learn's first view.
 *
 * @param {import('vite').Manifest} manifest
 */
export function firstLoadOf(manifest) {
  const keyOf = (/** @type {string} */ name) =>
    Object.keys(manifest).find((key) => manifest[key]?.name === name) ?? `a file named ${name}`;
  const wanted = ['index.html', ...shownParts.map(keyOf)];
  /** @type {Set<string>} */
  const files = new Set();
  // The list grows during the loop.
  for (const key of wanted) {
    const chunk = manifest[key];
    if (chunk === undefined) throw new Error(`expected ${key} in the manifest, found none`);
    for (const file of [chunk.file, ...(chunk.css ?? []), ...(chunk.assets ?? [])]) files.add(file);
    wanted.push(...(chunk.imports ?? []).filter((imported) => !wanted.includes(imported)));
  }
  return [...files].toSorted();
}

/** @param {string} directory a built site */
async function weighFirstLoad(directory) {
  const manifest = JSON.parse(await readFile(path.join(directory, '.vite/manifest.json'), 'utf8'));
  return Promise.all(
    firstLoadOf(manifest).map(async (file) => {
      const bytes = await readFile(path.join(directory, file));
      return { file, size: bytes.length, gzipped: gzipSync(bytes).length };
    }),
  );
}

/** @param {string} name @param {...string} columns */
function printRow(name, ...columns) {
  console.log(name.padEnd(66) + columns.map((text) => text.padStart(12)).join(''));
}

/** @param {number} bytes */
const inKilobytes = (bytes) => `${kilobytes.format(bytes / 1024)} KB`;

async function main() {
  const files = await inScratchFolder(async (directory) => {
    await buildSite(directory);
    return weighFirstLoad(directory);
  });
  const counted = files.filter(({ file }) => /\.(js|css)$/.test(file));
  const apart = files.filter((file) => !counted.includes(file));
  const total = counted.reduce((sum, { gzipped }) => sum + gzipped, 0);

  printRow('First load of Learn', 'size', 'gzipped');
  for (const { file, size, gzipped } of counted) {
    printRow(path.basename(file), inKilobytes(size), inKilobytes(gzipped));
  }
  printRow('JavaScript and CSS', '', inKilobytes(total));
  printRow('budget', '', inKilobytes(budget));
  for (const { file, size } of apart) printRow(`apart: ${path.basename(file)}`, inKilobytes(size));

  if (total > budget) {
    console.error(`The first load is ${inKilobytes(total - budget)} over its budget.`);
    process.exitCode = 1;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
