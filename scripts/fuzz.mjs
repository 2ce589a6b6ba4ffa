// `npm run fuzz -- --seconds 60`: mutates the vectors, recorded sessions and captures of the tests,
// and reads them with every reader of core. It fails on a throw, a broken invariant or an input
// that takes longer than a second, and saves the input with its command in .cache/fuzz. The seed is
// random unless `--seed N` is given. `--only N` runs only that input.

import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { root } from './folders.mjs';

/** An input that takes longer than this hangs. */
const timeoutMs = 10_000;
/** The largest input that can be saved if the worker hangs. */
const sharedSize = 64 * 1024;

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
    only: { type: 'string' },
  },
});
const seconds = Number(values.seconds);
const seed = Number(values.seed);
const only = values.only === undefined ? null : Number(values.only);

/**
 * @typedef {object} Problem
 * @property {string} target
 * @property {number} number which input of the run
 * @property {string} what
 * @property {Uint8Array} input
 */

/**
 * @typedef {{ target: string, inputs: number, slowestInMs: number, slowestNumber: number }} Count
 */

/**
 * What the worker is doing: the input's number, the target's index, the input's length. And the
 * input's bytes.
 */
const place = new Int32Array(new SharedArrayBuffer(12));
const bytes = new Uint8Array(new SharedArrayBuffer(sharedSize));

/** @param {Problem} problem */
async function report({ target, number, what, input }) {
  const folder = path.join(root, '.cache/fuzz');
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, `${target}-${seed}-${number}`);
  await writeFile(`${file}.bin`, input);
  await writeFile(`${file}.txt`, `npm run fuzz -- --seed ${seed} --only ${number}\n\n${what}\n`);
  console.log(`✗ ${target}, input ${number}: ${what}`);
  console.log(`  saved as ${path.relative(root, file)}.bin`);
}

/** @returns {Promise<{ counts: Count[], problem: Problem | null }>} */
function runWorker() {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./fuzz/worker.mjs', import.meta.url), {
      workerData: { seconds, seed, only, place, bytes },
    });
    let last = -1;
    let since = Date.now();
    const watch = setInterval(() => {
      const number = Atomics.load(place, 0);
      if (number !== last || number === 0) {
        last = number;
        since = Date.now();
      } else if (Date.now() - since > timeoutMs) {
        clearInterval(watch);
        void worker.terminate();
        const what = `not done after ${timeoutMs / 1000} s`;
        const input = bytes.slice(0, place[2]);
        resolve({ counts: [], problem: { target: `target ${place[1]}`, number, what, input } });
      }
    }, 250);
    worker.on('message', resolve);
    worker.on('error', reject);
    worker.on('exit', () => clearInterval(watch));
  });
}

console.log(`seed ${seed}, ${only === null ? `${seconds} s` : `input ${only}`}`);
const { counts, problem } = await runWorker();
for (const { target, inputs, slowestInMs, slowestNumber } of counts) {
  const tried = `${inputs.toLocaleString('en')} inputs`.padStart(18);
  const slowest = `slowest ${slowestInMs.toFixed(1)} ms (input ${slowestNumber})`;
  console.log(`  ${target.padEnd(14)}${tried}   ${slowest}`);
}
if (problem) await report(problem);
else console.log('nothing found');
process.exitCode = problem ? 1 : 0;
