// `npm run mutate`: changes the code in small ways and asks the tests whether they notice.
//
//   npm run mutate -- src/core/protocol/framing     a folder, a file, or several
//   --only frame-header.ts   measures only this file
//   --tests tests/core/gaps.test.ts   also runs these tests, besides those of the same folder
//   --lanes 1            how many processes share the work
//   --thorough           runs all tests that reach a mutant, also those that take seconds
//   --list               prints the mutants and runs nothing
//
// Without a path it measures everything that scripts/mutation/folders.mjs names. It prints what
// survived. scripts/mutation/accepted.json names survivors that no test can or should notice, with
// the reason. The command fails below a target, and for accepted mutants that no longer survive.

import { readdirSync, readFileSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './folders.mjs';
import { measured } from './mutation/folders.mjs';
import { tryMutants } from './mutation/lanes.mjs';
import { findSites } from './mutation/mutants.mjs';
import { compiles } from './mutation/type-check.mjs';

/**
 * @typedef {import('./mutation/mutants.mjs').Mutant} Mutant
 * @typedef {Pick<Mutant, 'file' | 'sourceLine' | 'original' | 'mutated'> & { reason: string }}
 *   Accepted
 */

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string' },
    tests: { type: 'string', multiple: true, default: [] },
    lanes: { type: 'string', default: String(os.availableParallelism()) },
    thorough: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
  },
});

/** @type {readonly Accepted[]} */
const allAccepted = JSON.parse(
  readFileSync(path.join(root, 'scripts/mutation/accepted.json'), 'utf8'),
);

/**
 * The files in a folder, and in those inside it; a file has itself.
 *
 * @param {string} place from the root of the project
 * @returns {string[]}
 */
function filesIn(place) {
  const from = path.join(root, place);
  if (statSync(from, { throwIfNoEntry: false }) === undefined) return [];
  if (!statSync(from).isDirectory()) return [place];
  const names = readdirSync(from, { recursive: true, encoding: 'utf8' });
  return names.map((name) => path.posix.join(place, name.replaceAll(path.sep, '/'))).sort();
}

/** @type {Map<string, string>} */
const sources = new Map();

/**
 * The source as it was when it was first read, even if it changes while the tests run.
 *
 * @param {string} file
 */
function readSource(file) {
  const source = sources.get(file) ?? readFileSync(path.join(root, file), 'utf8');
  sources.set(file, source);
  return source;
}

