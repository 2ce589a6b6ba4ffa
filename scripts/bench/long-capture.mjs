// Writes captures of one long connection, for benchmarks and tests: a handshake, text frames in
// both directions, Close frames and FINs, as classic pcap over Ethernet.

import { Buffer } from 'node:buffer';

/**
 * @typedef {object} LongCapture
 * @property {number} frames
 * @property {number} perPacket frames in each packet
 * @property {number} size bytes of each payload, at most 125
 */

const LINK_TYPE_ETHERNET = 1;
const FLAGS = { syn: 0x02, synAck: 0x12, ack: 0x10, push: 0x18, finAck: 0x11 };
const ADDRESSES = [
  [10, 0, 0, 1],
  [10, 0, 0, 2],
];
const PORTS = [54_321, 80];
const BEGAN_S = 1_700_000_000;
const GAP_US = 500;

const REQUEST = [
  'GET /chat HTTP/1.1',
  'Host: example.com',
  'Upgrade: websocket',
  'Connection: Upgrade',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  'Sec-WebSocket-Version: 13',
];
const RESPONSE = [
  'HTTP/1.1 101 Switching Protocols',
  'Upgrade: websocket',
  'Connection: Upgrade',
  'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=',
];

class CaptureWriter {
  #parts = [fileHeader()];
  #packets = 0;
  #sequenceNumbers = [1000, 5000];

  /**
   * @param {0 | 1} sender the client or the server
   * @param {number} flags
   * @param {Buffer} [data]
   */
  add(sender, flags, data = Buffer.alloc(0)) {
    const packet = Buffer.alloc(16 + 14 + 20 + 20 + data.length);
    const microseconds = this.#packets++ * GAP_US;
    packet.writeUInt32LE(BEGAN_S + Math.floor(microseconds / 1e6), 0);
    packet.writeUInt32LE(microseconds % 1e6, 4);
    packet.writeUInt32LE(packet.length - 16, 8);
    packet.writeUInt32LE(packet.length - 16, 12);
    packet.writeUInt16BE(0x0800, 28);
    const ip = packet.subarray(30);
    ip[0] = 0x45;
    ip.writeUInt16BE(40 + data.length, 2);
    ip[8] = 64;
    ip[9] = 6;
    ip.set(ADDRESSES[sender] ?? [], 12);
    ip.set(ADDRESSES[1 - sender] ?? [], 16);
    const tcp = ip.subarray(20);
    tcp.writeUInt16BE(PORTS[sender] ?? 0, 0);
    tcp.writeUInt16BE(PORTS[1 - sender] ?? 0, 2);
    tcp.writeUInt32BE((this.#sequenceNumbers[sender] ?? 0) >>> 0, 4);
    tcp.writeUInt32BE((this.#sequenceNumbers[1 - sender] ?? 0) >>> 0, 8);
    tcp[12] = 0x50;
    tcp[13] = flags;
    tcp.writeUInt16BE(0xffff, 14);
    tcp.set(data, 20);
    const counted = (flags & 3) === 0 ? 0 : 1;
    this.#sequenceNumbers[sender] = (this.#sequenceNumbers[sender] ?? 0) + data.length + counted;
    this.#parts.push(packet);
  }

  end() {
    return Buffer.concat(this.#parts);
  }
}

function fileHeader() {
  const header = Buffer.alloc(24);
  header.writeUInt32LE(0xa1b2c3d4, 0);
  header.writeUInt16LE(2, 4);
  header.writeUInt16LE(4, 6);
  header.writeUInt32LE(0x4_0000, 16);
  header.writeUInt32LE(LINK_TYPE_ETHERNET, 20);
  return header;
}

/** @param {readonly string[]} lines */
function head(lines) {
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`);
}

/**
 * A key that looks random, and is the same in each run.
 *
 * @param {number} number
 */
function keyOf(number) {
  let mixed = number + 1;
  for (const factor of [0x85ebca6b, 0xc2b2ae35]) {
    mixed = Math.imul(mixed ^ (mixed >>> 15), factor);
  }
  const key = Buffer.alloc(4);
  key.writeInt32BE(mixed ^ (mixed >>> 13));
  return key;
}

/**
 * @param {0 | 1} sender
 * @param {number} number
 * @param {number} size
 */
function textFrame(sender, number, size) {
  const payload = Buffer.from(`message ${number} `.padEnd(size, 'x').slice(0, size));
  if (sender === 1) return Buffer.concat([Buffer.from([0x81, size]), payload]);
  const key = keyOf(number);
  for (let at = 0; at < size; at++) payload[at] = (payload[at] ?? 0) ^ (key[at & 3] ?? 0);
  return Buffer.concat([Buffer.from([0x81, 0x80 | size]), key, payload]);
}

/**
 * @param {LongCapture} capture
 * @returns {Buffer} the file
 */
export function longCapture({ frames, perPacket, size }) {
  const writer = new CaptureWriter();
  writer.add(0, FLAGS.syn);
  writer.add(1, FLAGS.synAck);
  writer.add(0, FLAGS.ack);
  writer.add(0, FLAGS.push, head(REQUEST));
  writer.add(1, FLAGS.push, head(RESPONSE));
  for (let number = 0; number < frames; number += perPacket) {
    const sender = Math.floor(number / perPacket / 4) % 2 === 0 ? 1 : 0;
    const count = Math.min(perPacket, frames - number);
    const inPacket = Array.from({ length: count }, (_, at) => textFrame(sender, number + at, size));
    writer.add(sender, FLAGS.push, Buffer.concat(inPacket));
  }
  writer.add(0, FLAGS.push, Buffer.from('88820000000003e8', 'hex'));
  writer.add(1, FLAGS.push, Buffer.from('880203e8', 'hex'));
  writer.add(1, FLAGS.finAck);
  writer.add(0, FLAGS.finAck);
  return writer.end();
}
