/** What an attacker can send costs bounded time and memory (RFC 6455 §10.4). */

import zlib from 'node:zlib';
import { describe, expect, test, vi } from 'vitest';
import { concatBytes, NO_BYTES } from '#core/bytes/byte-array.ts';
import { fromHex } from '#core/bytes/hex.ts';
import { toLatin1 } from '#core/bytes/text.ts';
import { GrowingBuffer } from '#core/bytes/word-buffer.ts';
import { Connection } from '#core/protocol/connection.ts';
import { encodeFrame } from '#core/protocol/framing/frame.ts';
import { HeadReader, MAX_HEAD_SIZE } from '#core/protocol/http/http-head.ts';
import { DEFAULT_LIMITS, type Limits } from '#core/protocol/messages/limits.ts';
import { MESSAGE_CODECS } from '#core/protocol/compression/codecs.ts';
import {
  MessageReader,
  type MessageReaderOptions,
} from '#core/protocol/messages/message-reader.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import { ListingReader, type Received } from './received-list.ts';

const KIBIBYTE = 1024;
const MEBIBYTE = 1024 * KIBIBYTE;
const NO_LIMITS: Limits = {
  maxFrameSize: Infinity,
  maxMessageSize: Infinity,
  maxFragments: Infinity,
};

/** Bytes of all buffers that are made while a reader is fed, whether it keeps them or not. */
function bytesAllocated(reader: MessageReader, chunks: Iterable<Uint8Array>): number {
  let allocated = 0;
  const counting = <Buffer extends Uint8ArrayConstructor | ArrayBufferConstructor>(made: Buffer) =>
    new Proxy(made, {
      construct(target, [size, ...rest]: [unknown, ...unknown[]]) {
        if (typeof size === 'number') allocated += size;
        return Reflect.construct(target, [size, ...rest]) as object;
      },
    });
  vi.stubGlobal('Uint8Array', counting(Uint8Array));
  vi.stubGlobal('ArrayBuffer', counting(ArrayBuffer));
  try {
    for (const chunk of chunks) reader.feed(chunk);
  } finally {
    vi.unstubAllGlobals();
  }
  return allocated;
}

/** A reader that counts and keeps nothing. */
function countingReader(options: MessageReaderOptions) {
  const counts = { messages: 0, bytes: 0, failure: '' };
  const reader = new MessageReader(
    { codecs: MESSAGE_CODECS, ...options },
    {
      takeMessage: (_, data) => {
        counts.messages++;
        counts.bytes += data.length;
      },
      takePing: () => {},
      takePong: () => {},
      takeClose: () => {},
      takeFailure: ({ violation, closeCode }) => {
        counts.failure = `${violation.id} ${closeCode}`;
      },
    },
  );
  return { reader, counts };
}

const failureOf = (received: readonly Received[]) =>
  received.flatMap((item) =>
    item.kind === 'failure' ? [`${item.violation.id} ${item.closeCode}`] : [],
  );

