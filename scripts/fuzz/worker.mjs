// Tries inputs in a separate thread, so that the main thread notices a hang.

import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { gunzipSync } from 'node:zlib';
import { bundleForNode } from '../bundle.mjs';
import { root } from '../folders.mjs';

/**
 * @type {{ seconds: number, seed: number, only: number | null, place: Int32Array, bytes: Uint8Array
 * }}
 */
const { seconds, seed, only, place, bytes } = workerData;

const maxMs = 1000;
const largestSeed = 8 * 1024;
const tests = path.join(root, 'tests');

/** @type {typeof import('./targets.ts')} */
const { Dice, mutate, TARGETS } = await bundleForNode('scripts/fuzz/targets.ts');

/** @param {string} hex of a vector: "aabb cc*3" means aa bb cc cc cc */
function unpack(hex) {
  const parts = hex.split(' ').map((part) => {
    const [digits = '', count = '1'] = part.split('*');
    return Buffer.alloc((digits.length / 2) * Number(count), digits, 'hex');
  });
  return new Uint8Array(Buffer.concat(parts));
}

async function readSeeds() {
  const file = await readFile(path.join(tests, 'vectors/receiver.json'), 'utf8');
  /** @type {{ vectors: { chunks: string[] }[] }} */
  const { vectors } = JSON.parse(file);
  const frames = vectors.map(({ chunks }) => unpack(chunks.join(' ')));
  const folder = path.join(tests, 'fixtures/sessions');
  const sessions = (await readdir(folder)).filter((name) => name.endsWith('.gz')).sort();
  /** @type {Uint8Array[]} */
  const streams = [];
  for (const name of sessions) {
    const text = gunzipSync(await readFile(path.join(folder, name))).toString('utf8');
    for (const { streams: each } of JSON.parse(text).connections) {
      streams.push(...[each.c2s, each.s2c].map(unpack).filter(({ length }) => length > 0));
    }
  }
  const captureFolder = path.join(tests, 'fixtures/captures');
  const captureNames = (await readdir(captureFolder)).filter((name) => /\.pcap(ng)?$/.test(name));
  const captures = await Promise.all(
    captureNames.sort().map((name) => readFile(path.join(captureFolder, name))),
  );
  const texts = await Promise.all(
    ['formats', 'text'].map(async (name) => {
      const textFolder = path.join(tests, 'fixtures', name);
      const names = (await readdir(textFolder)).filter((each) => !/\.(bin|json)$/.test(each));
      return Promise.all(names.sort().map((each) => readFile(path.join(textFolder, each))));
    }),
  );
  const small = (/** @type {Uint8Array[]} */ all) =>
    all.filter(({ length }) => length <= largestSeed);
  return {
    frames: small(frames),
    streams: small([...streams, ...frames.slice(0, 100)]),
    captures: small(captures.map((capture) => new Uint8Array(capture))),
    texts: small(texts.flat().map((text) => new Uint8Array(text))),
  };
}

const seeds = await readSeeds();
const counts = TARGETS.map(({ name }) => ({
  target: name,
  inputs: 0,
  slowestInMs: 0,
  slowestNumber: 0,
}));

/**
 * Input `number` of this seed, independent of the inputs before it.
 *
 * @param {number} number from 1
 */
function tryInput(number) {
  const index = number % TARGETS.length;
  const target = TARGETS[index];
  const count = counts[index];
  if (target === undefined || count === undefined) throw new RangeError('expected targets');
  const dice = new Dice(seed ^ Math.imul(number, 0x9e3779b1));
  const input = mutate(target.seeds(seeds), dice);
  bytes.set(input.subarray(0, bytes.length));
  place[1] = index;
  place[2] = input.length;
  Atomics.store(place, 0, number);
  const start = performance.now();
  /** @type {string | null} */
  let what = null;
  try {
    target.run(input, dice);
  } catch (error) {
    what = error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
  const took = performance.now() - start;
  if (what === null && took > maxMs) what = `took ${took.toFixed(0)} ms`;
  count.inputs++;
  if (took > count.slowestInMs) Object.assign(count, { slowestInMs: took, slowestNumber: number });
  return what === null ? null : { target: target.name, number, what, input };
}

let problem = only === null ? null : tryInput(only);
const end = performance.now() + seconds * 1000;
for (let number = 1; only === null && problem === null && performance.now() < end; number++) {
  problem = tryInput(number);
}
parentPort?.postMessage({ counts, problem });
