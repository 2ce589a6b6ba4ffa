// One receiver, which reads one stream on request. See compete.mjs.

import { createRequire } from 'node:module';
import { bundleForNode } from '../../bundle.mjs';
import { answerReferee } from './contestant.mjs';

const require = createRequire(import.meta.url);
const chunkSize = 64 * 1024;

/**
 * @typedef {object} Task
 * @property {string} name
 * @property {number} count frames in the stream
 * @property {number} size payload bytes per frame
 * @property {'text' | 'binary'} type
 */

/**
 * @typedef {(bytes: Uint8Array) => number} Reader reads a stream, returns the number of payload
 *   bytes that it delivered
 */

/**
 * Masked frames, one after another.
 *
 * @param {Task} task
 */
function makeStream({ count, size, type }) {
  const headerSize = 2 + (size > 0xffff ? 8 : size > 125 ? 2 : 0) + 4;
  const stream = new Uint8Array(count * (headerSize + size));
  const view = new DataView(stream.buffer);
  let at = 0;
  for (let frame = 0; frame < count; frame++) {
    stream[at] = type === 'text' ? 0x81 : 0x82;
    stream[at + 1] = 0x80 | (size > 0xffff ? 127 : size > 125 ? 126 : size);
    if (size > 0xffff) view.setBigUint64(at + 2, BigInt(size));
    else if (size > 125) view.setUint16(at + 2, size);
    at += headerSize - 4;
    view.setUint32(at, Math.imul(frame + 1, 0x9e3779b1));
    const key = stream.subarray(at, at + 4);
    at += 4;
    for (let index = 0; index < size; index++) {
      stream[at + index] = (0x61 + (index % 26)) ^ (key[index & 3] ?? 0);
    }
    at += size;
  }
  return stream;
}

/** @param {Uint8Array} stream */
function* chunksOf(stream) {
  for (let at = 0; at < stream.length; at += chunkSize) yield stream.subarray(at, at + chunkSize);
}

/**
 * @param {(data: Uint8Array) => number} take
 * @returns {Promise<Reader>}
 */
async function ours(take) {
  const { MessageReader } = await bundleForNode('src/core/protocol/messages/message-reader.ts');
  const fail = () => {
    throw new Error('expected frames without fault');
  };
  return (stream) => {
    let received = 0;
    const reader = new MessageReader(
      { sender: 'client' },
      {
        takeMessage(/** @type {string} */ _, /** @type {Uint8Array} */ data) {
          received += take(data);
        },
        takePing: fail,
        takePong: fail,
        takeClose: fail,
        takeFailure: fail,
      },
    );
    for (const chunk of chunksOf(stream)) reader.feed(chunk);
    return received;
  };
}

/** @type {Record<string, () => Promise<Reader>>} */
const receivers = {
  ours: () => ours((data) => data.length),

  /**
   * Our messages are views that are only lent. This includes the copies that a connection makes for
   * its events.
   */
  async 'ours, all kept'() {
    const { Slab } = await bundleForNode('src/core/bytes/slab.ts');
    const slab = new Slab();
    /** @type {Uint8Array[]} */
    const kept = [];
    let next = 0;
    return ours((data) => {
      // A ring buffer, so that it keeps no more than a busy receiver would.
      const copy = slab.copy(data);
      kept[next++ & 0xff] = copy;
      return copy.length;
    });
  },

  async ws() {
    const { Receiver } = /** @type {any} */ (require('ws'));
    return (stream) => {
      let received = 0;
      const receiver = new Receiver({ isServer: true, allowSynchronousEvents: true });
      receiver.on('message', (/** @type {Buffer} */ data) => (received += data.length));
      const bytes = Buffer.from(stream.buffer, stream.byteOffset, stream.length);
      for (const chunk of chunksOf(bytes)) receiver.write(chunk);
      return received;
    };
  },

  async 'websocket-driver'() {
    const { server } = /** @type {any} */ (require('websocket-driver'));
    return (stream) => {
      let received = 0;
      const driver = server({ requireMasking: true });
      driver.on('connect', () => driver.start());
      driver.messages.on(
        'data',
        (/** @type {string | Buffer} */ data) => (received += data.length),
      );
      driver.io.write(
        Buffer.from(
          'GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
            'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n',
        ),
      );
      const bytes = Buffer.from(stream.buffer, stream.byteOffset, stream.length);
      for (const chunk of chunksOf(bytes)) driver.io.write(chunk);
      return received;
    };
  },

  /** The minimum: read the headers, unmask in place, make one view per frame. Checks nothing. */
  async floor() {
    return (stream) => {
      const words = new Int32Array(stream.buffer, 0, stream.length >> 2);
      let received = 0;
      for (let at = 0; at < stream.length;) {
        let size = (stream[at + 1] ?? 0) & 0x7f;
        at += 2;
        if (size === 126) {
          size = ((stream[at] ?? 0) << 8) | (stream[at + 1] ?? 0);
          at += 2;
        } else if (size === 127) {
          size = new DataView(stream.buffer).getUint32(at + 4);
          at += 8;
        }
        const keyAt = at;
        const start = at + 4;
        const end = start + size;
        for (at = start; at < end && (at & 3) !== 0; at++) {
          stream[at] = (stream[at] ?? 0) ^ (stream[keyAt + ((at - start) & 3)] ?? 0);
        }
        const phase = (at - start) & 3;
        const key =
          (stream[keyAt + phase] ?? 0) |
          ((stream[keyAt + ((phase + 1) & 3)] ?? 0) << 8) |
          ((stream[keyAt + ((phase + 2) & 3)] ?? 0) << 16) |
          ((stream[keyAt + ((phase + 3) & 3)] ?? 0) << 24);
        for (; at <= end - 4; at += 4) words[at >> 2] = (words[at >> 2] ?? 0) ^ key;
        for (; at < end; at++) {
          stream[at] = (stream[at] ?? 0) ^ (stream[keyAt + ((at - start) & 3)] ?? 0);
        }
        received += stream.subarray(start, end).length;
      }
      return received;
    };
  },
};

answerReferee(async (/** @type {Task} */ task) => {
  const receiver = receivers[task.name.replace(/ with bufferutil$/, '')];
  if (receiver === undefined) throw new Error(`expected a receiver, got "${task.name}"`);
  const read = await receiver();
  const stream = makeStream(task);
  return () => {
    // The receivers unmask in place, so each run gets a copy, made outside its time.
    const copy = stream.slice();
    const before = process.hrtime.bigint();
    const received = read(copy);
    const ns = Number(process.hrtime.bigint() - before);
    if (received !== task.count * task.size) {
      throw new Error(`expected ${task.count * task.size} bytes, ${task.name} gave ${received}`);
    }
    return ns / task.count;
  };
});
