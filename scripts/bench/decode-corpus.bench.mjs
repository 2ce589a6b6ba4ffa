// Measures the page's own script when a text of 64 kB is pasted: each text of the corpus, repeated.

import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { root } from '../folders.mjs';
import { medianOf, withDecode } from './decode-page.mjs';

const folder = path.join(root, 'tests/fixtures/pastes/texts');
const maxMs = 16;
/** In characters. */
const size = 65_536;
/** How many of the most expensive texts are named. */
const named = 5;
/** The first pastes compile the page's script. */
const warmUps = 5;
/** A text that costs too much is pasted again, because compiling and collecting garbage vary. */
const repetitions = 3;

/** @param {string} name */
function repeated(name) {
  const text = readFileSync(path.join(folder, name), 'utf8');
  return text.repeat(Math.ceil(size / text.length)).slice(0, size);
}

/** @type {import('./run.mjs').Benchmark} */
export const benchmark = {
  title: 'Decode, script for pasted texts of 64 kB',
  measure: () =>
    withDecode(async ({ paste, byEvent }) => {
      const names = readdirSync(folder);
      for (const name of names.slice(0, warmUps)) await paste(repeated(name), byEvent);
      const all = [];
      for (const name of names) {
        const costs = [await paste(repeated(name), byEvent)];
        for (let count = 1; count < repetitions && (costs[0]?.scriptMs ?? 0) > maxMs; count++) {
          // Nothing is read anew if the text stays the same.
          costs.push(await paste(repeated(name) + ' '.repeat(count), byEvent));
        }
        const measured = medianOf(costs.map(({ scriptMs }) => scriptMs));
        all.push({ what: name, measured, unit: 'ms', max: maxMs });
      }
      all.sort((one, other) => other.measured - one.measured);
      const slow = all.filter(({ measured }) => measured > maxMs);
      const total = all.reduce((sum, { measured }) => sum + measured, 0);
      return [
        ...all.slice(0, Math.max(named, slow.length)),
        { what: `mean of ${all.length} texts`, measured: total / all.length, unit: 'ms' },
      ];
    }),
};
