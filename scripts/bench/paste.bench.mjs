// Measures how long a pasted text is read: each text of the corpus, repeated to 1 MB.

import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { bundleForNode } from '../bundle.mjs';
import { root } from '../folders.mjs';

const folder = path.join(root, 'tests/fixtures/pastes/texts');
const maxMs = 1000;
/** In characters. A text that takes too long at one size isn't read at the next. */
const sizes = [1 << 17, 1 << 20];
/** How many of the slowest texts are named. */
const named = 5;
/** A text that takes too long is read again, because compiling and collecting garbage vary. */
const attempts = 3;

/** @param {string} text @param {number} size */
function repeated(text, size) {
  return text.repeat(Math.ceil(size / text.length)).slice(0, size);
}

/**
 * The processor time of all threads of the process, in milliseconds. Unlike the time on a clock, it
 * doesn't depend on what else the machine does.
 */
function cpuMs() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** @param {() => void} work */
function timeOf(work) {
  const start = cpuMs();
  work();
  return cpuMs() - start;
}

/** The shortest of some attempts. @param {() => void} work */
function shortestTimeOf(work) {
  let shortest = Infinity;
  for (let attempt = 0; attempt < attempts && shortest > maxMs; attempt++)
    shortest = Math.min(shortest, timeOf(work));
  return shortest;
}

/** @type {import('./run.mjs').Benchmark} */
export const benchmark = {
  title: 'Processor time for pasted texts of 1 MB',
  async measure() {
    const { readPaste } = await bundleForNode('src/core/paste/read-paste.ts');
    /** @param {string} name */
    const measureText = (name) => {
      const text = readFileSync(path.join(folder, name), 'utf8');
      let size = 0;
      let measured = 0;
      for (size of sizes) {
        const long = repeated(text, size);
        measured = shortestTimeOf(() => readPaste(long));
        if (measured > maxMs) break;
      }
      const what = size === sizes.at(-1) ? name : `${name}, only ${size / 1024} kB`;
      return { what, measured, unit: 'ms', max: maxMs };
    };
    const all = readdirSync(folder)
      .map(measureText)
      .sort((one, other) => other.measured - one.measured);
    const slow = all.filter(({ measured }) => measured > maxMs);
    const total = all.reduce((sum, { measured }) => sum + measured, 0);
    return [
      ...all.slice(0, Math.max(named, slow.length)),
      { what: `mean of ${all.length} texts`, measured: total / all.length, unit: 'ms' },
    ];
  },
};
