// Distributes the mutants among processes, and restarts a process that a mutant hung or killed.

import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inScratchFolder, root } from '../folders.mjs';

/** runner.ts ends endless loops. This ends other hangs. */
const MAX_SILENCE_MS = 120_000;

/**
 * What the lanes have in common: the number of the first mutant of each file, the test files
 * (absolute), and whether the slowest tests run too.
 *
 * @typedef {object} Work
 * @property {Readonly<Record<string, number>>} numbers
 * @property {readonly string[]} tests
 * @property {boolean} isThorough
 */

/**
 * @typedef {{ outcome: 'killed' | 'survived' | 'unreached', by?: string, file?: string }} Outcome
 */

/** @param {string} file */
function readResults(file) {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : [];
  return lines.map((line) => JSON.parse(line));
}

/**
 * Runs one process until it ends, or prints nothing for too long.
 *
 * @param {string} planFile
 * @param {string} results
 * @param {(count: number) => void} onProgress
 */
function runProcess(planFile, results, onProgress) {
  return new Promise((resolve) => {
    const lane = path.join(root, 'scripts/mutation/lane.mjs');
    const child = spawn(process.execPath, [lane, planFile], {
      cwd: root,
      detached: true,
      env: { ...process.env, NO_COLOR: '1' },
    });
    let output = '';
    const collect = (/** @type {Buffer} */ chunk) => {
      output = `${output}${chunk.toString()}`.slice(-10_000);
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    let length = 0;
    let changedAt = performance.now();
    const stop = () => process.kill(-(child.pid ?? 0), 'SIGKILL');
    process.once('exit', stop);
    const watch = setInterval(() => {
      const read = readResults(results);
      if (read.length !== length) changedAt = performance.now();
      length = read.length;
      onProgress(read.filter(({ outcome }) => outcome !== undefined).length);
      if (performance.now() - changedAt > MAX_SILENCE_MS) stop();
    }, 500);
    child.on('close', (code) => {
      clearInterval(watch);
      process.off('exit', stop);
      resolve({ succeeded: code === 0, output });
    });
  });
}

/**
 * @param {string} directory for its files
 * @param {Work} work
 * @param {readonly { number: number, tests: readonly string[] }[]} mutants
 * @param {(count: number) => void} onProgress
 * @returns {Promise<Map<number, Outcome>>}
 */
async function runLane(directory, { numbers, tests, isThorough }, mutants, onProgress) {
  /** @type {Map<number, Outcome>} */
  const outcomes = new Map();
  for (let round = 0; outcomes.size < mutants.length; round += 1) {
    const results = path.join(directory, `results-${round}.jsonl`);
    const planFile = path.join(directory, `plan-${round}.json`);
    const left = mutants.filter(({ number }) => !outcomes.has(number));
    const plan = { results, tests, isThorough, mutants: left };
    writeFileSync(planFile, JSON.stringify({ plan, numbers }));
    const before = outcomes.size;
    const { output } = await runProcess(planFile, results, (count) => onProgress(before + count));
    const read = readResults(results);
    if (read.length === 0) throw new Error(`The tests don't run without a mutant:\n${output}`);
    for (const { mutant, ...outcome } of read) {
      if (outcome.outcome !== undefined) outcomes.set(mutant, outcome);
    }
    const { mutant } = read.at(-1);
    if (!outcomes.has(mutant)) outcomes.set(mutant, { outcome: 'killed', by: 'does not end' });
  }
  return outcomes;
}

/**
 * Tries every mutant. Returns the outcomes in the order of the mutants.
 *
 * @param {Work} work
 * @param {readonly { number: number, tests: readonly string[] }[]} mutants
 * @param {number} count of processes
 * @param {(tried: number) => void} onProgress
 */
export function tryMutants(work, mutants, count, onProgress) {
  return inScratchFolder(async (scratch) => {
    /** @type {number[]} */
    const progress = [];
    const lanes = Array.from({ length: count }, async (_, lane) => {
      const own = mutants.filter((__, index) => index % count === lane);
      const directory = path.join(scratch, String(lane));
      mkdirSync(directory);
      return runLane(directory, work, own, (tried) => {
        progress[lane] = tried;
        onProgress(progress.reduce((sum, each) => sum + (each ?? 0), 0));
      });
    });
    const outcomes = new Map((await Promise.all(lanes)).flatMap((each) => [...each]));
    return mutants.map(({ number }) => /** @type {Outcome} */ (outcomes.get(number)));
  });
}