/** @param {string} place */
const testsOf = (place) => place.replace(/^src\//, 'tests/').replace(/\.ts$/, '.test.ts');

/** @param {Mutant} mutant @param {Accepted} accepted */
const isSame = (mutant, accepted) =>
  mutant.file === accepted.file &&
  mutant.sourceLine === accepted.sourceLine &&
  mutant.original === accepted.original &&
  mutant.mutated === accepted.mutated;

/** @param {Mutant} mutant */
const describe = ({ file, line, original, mutated }) =>
  `${file}:${line}\n    ${original}\n    ${mutated}`;

/** @param {number} tried @param {number} total */
function showProgress(tried, total) {
  if (process.stdout.isTTY) process.stdout.write(`\r${tried} of ${total} `);
}

/** @param {readonly Mutant[]} mutants @param {readonly string[]} tests */
async function outcomesOf(mutants, tests) {
  /** @type {Record<string, number>} */
  const numbers = {};
  mutants.forEach(({ file }, number) => (numbers[file] ??= number));
  const absolute = (/** @type {string} */ file) => path.join(root, file);
  const numbered = mutants.map(({ file }, number) => ({
    number,
    tests: [absolute(testsOf(file))],
  }));
  const lanes = Math.max(1, Math.min(Number(values.lanes), mutants.length));
  const work = { numbers, tests: tests.map(absolute), isThorough: values.thorough };
  const outcomes = await tryMutants(work, numbered, lanes, (tried) =>
    showProgress(tried, mutants.length),
  );
  return mutants.map((mutant, index) => ({ mutant, ...outcomes[index] }));
}

/**
 * Those that compile: the others are noticed by `npm run check`.
 *
 * @param {readonly Mutant[]} survivors
 */
function withoutTypeErrors(survivors) {
  const areFine = compiles(
    survivors.map(({ file, start, end, replacement }) => {
      const source = readSource(file);
      return { file, source: source.slice(0, start) + replacement + source.slice(end) };
    }),
  );
  return survivors.filter((_, index) => areFine[index]);
}

/**
 * Measures a folder or file, prints what survived, and says whether it is as it should be.
 *
 * @param {import('./mutation/folders.mjs').Measured} place
 */
async function measure({ path: place, target, tests = [] }) {
  const only = values.only;
  const files = filesIn(place).filter(
    (file) => /(?<!\.d)\.ts$/.test(file) && (only === undefined || file.endsWith(`/${only}`)),
  );
  const mutants = files.flatMap((file) => findSites(file, readSource(file)).mutants);
  if (values.list) {
    for (const mutant of mutants) console.log(describe(mutant));
    console.log(`${place}: ${mutants.length} mutants`);
    return true;
  }
  const testPlaces = [testsOf(place), ...tests, ...values.tests];
  const testFiles = testPlaces.flatMap(filesIn).filter((file) => file.endsWith('.test.ts'));
  if (mutants.length === 0 || testFiles.length === 0) {
    throw new Error(`expected mutants and tests of ${place}, got none`);
  }

  const from = performance.now();
  const outcomes = await outcomesOf(mutants, [...new Set(testFiles)]);
  const survivors = outcomes.filter(({ outcome }) => outcome !== 'killed');
  const compiling = new Set(withoutTypeErrors(survivors.map(({ mutant }) => mutant)));
  const open = survivors.filter(({ mutant }) => compiling.has(mutant));
  const accepted = allAccepted.filter(({ file }) => files.includes(file));
  const isAccepted = (/** @type {Mutant} */ mutant) =>
    accepted.some((each) => isSame(mutant, each));
  const unaccepted = open.filter(({ mutant }) => !isAccepted(mutant));
  const stale = accepted.filter((each) => !open.some(({ mutant }) => isSame(mutant, each)));

  for (const { mutant, outcome } of unaccepted) {
    console.log(`${describe(mutant)}${outcome === 'unreached' ? '\n    (no test runs this)' : ''}`);
  }
  for (const each of accepted.filter((each) => !stale.includes(each))) {
    console.log(`accepted: ${each.file}: ${each.original} → ${each.mutated}: ${each.reason}`);
  }
  for (const each of stale) {
    console.log(`accepted, but does not survive: ${each.file}: ${each.original} → ${each.mutated}`);
  }
  const counted = mutants.length - (open.length - unaccepted.length);
  const score = (100 * (counted - unaccepted.length)) / counted;
  const byTypes = survivors.length - open.length;
  console.log(
    `${place}: ${score.toFixed(1)}% of ${counted} mutants noticed (target ${target}%),` +
      ` ${byTypes} of them by types; ${unaccepted.length} survived,` +
      ` ${open.length - unaccepted.length} accepted;` +
      ` ${((performance.now() - from) / 1000).toFixed(0)} s`,
  );
  return score >= target && stale.length === 0;
}

/**
 * What the words of the command name: rows of the table, or other paths without a target.
 *
 * @returns {readonly import('./mutation/folders.mjs').Measured[]}
 */
function chosenPlaces() {
  if (positionals.length === 0) return measured;
  return positionals.map((word) => {
    const place = word.replace(/\/$/, '').replace(/^(?!src\/)/, 'src/');
    const row = measured.find((each) => `${place}/`.startsWith(`${each.path}/`));
    return { target: 0, ...row, path: place };
  });
}

let isGood = true;
for (const place of chosenPlaces()) isGood = (await measure(place)) && isGood;
process.exitCode = isGood ? 0 : 1;
