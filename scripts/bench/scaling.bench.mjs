// Measures what an attacker can send: four times as much must not take much more than four times as
// long (RFC 6455 §10.4). Both sizes are measured in turn, in one run.

import { bundleForNode } from '../bundle.mjs';

const rounds = 9;
const factor = 4;
/** Time that grows with the square of the size would be sixteen times as long. */
const maxRatio = 8;

const nothing = () => {};
const sink = {
  takeMessage: nothing,
  takePing: nothing,
  takePong: nothing,
  takeClose: nothing,
  takeFailure: nothing,
};

/** @param {number} length @param {(at: number) => number} byteAt */
const bytesOf = (length, byteAt) => Uint8Array.from({ length }, (_, at) => byteAt(at));

/** @param {() => void} work */
function timeOf(work) {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** @param {(size: number) => () => void} prepare @param {number} size */
function ratioOf(prepare, size) {
  const [small, large] = [prepare(size), prepare(factor * size)];
  const ratios = Array.from({ length: rounds }, () => timeOf(large) / timeOf(small));
  return ratios.toSorted((one, other) => one - other)[Math.floor(rounds / 2)] ?? NaN;
}

/** @type {import('./run.mjs').Benchmark} */
export const benchmark = {
  title: `Input of ${factor} times the size`,
  async measure() {
    const { MessageReader } = await bundleForNode('src/core/protocol/messages/message-reader.ts');
    const { HeadReader } = await bundleForNode('src/core/protocol/http/http-head.ts');
    const { recogniseBytes } = await bundleForNode('src/core/recognition/not-a-frame.ts');

    /** @param {Uint8Array} bytes @param {number} step */
    const read = (bytes, step) => () => {
      const reader = new MessageReader({ sender: 'server' }, sink);
      for (let at = 0; at < bytes.length; at += step) reader.feed(bytes.subarray(at, at + step));
    };
    /** @type {Record<string, { size: number, prepare: (size: number) => () => void }>} */
    const cases = {
      'a message in single bytes': {
        size: 15_000,
        prepare: (size) => {
          const header = Uint8Array.of(0x82, 126, size >> 8, size & 0xff);
          return read(Uint8Array.of(...header, ...new Uint8Array(size)), 1);
        },
      },
      'a message in fragments of one byte': {
        size: 10_000,
        prepare: (size) => {
          const bytes = bytesOf(3 * size, (at) => (at % 3 === 1 ? 1 : 0));
          bytes[0] = 0x02;
          return read(bytes, bytes.length);
        },
      },
      'a head in single bytes': {
        size: 4000,
        prepare: (size) => () => {
          const reader = new HeadReader();
          for (let at = 0; at < size; at++) reader.feed(Uint8Array.of(0x78));
        },
      },
      'bytes that are not frames': {
        size: 64 * 1024,
        prepare: (size) => {
          const bytes = bytesOf(size, (at) => Math.imul(at + 1, 0x9e3779b1) >>> 24);
          return () => recogniseBytes(bytes);
        },
      },
    };
    return Object.entries(cases).map(([what, { size, prepare }]) => ({
      what: `${what}: times as long`,
      measured: ratioOf(prepare, size),
      unit: '×',
      max: maxRatio,
    }));
  },
};