describe('frames', () => {
  test('a flood of empty fragments ends at the limit', () => {
    const reader = new ListingReader({ sender: 'server' });
    reader.feed(fromHex('02 00'));
    const thousand = new Uint8Array(2000);
    let fed = 1;
    let received: readonly Received[] = [];
    while (received.length === 0 && fed < 1_000_000) {
      received = reader.feed(thousand);
      fed += 1000;
    }
    expect(failureOf(received)).toEqual(['message.too-many-fragments 1008']);
    expect(fed).toBeLessThan(DEFAULT_LIMITS.maxFragments + 1001);
  });

  test('a flood of empty fragments without a limit takes no memory', () => {
    const { reader } = countingReader({ sender: 'server', limits: NO_LIMITS });
    reader.feed(fromHex('02 00'));
    const flood = new Uint8Array(256 * KIBIBYTE);
    expect(bytesAllocated(reader, [flood])).toBeLessThan(MEBIBYTE);
  });

  test.each([
    { length: '2^63', hex: '80 00 00 00 00 00 00 00', failure: 'frame.length-top-bit 1002' },
    { length: '2^64 - 1', hex: 'ff ff ff ff ff ff ff ff', failure: 'frame.length-top-bit 1002' },
    { length: '2^63 - 1', hex: '7f ff ff ff ff ff ff ff', failure: 'message.too-big 1009' },
    { length: '2^53', hex: '00 20 00 00 00 00 00 00', failure: 'message.too-big 1009' },
    { length: '2^53 - 1', hex: '00 1f ff ff ff ff ff ff', failure: 'message.too-big 1009' },
    { length: '2^40', hex: '00 00 01 00 00 00 00 00', failure: 'message.too-big 1009' },
  ])('a length of $length fails at its header', ({ hex, failure }) => {
    for (const first of ['82', '81']) {
      const reader = new ListingReader({ sender: 'server' });
      expect(failureOf(reader.feed(fromHex(`${first} 7f ${hex}`)))).toEqual([failure]);
    }
  });

  test.each(['7f ff ff ff ff ff ff ff', '00 20 00 00 00 00 00 00', '00 00 01 00 00 00 00 00'])(
    'an allowed length of %s allocates no more than a few bytes of it',
    (hex) => {
      const { reader, counts } = countingReader({ sender: 'server', limits: NO_LIMITS });
      const header = fromHex(`82 7f ${hex}`);
      const some = new Uint8Array(1000);
      const chunks = [header, ...Array<Uint8Array>(100).fill(some)];
      expect(bytesAllocated(reader, chunks)).toBeLessThan(4 * MEBIBYTE);
      expect(counts).toEqual({ messages: 0, bytes: 0, failure: '' });
      expect(reader.pending.part).toBe('payload');
    },
  );

  test.each(['client', 'server'] as const)('a message of a %s in single bytes', (sender) => {
    const key = sender === 'client' ? fromHex('37 fa 21 3d') : null;
    const work = (size: number) => {
      const payload = new Uint8Array(size).fill(0x61);
      const bytes = encodeFrame({ opcode: OPCODE.text, maskingKey: key, payload });
      const { reader, counts } = countingReader({ sender });
      for (let at = 0; at < bytes.length; at++) reader.feed(bytes.subarray(at, at + 1));
      expect(counts).toEqual({ messages: 1, bytes: size, failure: '' });
    };
    work(64 * KIBIBYTE * 16);
  });

  test('a message in fragments of one byte', () => {
    const work = (size: number) => {
      const bytes = new Uint8Array(3 * size);
      for (let at = 0; at < bytes.length; at += 3) bytes[at + 1] = 1;
      bytes[0] = OPCODE.binary;
      bytes[bytes.length - 3] = 0x80;
      const { reader, counts } = countingReader({ sender: 'server' });
      reader.feed(bytes);
      expect(counts).toEqual({ messages: 1, bytes: size, failure: '' });
    };
    work(4 * KIBIBYTE * 15);
  });

  test('a message in fragments of one byte is copied to larger buffers only a few times', () => {
    const growing = new GrowingBuffer();
    const buffers = new Set<object>();
    for (let size = 1; size <= 100_000; size++) {
      growing.append(Uint8Array.of(size), size);
      buffers.add(growing.current);
    }
    expect(buffers.size).toBeLessThan(20);
    expect(growing.current.bytes.length).toBeLessThan(200_000);
  });

  test('pings in single bytes, within a message', () => {
    const work = (count: number) => {
      const { reader, counts } = countingReader({ sender: 'server' });
      reader.feed(fromHex('02 01 61'));
      for (let at = 0; at < count; at++) {
        reader.feed(Uint8Array.of(0x89));
        reader.feed(NO_BYTES);
        reader.feed(Uint8Array.of(0x00));
      }
      reader.feed(fromHex('80 00'));
      expect(counts).toEqual({ messages: 1, bytes: 1, failure: '' });
    };
    work(2000 * 8);
  });

  test('chunks of no bytes change nothing, wherever they come', () => {
    const frame = encodeFrame({
      opcode: OPCODE.text,
      maskingKey: fromHex('37 fa 21 3d'),
      payload: new Uint8Array(130).fill(0x61),
    });
    const { reader, counts } = countingReader({ sender: 'client' });
    for (let at = 0; at < frame.length; at++) {
      for (let count = 0; count < 1000; count++) reader.feed(NO_BYTES);
      reader.feed(frame.subarray(at, at + 1));
    }
    expect(counts).toEqual({ messages: 1, bytes: 130, failure: '' });
  });
});

