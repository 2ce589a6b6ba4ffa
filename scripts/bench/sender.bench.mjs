// Measures how fast frames are written, beside the installed ws: the same payloads, in one run.

import { compete, printTimes } from './peers/compete.mjs';

const rounds = 9;

const contestants = [{ name: 'ours' }, { name: 'ws', env: { WS_NO_BUFFER_UTIL: '1' } }];

const sizes = [
  { title: '16 B', size: 16, count: 1_000_000 },
  { title: '125 B', size: 125, count: 500_000 },
  { title: '1 KiB', size: 1024, count: 200_000 },
  { title: '64 KiB', size: 64 * 1024, count: 2_000 },
  { title: '1 MiB', size: 1024 * 1024, count: 100 },
];

/** @type {import('./run.mjs').Benchmark} */
export const benchmark = {
  title: 'Writing frames',
  async measure() {
    const measurements = [];
    for (const isMasked of [true, false]) {
      for (const { title, size, count } of sizes) {
        const kind = isMasked ? 'masked' : 'unmasked';
        // Unmasked payloads are not touched, so only very many frames take measurable time.
        const task = { size, isMasked, count: isMasked ? count : 1_000_000 };
        const results = await compete('sender.mjs', contestants, task, rounds);
        printTimes(`${kind}, ${title}`, results, 'frame', size);
        const median = (/** @type {string} */ name) => results.get(name)?.median ?? NaN;
        measurements.push({
          what: `${kind}, ${title}: times as fast as ws`,
          measured: median('ws') / median('ours'),
          unit: '×',
          min: 1,
        });
      }
    }
    return measurements;
  },
};
