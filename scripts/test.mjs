// `npm test`: runs every test, including those in a browser, and prints the totals on the last
// line.

import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { inScratchFolder, root } from './folders.mjs';

/**
 * Runs a script, shows its output, and reads the report that it writes.
 *
 * @param {string} script
 * @param {readonly string[]} words
 * @param {string} reportFile
 * @param {Readonly<Record<string, string>>} [env]
 */
async function run(script, words, reportFile, env) {
  const { status } = spawnSync(process.execPath, [path.join(root, script), ...words], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  const report = await readFile(reportFile, 'utf8').then(JSON.parse, () => undefined);
  return { succeeded: status === 0, report };
}

/**
 * A run that failed outside its tests counts as one failed test.
 *
 * @param {boolean} succeeded
 * @param {number} passed
 * @param {readonly string[]} failed names of tests
 */
function outcomeOf(succeeded, passed, failed) {
  if (succeeded || failed.length > 0) return { passed, failed };
  return { passed, failed: ['an error outside the tests: see the output above'] };
}

/**
 * A suite in the report of Playwright.
 *
 * @typedef {{
 *   file: string;
 *   suites?: Suite[];
 *   specs?: { ok: boolean; title: string }[];
 * }} Suite
 */

/**
 * @param {Suite} suite
 * @returns {string[]}
 */
function failedSpecs({ file, suites = [], specs = [] }) {
  const own = specs.filter(({ ok }) => !ok).map(({ title }) => `${file}: ${title}`);
  return [...own, ...suites.flatMap(failedSpecs)];
}

/**
 * A file of tests in the report of Vitest.
 *
 * @typedef {{
 *   name: string;
 *   assertionResults: { status: string; fullName: string }[];
 * }} TestFile
 */

/** @param {TestFile} file */
function failedTests({ name, assertionResults }) {
  return assertionResults
    .filter(({ status }) => status === 'failed')
    .map(({ fullName }) => `${path.relative(root, name)}: ${fullName}`);
}

/** @param {string} directory */
async function testUnits(directory) {
  const file = path.join(directory, 'vitest.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const { succeeded, report } = await run(
    'node_modules/vitest/vitest.mjs',
    ['run', ...reporters],
    file,
  );
  const failed = (report?.testResults ?? []).flatMap(failedTests);
  return outcomeOf(succeeded, report?.numPassedTests ?? 0, failed);
}

/** @param {string} directory */
async function testInBrowser(directory) {
  const file = path.join(directory, 'playwright.json');
  const { succeeded, report } = await run(
    'scripts/test-browser.mjs',
    ['--reporter=list,json'],
    file,
    { PLAYWRIGHT_JSON_OUTPUT_FILE: file },
  );
  const failed = (report?.suites ?? []).flatMap(failedSpecs);
  return outcomeOf(succeeded, report?.stats?.expected ?? 0, failed);
}

const outcomes = await inScratchFolder(async (directory) => [
  await testUnits(directory),
  await testInBrowser(directory),
]);
const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
const failed = outcomes.flatMap((outcome) => outcome.failed);
if (failed.length > 0) console.log(`\nFailed:\n${failed.join('\n')}`);
console.log(`\n${passed} passed, ${failed.length} failed`);
process.exitCode = failed.length === 0 ? 0 : 1;