describe('a head that never ends', () => {
  const starts = {
    server: 'GET /chat HTTP/1.1\r\n',
    client: 'HTTP/1.1 101 Switching Protocols\r\n',
  };
  const line = toLatin1('X-More: and more\r\n');
  const kibibyteOfLines = toLatin1('X-More: and more\r\n'.repeat(57));

  function connectionOf(role: 'client' | 'server'): Connection {
    if (role === 'server') return new Connection({ role });
    const request = { target: '/', host: 'example.org', key: 'dGhlIHNhbXBsZSBub25jZQ==' };
    const connection = new Connection({ role, request, nextMaskingKey: () => new Uint8Array(4) });
    connection.tcpOpened();
    connection.takeOutput();
    return connection;
  }

  /**
   * Feeds pieces for as long as the connection waits for more; returns how many bytes that were.
   */
  function feedUntilFailure(connection: Connection, start: string, piece: Uint8Array): number {
    connection.receive(toLatin1(start));
    let fed = start.length;
    while (connection.readyState === 'CONNECTING' && fed < 4 * MAX_HEAD_SIZE) {
      connection.receive(piece);
      fed += piece.length;
    }
    return fed;
  }

  test.each([
    { name: 'endless headers', piece: kibibyteOfLines },
    { name: 'an endless line', piece: toLatin1('x'.repeat(1000)) },
    { name: 'headers of three bytes', piece: Uint8Array.of(0x78, 0x3a, 0x0a) },
    { name: 'an endless line in single bytes', piece: Uint8Array.of(0x78) },
    { name: 'bytes of nothing', piece: new Uint8Array(1000) },
  ])('fails at the limit: $name', ({ piece }) => {
    for (const role of ['client', 'server'] as const) {
      const connection = connectionOf(role);
      const fed = feedUntilFailure(connection, starts[role], piece);
      expect(fed).toBeLessThanOrEqual(MAX_HEAD_SIZE + piece.length);
      expect(connection.takeEvents()[0]?.kind).toBe('error');
      expect(connection.takeOutput().at(-1)).toEqual({ kind: role === 'client' ? 'close' : 'end' });
      expect(connection.readyState).not.toBe('CONNECTING');
    }
  });

  test.each([
    {
      name: 'lines',
      pieceAt: (at: number) => line.subarray(at % line.length, (at % line.length) + 1),
    },
    { name: 'one line', pieceAt: () => Uint8Array.of(0x78) },
  ])('waits for its end in single bytes: $name', ({ pieceAt }) => {
    const work = (size: number) => {
      const reader = new HeadReader();
      reader.feed(toLatin1(starts.server));
      for (let at = 0; at < size; at++) reader.feed(pieceAt(at));
      expect(reader.feed(NO_BYTES).kind).toBe('incomplete');
    };
    work(4 * KIBIBYTE * 15);
  });
});

describe('a decompression bomb', () => {
  const compression = { contextTakeover: true, windowBits: 15 };
  /** 64 MiB of zeros in 64 KiB. */
  const bomb = zlib.deflateRawSync(new Uint8Array(64 * MEBIBYTE), {
    level: 9,
    finishFlush: zlib.constants.Z_SYNC_FLUSH,
  });
  const limits = { maxMessageSize: MEBIBYTE };

  function inFrames(payload: Uint8Array, size: number): Uint8Array {
    const frames: Uint8Array[] = [];
    for (let at = 0; at < payload.length; at += size) {
      const frame = encodeFrame({
        isFinal: at + size >= payload.length,
        rsv1: at === 0,
        opcode: at === 0 ? OPCODE.binary : OPCODE.continuation,
        maskingKey: null,
        payload: payload.subarray(at, at + size),
      });
      frames.push(frame);
    }
    return concatBytes(frames);
  }

  test.each([
    { name: 'in one frame', size: MEBIBYTE },
    { name: 'in small fragments', size: 100 },
  ])('$name fails at the limit, and is not inflated beyond it', ({ size }) => {
    const stream = inFrames(bomb, size);
    const { reader, counts } = countingReader({ sender: 'server', compression, limits });
    expect(bytesAllocated(reader, [stream])).toBeLessThan(8 * MEBIBYTE);
    expect(counts).toEqual({ messages: 0, bytes: 0, failure: 'message.too-big 1009' });
  });

  test('byte by byte fails before a hundredth of it has come', () => {
    const stream = inFrames(bomb, MEBIBYTE);
    const { reader, counts } = countingReader({ sender: 'server', compression, limits });
    let fed = 0;
    while (counts.failure === '' && fed < stream.length) reader.feed(stream.subarray(fed, ++fed));
    expect(counts.failure).toBe('message.too-big 1009');
    expect(fed).toBeLessThan(stream.length / 50);
  });

  test('a message at the limit passes, and the count restarts for the next one', () => {
    const payload = zlib.deflateRawSync(new Uint8Array(MEBIBYTE), {
      finishFlush: zlib.constants.Z_SYNC_FLUSH,
    });
    const stream = inFrames(payload.subarray(0, -4), MEBIBYTE);
    const { reader, counts } = countingReader({
      sender: 'server',
      compression: { ...compression, contextTakeover: false },
      limits,
    });
    for (let count = 0; count < 5; count++) reader.feed(stream);
    expect(counts).toEqual({ messages: 5, bytes: 5 * MEBIBYTE, failure: '' });
  });

  test.each([
    { name: 'empty stored blocks', block: '00 00 00 ff ff' },
    { name: 'empty fixed blocks', block: '02 08 20 80 00' },
  ])('$name without end take no memory', ({ block }) => {
    const unit = fromHex(block);
    // And one byte more, the beginning of the block whose end is never sent.
    const payload = new Uint8Array(unit.length * 40_000 + 1);
    for (let at = 0; at + 1 < payload.length; at += unit.length) payload.set(unit, at);
    const stream = inFrames(payload, 10_000);
    const { reader, counts } = countingReader({ sender: 'server', compression, limits });
    expect(bytesAllocated(reader, [stream])).toBeLessThan(8 * MEBIBYTE);
    expect(counts.failure).toBe('');
  });
});
