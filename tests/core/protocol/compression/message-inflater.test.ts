import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromHex, toHex } from '#core/bytes/hex.ts';
import { fromUtf8, fromValidUtf8, toUtf8 } from '#core/bytes/text.ts';
import { readBlocks } from '#core/deflate/blocks.ts';
import { applyMask } from '#core/protocol/framing/masking.ts';
import {
  MessageInflater,
  restoreTail,
  type MessageInflaterOptions,
} from '#core/protocol/compression/message-inflater.ts';
import { chunksOf, VECTORS, type Vector } from '../receiver-vectors.ts';
import { deflateByZlib, deflateEachByZlib } from '../zlib-messages.ts';

const HELLO = 'f2 48 cd c9 c9 07 00';
const HELLO_AGAIN = 'f2 00 11 00 00';
const TAIL = '00 00 ff ff';

function inflaterWith(options: Partial<MessageInflaterOptions> = {}): MessageInflater {
  return new MessageInflater({ contextTakeover: true, windowBits: 15, ...options });
}

/** One message in these pieces. */
function inflate(inflater: MessageInflater, ...payload: readonly Uint8Array[]) {
  const parts = payload.map((piece) => inflater.feed(piece));
  parts.push(inflater.end());
  return {
    data: concatBytes(parts.flatMap(({ pieces }) => pieces)),
    unknown: parts.flatMap(({ unknown }) => unknown),
    failure: parts.find(({ failure }) => failure !== null)?.failure ?? null,
  };
}

const inflateText = (inflater: MessageInflater, hex: string) => {
  const { data, failure } = inflate(inflater, fromHex(hex));
  return failure?.violation.id ?? fromUtf8(data);
};

describe('the examples of RFC 7692 §7.2.3', () => {
  test.each([
    { name: 'one block', messages: [HELLO] },
    {
      name: 'a message that refers to the one before',
      messages: [HELLO, HELLO_AGAIN, HELLO_AGAIN],
    },
    { name: 'a stored block', messages: ['00 05 00 fa ff 48 65 6c 6c 6f 00'] },
    { name: 'a final block', messages: ['f3 48 cd c9 c9 07 00 00', HELLO_AGAIN] },
    { name: 'two blocks', messages: ['f2 48 05 00 00 00 ff ff ca c9 c9 07 00'] },
  ])('$name', ({ messages }) => {
    const inflater = inflaterWith();
    expect(messages.map((message) => inflateText(inflater, message))).toEqual(
      messages.map(() => 'Hello'),
    );
  });

  test('an empty message is one byte', () => {
    const inflater = inflaterWith();
    expect(inflateText(inflater, '00')).toBe('');
    expect(inflateText(inflater, HELLO)).toBe('Hello');
  });
});

test('an independent message refers to nothing before it', () => {
  const inflater = inflaterWith({ contextTakeover: false });
  expect(inflateText(inflater, HELLO)).toBe('Hello');
  expect(inflateText(inflater, HELLO)).toBe('Hello');
  const { failure } = inflate(inflater, fromHex(HELLO_AGAIN));
  expect(failure?.violation).toMatchObject({
    id: 'deflate.distance-before-start',
    closeCode: 1007,
  });
  expect(failure?.fault).toMatchObject({ distance: 5, reach: 1 });
});

describe('where a message ends', () => {
  test.each([
    {
      name: 'in a stored block',
      hex: '00 08 00 f7 ff 01 02 03',
      id: 'deflate.cut-short',
      range: [56, 64],
    },
    { name: 'in compressed data', hex: 'f2 48 cd', id: 'deflate.cut-short', range: [16, 24] },
    { name: 'before it began', hex: '', id: 'deflate.cut-short', range: [0, 0] },
    {
      name: 'at a final block',
      hex: 'f3 48 cd c9 c9 07 00',
      id: 'deflate.cut-short',
      range: [48, 56],
    },
    { name: 'after its tail', hex: `${HELLO} ${TAIL}`, id: 'deflate.tail-kept', range: [56, 88] },
  ])('$name, it does not end', ({ hex, id, range: [start, end] }) => {
    for (const payload of [[fromHex(hex)], [...fromHex(hex)].map((byte) => Uint8Array.of(byte))]) {
      const { failure } = inflate(inflaterWith(), ...payload);
      expect(failure).toMatchObject({
        violation: { id, range: { start, end }, reaction: 'fails', closeCode: 1007 },
        fault: null,
      });
    }
  });

  test('bytes of the tail are no data', () => {
    expect(toHex(inflate(inflaterWith(), fromHex('00 08 00 f7 ff 01 02 03')).data)).toBe('010203');
  });

  test('a flush in the middle is no end', () => {
    const twice = `${HELLO} ${TAIL} ${HELLO_AGAIN}`;
    expect(inflateText(inflaterWith(), twice)).toBe('HelloHello');
  });
});

