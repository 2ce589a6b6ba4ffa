// Lets several contestants do the same work by turns, each in a separate process. So none can
// affect another's compiled code or heap, and a slow machine slows them all down.

import { fork } from 'node:child_process';
import path from 'node:path';

/**
 * @typedef {object} Times in nanoseconds for one unit of work
 * @property {number} median
 * @property {number} min
 * @property {number} max
 */

/**
 * @typedef {object} Contestant
 * @property {string} name
 * @property {Record<string, string>} [env] for its process alone
 */

const warmUps = 2;

/**
 * Each contestant's process gets the task once, then runs it on every request.
 *
 * @param {string} script beside this file; it answers `{ task }` with `{ ready }` and `'run'` with
 *   `{ ns }`
 * @param {readonly Contestant[]} contestants
 * @param {object} task
 * @param {number} rounds
 * @returns {Promise<Map<string, Times>>}
 */
export async function compete(script, contestants, task, rounds) {
  const players = contestants.map(({ name, env }) => {
    const child = fork(path.join(import.meta.dirname, script), {
      execArgv: ['--expose-gc'],
      env: { ...process.env, ...env },
    });
    return { name, child, times: /** @type {number[]} */ ([]) };
  });
  try {
    for (const { name, child } of players) await ask(child, { task: { ...task, name } });
    for (let round = -warmUps; round < rounds; round++) {
      for (const { child, times } of players) {
        const { ns } = await ask(child, 'run');
        if (round >= 0) times.push(ns);
      }
    }
  } finally {
    for (const { child } of players) child.kill();
  }
  return new Map(players.map(({ name, times }) => [name, summaryOf(times)]));
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {any} question
 * @returns {Promise<any>}
 */
function ask(child, question) {
  return new Promise((resolve, reject) => {
    /** @param {number | null} code */
    const fail = (code) => reject(new Error(`expected an answer, got exit code ${code}`));
    child.once('exit', fail);
    child.once('message', (answer) => {
      child.off('exit', fail);
      resolve(answer);
    });
    child.send(question);
  });
}

/**
 * @param {readonly number[]} times
 * @returns {Times}
 */
function summaryOf(times) {
  const sorted = times.toSorted((one, other) => one - other);
  const at = (/** @type {number} */ share) =>
    sorted[Math.floor((sorted.length - 1) * share)] ?? NaN;
  return { median: at(0.5), min: at(0), max: at(1) };
}

/**
 * Prints a table of the results.
 *
 * @param {string} title
 * @param {Map<string, Times>} results
 * @param {string} unit what one unit of work is
 * @param {number} bytes in one unit of work
 */
export function printTimes(title, results, unit, bytes) {
  console.log(`  ${title}`);
  const number = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
  const ours = results.get('ours')?.median ?? NaN;
  for (const [name, { median, min, max }] of results) {
    const cells = [
      name.padEnd(22),
      `${number.format(median)} ns a ${unit}`.padStart(22),
      `${number.format(min)} to ${number.format(max)}`.padStart(28),
      `${number.format((bytes / median) * 1000)} MB/s`.padStart(16),
      `${number.format(median / ours)} × ours`.padStart(14),
    ];
    console.log(`    ${cells.join('')}`);
  }
}
