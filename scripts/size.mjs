// `npm run size`: builds the site, weighs what a first visit to Learn loads, fails over the budget.

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { inScratchFolder } from './folders.mjs';
import { buildSite } from './site.mjs';

const budget = 90 * 1024;
const kilobytes = new Intl.NumberFormat('en', {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});

/** The app, and the page that it asks for at once. */
const roots = ['index.html', 'src/view/pages/learn/LearnPage.svelte'];

/** What comes by itself once the lesson is drawn: what the first step shows beside it, and what waits for the reader. */
const followers = ['StepStates', 'CodeLines', 'LessonTools', 'PrintedLesson'].map(
  (name) => `src/view/pages/learn/${name}.svelte`,
);

/**
 * The scripts, styles and fonts of a first visit until the lesson is drawn: what the roots import, and no further.
 *
 * @param {import('vite').Manifest} manifest
 */
function firstLoadOf(manifest) {
  return filesOf(manifest, roots);
}

/**
 * All that a first visit loads without anything being asked for.
 *
 * @param {import('vite').Manifest} manifest
 */
export function unaskedLoadOf(manifest) {
  return filesOf(manifest, [...roots, ...followers]);
}

/**
 * @param {import('vite').Manifest} manifest
 * @param {readonly string[]} keys
 */
function filesOf(manifest, keys) {
  const wanted = [...keys];
  /** @type {Set<string>} */
  const files = new Set();
  // The list grows while it is walked.
  for (const key of wanted) {
    const chunk = manifest[key];
    if (chunk === undefined) throw new Error(`expected ${key} in the manifest, found none`);
    for (const file of [chunk.file, ...(chunk.css ?? []), ...(chunk.assets ?? [])]) files.add(file);
    wanted.push(...(chunk.imports ?? []).filter((imported) => !wanted.includes(imported)));
  }
  return [...files].toSorted();
}

/**
 * @param {string} directory a built site
 * @param {(manifest: import('vite').Manifest) => string[]} choose
 */
async function weigh(directory, choose) {
  const manifest = JSON.parse(await readFile(path.join(directory, '.vite/manifest.json'), 'utf8'));
  return Promise.all(
    choose(manifest).map(async (file) => {
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
  const [files, unasked] = await inScratchFolder(async (directory) => {
    await buildSite(directory);
    return Promise.all([weigh(directory, firstLoadOf), weigh(directory, unaskedLoadOf)]);
  });
  const isCounted = (/** @type {{ file: string }} */ { file }) => /\.(js|css)$/.test(file);
  const sum = (/** @type {typeof files} */ weighed) =>
    weighed.filter(isCounted).reduce((total, { gzipped }) => total + gzipped, 0);
  const counted = files.filter(isCounted);
  const apart = files.filter((file) => !counted.includes(file));
  const total = sum(files);

  printRow('First load of Learn', 'size', 'gzipped');
  for (const { file, size, gzipped } of counted) {
    printRow(path.basename(file), inKilobytes(size), inKilobytes(gzipped));
  }
  printRow('JavaScript and CSS', '', inKilobytes(total));
  printRow('budget', '', inKilobytes(budget));
  printRow('with what comes by itself once the lesson is drawn', '', inKilobytes(sum(unasked)));
  for (const { file, size } of apart) printRow(`apart: ${path.basename(file)}`, inKilobytes(size));

  if (total > budget) {
    console.error(`The first load is ${inKilobytes(total - budget)} over its budget.`);
    process.exitCode = 1;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
