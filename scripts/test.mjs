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
 * @param {number} failed
 */
function outcomeOf(succeeded, passed, failed) {
  return { passed, failed: succeeded ? failed : Math.max(failed, 1) };
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
  return outcomeOf(succeeded, report?.numPassedTests ?? 0, report?.numFailedTests ?? 0);
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
  const { expected = 0, unexpected = 0, flaky = 0 } = report?.stats ?? {};
  return outcomeOf(succeeded, expected, unexpected + flaky);
}

const outcomes = await inScratchFolder(async (directory) => [
  await testUnits(directory),
  await testInBrowser(directory),
]);
const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
const failed = outcomes.reduce((sum, outcome) => sum + outcome.failed, 0);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
