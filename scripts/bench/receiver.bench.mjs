// Measures how fast frames are read, beside other JavaScript receivers: the same bytes, in one run.

import { compete, printTimes } from './peers/compete.mjs';

const rounds = 9;

const contestants = [
  { name: 'ours' },
  { name: 'ours, all kept' },
  { name: 'ws', env: { WS_NO_BUFFER_UTIL: '1', WS_NO_UTF_8_VALIDATE: '1' } },
  { name: 'ws with bufferutil' },
  { name: 'websocket-driver' },
  { name: 'floor' },
];

const cases = [
  { title: 'text of 16 B, a million', count: 1_000_000, size: 16, type: 'text', timesWs: 4 },
  { title: 'text of 125 B', count: 400_000, size: 125, type: 'text', timesWs: 4 },
  { title: 'binary of 1 KiB', count: 100_000, size: 1024, type: 'binary', timesWs: 4 },
  { title: 'binary of 1 MiB', count: 100, size: 1024 * 1024, type: 'binary', timesWs: 3 },
];

/** @type {import('./run.mjs').Benchmark} */
export const benchmark = {
  title: 'Reading masked frames, in chunks of 64 KiB',
  async measure() {
    const measurements = [];
    for (const { title, timesWs, ...task } of cases) {
      const results = await compete('receiver.mjs', contestants, task, rounds);
      printTimes(title, results, 'frame', task.size);
      const median = (/** @type {string} */ name) => results.get(name)?.median ?? NaN;
      const ratio = (/** @type {string} */ name) => median(name) / median('ours');
      measurements.push(
        { what: `${title}: times as fast as ws`, measured: ratio('ws'), unit: '×', min: timesWs },
        {
          what: `${title}: as ws with bufferutil`,
          measured: ratio('ws with bufferutil'),
          unit: '×',
          min: 1,
        },
        { what: `${title}: as the floor`, measured: ratio('floor'), unit: '×', min: 0.5 },
      );
    }
    return measurements;
  },
};
