// `npm run licences`: writes public/licences.txt, with the licences of every package that is part
// of the built site. The build fails if the file lacks one.

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from './folders.mjs';

const page = path.join(root, 'public/licences.txt');

/** Tools that add parts of themselves to the build. */
const runtimes = ['svelte', 'clsx', 'vite', 'rolldown'];

/** Dependencies of the command line alone, which stay outside its bundle with their licences. */
const onlyInNode = ['sirv', '@polka/url', 'mrmime', 'totalist'];

/** @param {string} file */
const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

/**
 * A package's dependencies, and their dependencies.
 *
 * @param {string} directory of the package
 * @returns {string[]}
 */
function needsOf(directory) {
  const { dependencies = {} } = readJson(path.join(directory, 'package.json'));
  return Object.keys(dependencies).flatMap((name) => [
    name,
    ...needsOf(path.join(root, 'node_modules', name)),
  ]);
}

/** The names of all packages that ship, sorted. */
export function shippedPackages() {
  const needs = needsOf(root).filter((name) => !onlyInNode.includes(name));
  return [...new Set([...needs, ...runtimes])].toSorted();
}

/** @param {string} name */
function licenceOf(name) {
  const directory = path.join(root, 'node_modules', name);
  const { version, license } = readJson(path.join(directory, 'package.json'));
  const file = readdirSync(directory).find((entry) => /^licen[cs]e(\.\w+)?$/i.test(entry));
  if (file === undefined) throw new Error(`expected a licence file in ${name}, found none`);
  // In Vite's file the licences of packages that only run in Node follow its own.
  const [own = ''] = readFileSync(path.join(directory, file), 'utf8').split(
    '# Licenses of bundled dependencies',
  );
  const text = own
    .replaceAll('\r\n', '\n')
    .replace(/[ \t]+$/gm, '')
    .trim();
  return `${name} ${version} (${license})\n\n${text}\n`;
}

/** The text for the installed packages. */
export function licencesPage() {
  const own = readFileSync(path.join(root, 'LICENSE'), 'utf8').trim();
  const rule = `\n${'='.repeat(80)}\n\n`;
  return [
    `WS 101 (MIT)\n\n${own}\n`,
    `What follows are the licences of the packages of which a part is in this site.\n`,
    ...shippedPackages().map(licenceOf),
  ].join(rule);
}

/**
 * The package that a module of a bundle comes from, if it isn't ours.
 *
 * @param {string} id a path, or the name of a generated module
 */
export function packageOf(id) {
  const [, inside] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(id) ?? [];
  const [, madeUpBy] = /^\0(vite|rolldown)\//.exec(id) ?? [];
  return inside ?? madeUpBy;
}

/** @param {Iterable<string>} ids of modules and assets in a bundle */
export function unnamedPackages(ids) {
  const named = new Set(shippedPackages());
  const found = new Set(Array.from(ids, packageOf).filter((name) => name !== undefined));
  return [...found].filter((name) => !named.has(name));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const before = existsSync(page) ? readFileSync(page, 'utf8') : '';
  const now = licencesPage();
  if (now !== before) writeFileSync(page, now);
  console.log(`public/licences.txt ${now === before ? 'is up to date' : 'is new'}`);
}
