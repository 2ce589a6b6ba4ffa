// `npm run bench`: runs each benchmark in this folder, prints the measurements, and fails if one
// exceeds its budget. Arguments select benchmarks: `npm run bench -- learn`.

import { readdir } from 'node:fs/promises';
import path from 'node:path';

/**
 * @typedef {object} Measurement
 * @property {string} what
 * @property {number} measured
 * @property {string} unit
 * @property {number} [max] the budget, if it has one: no more than this
 * @property {number} [min] the budget, if it has one: no less than this
 */

/**
 * @typedef {object} Benchmark what a `*.bench.mjs` exports as `benchmark`
 * @property {string} title
 * @property {() => Promise<Measurement[]>} measure
 */

const number = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });

/** @param {Measurement} measurement */
function isWithinBudget({ measured, max = Infinity, min = -Infinity }) {
  return measured <= max && measured >= min;
}

/** @param {Measurement} measurement */
function budgetOf({ unit, max, min }) {
  if (max !== undefined) return `at most ${number.format(max)} ${unit}`;
  if (min !== undefined) return `at least ${number.format(min)} ${unit}`;
  return '';
}

const chosen = process.argv.slice(2);
const files = (await readdir(import.meta.dirname)).filter(
  (file) =>
    file.endsWith('.bench.mjs') &&
    (chosen.length === 0 || chosen.some((word) => file.includes(word))),
);

for (const file of files) {
  const module = await import(path.join(import.meta.dirname, file));
  /** @type {Benchmark} */
  const { title, measure } = module.benchmark;
  console.log(title);
  for (const measurement of await measure()) {
    const { what, measured, unit } = measurement;
    const isWithin = isWithinBudget(measurement);
    if (!isWithin) process.exitCode = 1;
    const value = `${number.format(measured)} ${unit}`;
    const mark = isWithin ? ' ' : '✗';
    console.log(
      `${mark} ${what.padEnd(44)}${value.padStart(14)}   ${budgetOf(measurement)}`.trimEnd(),
    );
  }
}