describe('what is wrong', () => {
  test.each([
    { hex: '06', id: 'deflate.block-type', range: [5, 7] },
    { hex: '00 05 00 00 00', id: 'deflate.stored-length', range: [8, 40] },
    { hex: '04 fe 00', id: 'deflate.code-lengths', range: null },
    { hex: '4a 4c 4a 4e 19 03 00 00', id: 'deflate.symbol', range: null },
    { hex: 'f2 00 11 00 00', id: 'deflate.distance-before-start', range: [16, 22] },
  ])('$hex: $id', ({ hex, id, range }) => {
    const { failure } = inflate(inflaterWith(), fromHex(hex));
    expect(failure?.violation).toMatchObject({ id, reaction: 'fails', closeCode: 1007 });
    if (range) expect(failure?.violation.range).toEqual({ start: range[0], end: range[1] });
  });

  test('is located in its own message', () => {
    const inflater = inflaterWith();
    expect(inflateText(inflater, HELLO)).toBe('Hello');
    const { failure } = inflate(inflater, fromHex('00 00 00'), fromHex('ff ff 06'));
    expect(failure?.violation).toMatchObject({ id: 'deflate.block-type' });
    expect(failure?.violation.range).toEqual({ start: 40 + 5, end: 40 + 7 });
  });

  test('ends it: nothing after is read', () => {
    const inflater = inflaterWith();
    const first = inflate(inflater, fromHex('06'));
    expect(inflate(inflater, fromHex(HELLO))).toEqual({ ...first, data: new Uint8Array() });
  });

  test('a window larger than agreed', async () => {
    const sample = Uint8Array.from({ length: 2000 }, (_, index) => (index * 7919) >> 3);
    const message = (await deflateByZlib([concatBytes([sample, sample])]))[0] ?? new Uint8Array();
    expect(inflate(inflaterWith(), message).failure).toBeNull();
    const { failure } = inflate(inflaterWith({ windowBits: 10 }), message);
    expect(failure?.violation).toMatchObject({
      id: 'deflate.distance-outside-window',
      reaction: 'fails',
      closeCode: 1007,
    });
  });
});

describe('the limit', () => {
  test('counts inflated bytes, of each message by itself, and takes exactly as many', () => {
    const inflater = inflaterWith({ maxMessageSize: 5 });
    for (const message of [HELLO, HELLO_AGAIN, HELLO]) {
      expect(inflateText(inflater, message)).toBe('Hello');
    }
    const { failure, data } = inflate(inflaterWith({ maxMessageSize: 4 }), fromHex(HELLO));
    expect(failure?.violation).toMatchObject({ id: 'message.too-big', closeCode: 1009 });
    expect(fromUtf8(data)).toBe('Hell');
  });

  test('stops a bomb after as much output', async () => {
    const [bomb = new Uint8Array()] = await deflateByZlib([Buffer.alloc(20_000_000)]);
    const { failure, data } = inflate(inflaterWith({ maxMessageSize: 100_000 }), bomb);
    expect(failure?.violation.id).toBe('message.too-big');
    expect(data.length).toBeLessThanOrEqual(100_000);
  });
});

describe('joining in the middle', async () => {
  const stories = [
    'she sells sea shells',
    'she sells sea shells by the shore',
    'by the sea shore she sells',
  ];
  const messages = await deflateByZlib(stories.map((text) => toUtf8(text)));

  test('shows what is known and what is unknown', () => {
    const inflater = inflaterWith({ startsMidStream: true });
    for (const [index, story] of stories.entries()) {
      if (index === 0) continue;
      const { data, unknown, failure } = inflate(inflater, messages[index] ?? new Uint8Array());
      expect(failure).toBeNull();
      expect(unknown.length).toBeGreaterThan(0);
      const wanted = toUtf8(story);
      for (const { start, end } of unknown) wanted.fill(0, start, end);
      expect(fromUtf8(data)).toBe(fromUtf8(wanted));
    }
  });

  test('is no excuse if messages are independent', () => {
    const inflater = inflaterWith({ startsMidStream: true, contextTakeover: false });
    expect(inflateText(inflater, HELLO_AGAIN)).toBe('deflate.distance-before-start');
  });

  test('Hello again is an H and four unknown bytes', () => {
    const inflater = inflaterWith({ startsMidStream: true });
    const first = inflate(inflater, fromHex(HELLO_AGAIN));
    expect(toHex(first.data, ' ')).toBe('48 00 00 00 00');
    expect(first.unknown).toEqual([{ start: 1, end: 5 }]);
    expect(inflate(inflater, fromHex(HELLO)).unknown).toEqual([]);
    // Of this one everything is known, since it refers to the one before.
    const third = inflate(inflater, fromHex(HELLO_AGAIN));
    expect([fromUtf8(third.data), third.unknown]).toEqual(['Hello', []]);
  });
});

test('a message by itself shows its blocks, with those before it as history', () => {
  const { blocks, pieces } = readBlocks(restoreTail(fromHex(HELLO_AGAIN)), {
    history: toUtf8('Hello'),
  });
  expect(blocks.map(({ type }) => type)).toEqual(['fixed', 'stored']);
  expect(fromUtf8(concatBytes(pieces))).toBe('Hello');
});

