// Measures how fast a long capture is read, judged and counted, beside tshark in the same run.

import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bundleForNode } from '../bundle.mjs';
import { inScratchFolder } from '../folders.mjs';
import { longCapture } from './long-capture.mjs';

/** A quarter of tshark's time is the budget. */
const MOST_OF_TSHARK = 0.25;
const ROUNDS = 3;

const cases = [
  { title: 'a million frames in 53,000 packets', frames: 1_000_000, perPacket: 19, size: 64 },
  { title: 'a million frames in a million packets', frames: 1_000_000, perPacket: 1, size: 64 },
];

/** @type {import('./run.mjs').Benchmark} */
export const benchmark = {
  title: 'Reading a long capture',
  async measure() {
    const { InputReader } = await bundleForNode('src/core/workbench/input-reader.ts');
    const { DEFAULT_CHOICES } = await bundleForNode('src/core/workbench/decoded.ts');
    const measurements = [];
    for (const { title, ...capture } of cases) {
      measurements.push(
        ...(await inScratchFolder(async (folder) => {
          const file = path.join(folder, 'long.pcap');
          writeFileSync(file, longCapture(capture));
          const times = { ours: Infinity, tshark: Infinity };
          let read = 0;
          for (let round = 0; round < ROUNDS; round++) {
            times.tshark = Math.min(times.tshark, timeOfTshark(file, capture.frames));
            const began = performance.now();
            const bytes = new Uint8Array(readFileSync(file));
            const { conversation } = new InputReader().read({
              input: { kind: 'file', name: 'long.pcap', bytes },
              choices: DEFAULT_CHOICES,
              edits: [],
              maxUnits: 50_000,
            });
            times.ours = Math.min(times.ours, performance.now() - began);
            read = conversation.messages.length;
          }
          if (read !== capture.frames) throw new Error(`expected every message, got ${read}`);
          return [
            { what: `${title}: tshark`, measured: times.tshark / 1000, unit: 's' },
            { what: `${title}: ours`, measured: times.ours / 1000, unit: 's' },
            {
              what: `${title}: as a part of tshark’s time`,
              measured: times.ours / times.tshark,
              unit: '×',
              max: MOST_OF_TSHARK,
            },
          ];
        })),
      );
    }
    return measurements;
  },
};

/**
 * @param {string} file
 * @param {number} frames
 */
function timeOfTshark(file, frames) {
  const began = performance.now();
  const { stdout, error } = spawnSync(
    'tshark',
    ['-r', file, '-Y', 'websocket', '-T', 'fields', '-e', 'websocket.opcode'],
    { encoding: 'latin1', maxBuffer: 1e9 },
  );
  if (error) throw new Error('tshark is needed for this comparison: apt-get install tshark');
  const opcodes = stdout.split(/[\n,]/).filter(Boolean).length;
  if (opcodes < frames) throw new Error(`expected ${frames} frames of tshark, got ${opcodes}`);
  return performance.now() - began;
}
