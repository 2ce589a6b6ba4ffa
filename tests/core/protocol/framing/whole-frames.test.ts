import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromHex, toHex } from '#core/bytes/hex.ts';
import { GrowingBuffer } from '#core/bytes/word-buffer.ts';
import { encodeFrame } from '#core/protocol/framing/frame.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import { takeWholeFrames } from '#core/protocol/framing/whole-frames.ts';
import { ListingReader, type Received } from '../received-list.ts';

const KEY = Uint8Array.of(0x37, 0xfa, 0x21, 0x3d);

/** Bytes that differ by their place. */
function bytesOf(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => index % 127);
}

/** What a reader makes of a stream in these pieces. */
function receive(sender: 'client' | 'server', pieces: readonly Uint8Array[]): Received[] {
  const reader = new ListingReader({ sender });
  return pieces.flatMap((piece) => [...reader.feed(piece)]);
}

describe('whole frames', () => {
  const payload = fc.oneof(
    fc.uint8Array({ maxLength: 40 }),
    fc.uint8Array({ minLength: 120, maxLength: 300 }),
    fc.string({ maxLength: 30, unit: 'grapheme' }).map((text) => new TextEncoder().encode(text)),
  );

  for (const sender of ['client', 'server'] as const) {
    test(`of a ${sender} are read as they are byte by byte, which the fast lane never sees`, () => {
      const frame = fc
        .record({
          isFinal: fc.oneof({ weight: 8, arbitrary: fc.constant(true) }, fc.boolean()),
          opcode: fc.constantFrom(OPCODE.text, OPCODE.binary, OPCODE.ping, OPCODE.continuation),
          maskingKey:
            sender === 'client' ? fc.uint8Array({ minLength: 4, maxLength: 4 }) : fc.constant(null),
          payload,
        })
        .map(encodeFrame);
      fc.assert(
        fc.property(fc.array(frame, { maxLength: 8 }), fc.nat(3), (frames, offset) => {
          const shifted = concatBytes([new Uint8Array(offset), ...frames]).subarray(offset);
          const single = [...shifted].map((byte) => Uint8Array.of(byte));
          expect(receive(sender, [shifted])).toEqual(receive(sender, single));
        }),
        { seed: 6455, numRuns: 400 },
      );
    });
  }

  test('leave what was fed as it was', () => {
    const frame = encodeFrame({ opcode: OPCODE.text, maskingKey: KEY, payload: bytesOf(30) });
    const before = toHex(frame);
    const [message] = receive('client', [frame]);
    expect(toHex(frame)).toBe(before);
    expect(message?.kind === 'message' && toHex(message.data)).toBe(toHex(bytesOf(30)));
  });
});