describe('what zlib compresses', () => {
  const messages = Array.from({ length: 40 }, (_, index) =>
    toUtf8(`{"id":${index},"price":${100 + ((index * 37) % 50)},"name":"${'ws'.repeat(index)}"}`),
  );

  test.each([9, 10, 11, 12, 13, 14, 15])('in a window of %i bits', async (windowBits) => {
    const together = inflaterWith({ windowBits });
    for (const [index, payload] of (await deflateByZlib(messages, { windowBits })).entries()) {
      expect(inflate(together, payload)).toEqual({
        data: messages[index],
        unknown: [],
        failure: null,
      });
    }
    const apart = inflaterWith({ windowBits, contextTakeover: false });
    for (const [index, payload] of (await deflateEachByZlib(messages, { windowBits })).entries()) {
      expect(inflate(apart, payload)).toEqual({
        data: messages[index],
        unknown: [],
        failure: null,
      });
    }
  });
});

describe('the vectors of permessage-deflate', () => {
  const vectors = VECTORS.filter(({ id, deflate }) => deflate !== null && !id.startsWith('rsv'));

  test.each(vectors)('$id', (vector) => {
    const { messages, fail } = vector.expect;
    const bytes = concatBytes(chunksOf(vector));
    for (const pieceSize of [bytes.length, 1, 3]) {
      const received = receive(vector, bytes, pieceSize);
      expect(received.messages.map(({ type, data }) => [type, data.length])).toEqual(
        messages.map(({ type, length }) => [type, length]),
      );
      for (const [index, { hex, sha256 }] of messages.entries()) {
        const data = received.messages[index]?.data ?? new Uint8Array();
        const hash = createHash('sha256').update(data).digest('hex');
        expect(hex === undefined ? hash : toHex(data)).toBe(
          hex === undefined ? sha256 : unpack(hex),
        );
      }
      if (fail === null) expect(received.closeCode).toBeNull();
      else expect(fail.codes).toContain(received.closeCode);
    }
  });
});

/** "aa bb*2" is aabbbb. */
function unpack(packed: string): string {
  const parts = packed.split(' ').map((part) => part.split('*'));
  return parts.map(([hex = '', count = '1']) => hex.repeat(Number(count))).join('');
}

/** As much of a receiver as the messages need. */
function receive({ role, deflate, limits }: Vector, bytes: Uint8Array, pieceSize: number) {
  const agreed = deflate as Readonly<Record<string, boolean | number>>;
  const sender = role === 'server' ? 'client' : 'server';
  const windowBits = agreed[`${sender}_max_window_bits`];
  const { maxMessage } = limits ?? {};
  const inflater = new MessageInflater({
    contextTakeover: agreed[`${sender}_no_context_takeover`] !== true,
    windowBits: typeof windowBits === 'number' ? windowBits : 15,
    ...(maxMessage === undefined ? {} : { maxMessageSize: maxMessage }),
  });
  const messages: { type: string; data: Uint8Array }[] = [];
  const fail = (closeCode: number | null) => ({ messages, closeCode });
  let open = { type: '', isCompressed: false, pieces: new Array<Uint8Array>() };
  for (const { isFinal, rsv1, opcode, payload } of framesIn(bytes)) {
    if (opcode >= 8) continue;
    if (opcode > 0) {
      open = { type: opcode === 1 ? 'text' : 'binary', isCompressed: rsv1, pieces: [] };
    }
    if (open.isCompressed) {
      const parts = [];
      for (let at = 0; at < payload.length; at += pieceSize) {
        parts.push(inflater.feed(payload.subarray(at, at + pieceSize)));
      }
      if (isFinal) parts.push(inflater.end());
      const broken = parts.find(({ failure }) => failure !== null);
      if (broken?.failure) return fail(broken.failure.violation.closeCode);
      open.pieces.push(...parts.flatMap(({ pieces }) => pieces));
    } else {
      open.pieces.push(payload);
    }
    if (!isFinal) continue;
    const data = concatBytes(open.pieces);
    if (open.type === 'text' && fromValidUtf8(data) === null) return fail(1007);
    messages.push({ type: open.type, data });
  }
  return { messages, closeCode: null };
}

/** The complete frames of a stream without other faults. */
function framesIn(bytes: Uint8Array) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const frames = [];
  for (let at = 0; at + 2 <= bytes.length;) {
    const first = view.getUint8(at);
    const second = view.getUint8(at + 1);
    const isMasked = second >= 0x80;
    const short = second & 0x7f;
    const extended = short === 126 ? 2 : short === 127 ? 8 : 0;
    const start = at + 2 + extended + (isMasked ? 4 : 0);
    if (start > bytes.length) break;
    const size =
      extended === 2 ? view.getUint16(at + 2) : extended === 8 ? view.getUint32(at + 6) : short;
    if (start + size > bytes.length) break;
    const wire = bytes.subarray(start, start + size);
    frames.push({
      isFinal: first >= 0x80,
      rsv1: (first & 0x40) !== 0,
      opcode: first & 0x0f,
      payload: isMasked ? applyMask(wire, bytes.subarray(start - 4, start)) : wire,
    });
    at = start + size;
  }
  return frames;
}
