// One encoder, which writes the same frame repeatedly. See compete.mjs.

import { createRequire } from 'node:module';
import { bundleForNode } from '../../bundle.mjs';
import { answerReferee } from './contestant.mjs';

const require = createRequire(import.meta.url);

/**
 * @typedef {object} Task
 * @property {string} name
 * @property {number} count
 * @property {number} size
 * @property {boolean} isMasked
 */

/**
 * @type {Record<string, (task: Task) => Promise<() => number>>} each encodes one frame, returns its
 * size
 */
const senders = {
  async ours({ size, isMasked }) {
    const { FrameWriter } = await bundleForNode('src/core/protocol/framing/frame-writer.ts');
    const writer = new FrameWriter();
    const payload = new Uint8Array(size).fill(0x61);
    const maskingKey = isMasked ? Uint8Array.of(0x37, 0xfa, 0x21, 0x3d) : null;
    return () => sizeOf(writer.encode({ opcode: 2, maskingKey, payload }));
  },

  async ws({ size, isMasked }) {
    const { Sender } = /** @type {any} */ (require('ws'));
    const payload = Buffer.alloc(size, 0x61);
    const maskBuffer = Buffer.alloc(4);
    // Leaves the caller's bytes unchanged, as our encoder does.
    const options = {
      fin: true,
      rsv1: false,
      opcode: 2,
      mask: isMasked,
      readOnly: true,
      maskBuffer,
    };
    return () => sizeOf(Sender.frame(payload, options));
  },
};

/** @param {readonly Uint8Array[]} parts */
function sizeOf(parts) {
  let size = 0;
  for (const part of parts) size += part.length;
  return size;
}

answerReferee(async (/** @type {Task} */ task) => {
  const sender = senders[task.name];
  if (sender === undefined) throw new Error(`expected a sender, got "${task.name}"`);
  const encode = await sender(task);
  return () => {
    let written = 0;
    const before = process.hrtime.bigint();
    for (let frame = 0; frame < task.count; frame++) written += encode();
    const ns = Number(process.hrtime.bigint() - before);
    if (written <= task.count * task.size) throw new Error(`expected whole frames, got ${written}`);
    return ns / task.count;
  };
});