describe('the fast path', () => {
  const HELLO = '81 85 37 fa 21 3d 7f 9f 4d 51 58';
  const ZEROS = (length: number) => '00 '.repeat(length);

  /** The frames it takes from `at` on, the cursor afterwards, and how many bytes it copied. */
  function take(hex: string, { isMasked = false, maxMessageSize = Infinity, at = 0 } = {}) {
    const messages: string[] = [];
    const cursor = { at };
    const buffer = new GrowingBuffer();
    const sink = {
      takeMessage: (type: string, data: Uint8Array) => messages.push(`${type} ${toHex(data)}`),
      takePing: () => messages.push('ping'),
      takePong: () => messages.push('pong'),
      takeClose: () => messages.push('close'),
      takeFailure: () => messages.push('failure'),
    };
    takeWholeFrames(fromHex(hex), cursor, { isMasked, maxMessageSize }, sink, buffer);
    return { messages, at: cursor.at, copied: buffer.size };
  }

  test.each([
    { name: 'a text', hex: '81 02 68 69', messages: ['text 6869'], at: 4 },
    { name: 'an empty text', hex: '81 00', messages: ['text '], at: 2 },
    { name: 'bytes', hex: '82 01 ff', messages: ['binary ff'], at: 3 },
    { name: 'text that is not ASCII', hex: '81 02 c3 bc', messages: ['text c3bc'], at: 4 },
    { name: 'two', hex: '81 01 68  82 01 69', messages: ['text 68', 'binary 69'], at: 6 },
    { name: 'one before a Ping', hex: '81 01 68  89 00', messages: ['text 68'], at: 3 },
    { name: 'one before a fragment', hex: '81 01 68  01 01 69', messages: ['text 68'], at: 3 },
    { name: 'one before a part', hex: '81 01 68  81 02 69', messages: ['text 68'], at: 3 },
    { name: 'one before one byte', hex: '81 01 68  81', messages: ['text 68'], at: 3 },
    { name: 'one before a cut length', hex: '81 01 68  81 7e 00', messages: ['text 68'], at: 3 },
    { name: 'one before a mask', hex: '81 01 68  81 80 00 00 00 00', messages: ['text 68'], at: 3 },
    { name: 'one before bad text', hex: '81 01 68  81 01 ff', messages: ['text 68'], at: 3 },
  ])('takes $name', ({ hex, messages, at }) => {
    expect(take(hex)).toMatchObject({ messages, at });
  });

  test.each([
    { name: 'a text', hex: HELLO, messages: ['text 48656c6c6f'], at: 11 },
    {
      name: 'two',
      hex: `${HELLO} 82 80 ${ZEROS(4)}`,
      messages: ['text 48656c6c6f', 'binary '],
      at: 17,
    },
    { name: 'bytes', hex: `82 81 ${ZEROS(4)} ff`, messages: ['binary ff'], at: 7 },
    {
      name: 'one before bad text',
      hex: `${HELLO} 81 81 ${ZEROS(4)} ff`,
      messages: ['text 48656c6c6f'],
      at: 11,
    },
    {
      name: 'one before a frame without a mask',
      hex: `${HELLO} 81 00`,
      messages: ['text 48656c6c6f'],
      at: 11,
    },
  ])('takes masked frames of a client: $name', ({ hex, messages, at }) => {
    expect(take(hex, { isMasked: true })).toMatchObject({ messages, at });
  });

  test('starts at the cursor', () => {
    expect(take('89 00 81 01 68', { at: 2 })).toEqual({ messages: ['text 68'], at: 5, copied: 3 });
    expect(take(`89 00 ${HELLO}`, { at: 2, isMasked: true })).toMatchObject({ at: 13, copied: 11 });
    expect(take('81 00 89 00', { at: 2 })).toEqual({ messages: [], at: 2, copied: 0 });
  });

  test.each([
    { header: '82 7e 00 7e', length: 126 },
    { header: '82 7e ff ff', length: 65_535 },
    { header: '82 7f 00 00 00 00 00 01 00 00', length: 65_536 },
  ])('takes $length bytes with the header $header', ({ header, length }) => {
    const { messages, at } = take(`${header} ${ZEROS(length)}`);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toHaveLength('binary '.length + 2 * length);
    expect(at).toBe(fromHex(header).length + length);
  });

  test.each([
    { size: 2, messages: ['text 6869'] },
    { size: 1, messages: [] },
  ])('takes only messages within the limit: $size bytes', ({ size, messages }) => {
    expect(take('81 02 68 69', { maxMessageSize: size }).messages).toEqual(messages);
  });

  test.each([
    { name: 'nothing', hex: '', isMasked: false },
    { name: 'one byte', hex: '81', isMasked: false },
    { name: 'a Ping', hex: '89 00', isMasked: false },
    { name: 'a fragment', hex: '01 01 68', isMasked: false },
    { name: 'a reserved bit', hex: 'c1 01 68', isMasked: false },
    { name: 'part of a payload', hex: '81 02 68', isMasked: false },
    { name: 'part of a length', hex: '82 7e 00', isMasked: false },
    { name: 'a length that is not minimal', hex: '82 7e 00 01 68', isMasked: false },
    { name: 'such a length, then much', hex: `82 7e 00 01 ${ZEROS(200)}`, isMasked: false },
    { name: 'a mask of a server', hex: `81 80 ${ZEROS(4)}`, isMasked: false },
    { name: 'no mask of a client', hex: '81 00 00 00 00 00 00', isMasked: true },
    { name: 'part of a masking key', hex: '81 80 00 00 00', isMasked: true },
    { name: 'part of a masked payload', hex: `81 82 ${ZEROS(4)} 68`, isMasked: true },
  ])('copies nothing of a chunk that starts with $name', ({ hex, isMasked }) => {
    expect(take(hex, { isMasked })).toEqual({ messages: [], at: 0, copied: 0 });
  });

  test('leaves the cursor before text that is not UTF-8', () => {
    expect(take('81 01 ff')).toEqual({ messages: [], at: 0, copied: 3 });
  });
});

describe('a sink', () => {
  const stream = concatBytes(
    ['a', 'b', 'c'].map((text) =>
      encodeFrame({
        opcode: OPCODE.text,
        maskingKey: KEY,
        payload: new TextEncoder().encode(text),
      }),
    ),
  );

  test('that throws loses no message and gets none twice', async () => {
    const { MessageReader } = await import('#core/protocol/messages/message-reader.ts');
    const texts: string[] = [];
    const reader = new MessageReader(
      { sender: 'client' },
      {
        takeMessage: (_, data) => {
          texts.push(new TextDecoder().decode(data));
          if (texts.length === 1) throw new Error('not now');
        },
        takePing: () => undefined,
        takePong: () => undefined,
        takeClose: () => undefined,
        takeFailure: () => undefined,
      },
    );
    expect(() => reader.feed(stream)).toThrow('not now');
    reader.feed(new Uint8Array(0));
    expect(texts).toEqual(['a', 'b', 'c']);
  });

  test('that feeds from within keeps the order', async () => {
    const { MessageReader } = await import('#core/protocol/messages/message-reader.ts');
    const texts: string[] = [];
    const reader: InstanceType<typeof MessageReader> = new MessageReader(
      { sender: 'client' },
      {
        takeMessage: (_, data) => {
          texts.push(new TextDecoder().decode(data));
          if (texts.length === 1) reader.feed(stream);
        },
        takePing: () => undefined,
        takePong: () => undefined,
        takeClose: () => undefined,
        takeFailure: () => undefined,
      },
    );
    reader.feed(stream);
    expect(texts).toEqual(['a', 'b', 'c', 'a', 'b', 'c']);
  });
});
