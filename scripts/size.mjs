// `npm run size`: builds the site, measures what a first visit to each kind of page loads, and
// fails if one exceeds its budget.

import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { inScratchFolder } from './folders.mjs';
import { buildSite } from './site.mjs';

const kilobytes = new Intl.NumberFormat('en', {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});

/** What waits in a document for the reader's pointer. */
const documentParts = ['revive-document'];

/**
 * What Learn shows without a click: the app, the lesson with its opening, the chat in it, and the
 * diagram.
 */
const learnParts = [
  'open-app',
  'LearnPage',
  'learn',
  'LessonOpening',
  'ShortChat',
  'LessonDiagram',
];

/**
 * @typedef {object} Visit
 * @property {string} name
 * @property {string} document the HTML file, from the site's root
 * @property {readonly string[]} parts the names of chunks that are shown without a click
 * @property {number} budget kilobytes of JavaScript and CSS, gzipped
 */

/** @type {readonly Visit[]} */
const visits = [
  { name: 'Start', document: 'index.html', parts: documentParts, budget: 30 },
  { name: 'Learn', document: 'index.html', parts: learnParts, budget: 167 },
];

/** The same for every guide, unless its figure is touched. */
const guideBudget = 40;

/** With its figure alive, of which 20 KB are Svelte. */
const figureBudget = 68;

/**
 * Of figures that act out connections, or compare methods.
 *
 * @type {Readonly<Record<string, number>>}
 */
const largeFigureBudgets = {
  compression: 75,
  'head-of-line': 80,
  observing: 88,
  'close-code-1006': 91,
  implementing: 110,
  polling: 115,
  'long-polling': 117,
  'which-one': 130,
};

/** The name of the chunk of a guide's figure: `OnAPhoneFigure`. @param {string} slug */
function figurePart(slug) {
  return `${slug.replaceAll(/(?:^|-)(\w)/g, (_, letter) => letter.toUpperCase())}Figure`;
}

/**
 * The scripts, styles and fonts that a first visit loads without a click: those that the document
 * names, and those of the parts that it shows.
 *
 * @param {string} html
 * @param {readonly string[]} parts
 * @param {import('vite').Manifest} manifest
 */
export function firstLoadOf(html, parts, manifest) {
  const named = [...html.matchAll(/(?:src|href)="[./]*(assets\/[^"]+)"/g)].map(
    ([, file = '']) => file,
  );
  const files = new Set(named);
  const wanted = Object.keys(manifest).filter((key) => {
    const { name = '', file = '' } = manifest[key] ?? {};
    return parts.includes(name) || named.includes(file);
  });
  const names = new Set(wanted.map((key) => manifest[key]?.name));
  const missing = parts.filter((part) => !names.has(part));
  if (missing.length > 0)
    throw new Error(`expected chunks named ${missing.join(', ')}, found none`);
  // The list grows during the loop.
  for (const key of wanted) {
    const chunk = manifest[key];
    if (chunk === undefined) throw new Error(`expected ${key} in the manifest, found none`);
    for (const file of [chunk.file, ...(chunk.css ?? []), ...(chunk.assets ?? [])]) files.add(file);
    wanted.push(...(chunk.imports ?? []).filter((imported) => !wanted.includes(imported)));
  }
  return [...files].toSorted();
}

/** The parts of Learn's first visit, for a test that compares them with what a browser loads. */
export const partsOfLearn = learnParts;

/** What brings a part of a document to life: Svelte's own entry. */
const aliveParts = ['index-client'];

/** The same for a guide whose figure was touched. @param {string} slug */
export function partsOfTouchedGuide(slug) {
  return [...documentParts, ...aliveParts, figurePart(slug)];
}

/** @param {string} directory a built site @param {Visit} visit */
async function weigh(directory, { document, parts }) {
  const read = (/** @type {string} */ file) => readFile(path.join(directory, file));
  const manifest = JSON.parse(await readFile(path.join(directory, '.vite/manifest.json'), 'utf8'));
  const html = await readFile(path.join(directory, document), 'utf8');
  return Promise.all(
    firstLoadOf(html, parts, manifest).map(async (file) => {
      const bytes = await read(file);
      return { file, size: bytes.length, gzipped: gzipSync(bytes).length };
    }),
  );
}

/** @param {string} directory a built site @returns {Promise<Visit[]>} */
async function guideVisits(directory) {
  const entries = await readdir(path.join(directory, 'guides'), { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => {
      const document = `guides/${name}/index.html`;
      return [
        { name: `the guide ${name}`, document, parts: documentParts, budget: guideBudget },
        {
          name: `the guide ${name} and its figure`,
          document,
          parts: partsOfTouchedGuide(name),
          budget: largeFigureBudgets[name] ?? figureBudget,
        },
      ];
    });
}

/** @param {string} name @param {...string} columns */
function printRow(name, ...columns) {
  console.log(name.padEnd(66) + columns.map((text) => text.padStart(12)).join(''));
}

/** @param {number} bytes */
const inKilobytes = (bytes) => `${kilobytes.format(bytes / 1024)} KB`;

/**
 * Prints what a visit loads, and returns whether that is within its budget.
 *
 * @param {string} directory a built site
 * @param {Visit} visit
 * @param {boolean} isDetailed whether each file is listed
 */
async function report(directory, visit, isDetailed) {
  const files = await weigh(directory, visit);
  const counted = files.filter(({ file }) => /\.(js|css)$/.test(file));
  const total = counted.reduce((sum, { gzipped }) => sum + gzipped, 0);
  if (isDetailed) {
    for (const { file, size, gzipped } of counted) {
      printRow(`  ${path.basename(file)}`, inKilobytes(size), inKilobytes(gzipped));
    }
  }
  printRow(`First load of ${visit.name}`, inKilobytes(total), `of ${visit.budget} KB`);
  return total <= visit.budget * 1024;
}

async function main() {
  const isDetailed = process.argv.includes('--files');
  const results = await inScratchFolder(async (directory) => {
    await buildSite(directory);
    /** @type {boolean[]} */
    const withinBudget = [];
    for (const visit of [...visits, ...(await guideVisits(directory))]) {
      withinBudget.push(await report(directory, visit, isDetailed));
    }
    return withinBudget;
  });
  if (results.includes(false)) {
    console.error('A first load is over its budget. `npm run size -- --files` lists its files.');
    process.exitCode = 1;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
