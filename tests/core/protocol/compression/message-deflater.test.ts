import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { toHex } from '#core/bytes/hex.ts';
import { fromUtf8, toUtf8 } from '#core/bytes/text.ts';
import { readBlocks } from '#core/deflate/blocks.ts';
import {
  MessageDeflater,
  type MessageDeflaterOptions,
} from '#core/protocol/compression/message-deflater.ts';
import { MessageInflater, restoreTail } from '#core/protocol/compression/message-inflater.ts';
import { deflateByZlib, deflateEachByZlib, inflateByZlib } from '../zlib-messages.ts';

function deflaterWith(options: Partial<MessageDeflaterOptions> = {}): MessageDeflater {
  return new MessageDeflater({ contextTakeover: true, windowBits: 15, ...options });
}

const compressAll = (
  messages: readonly Uint8Array[],
  options?: Partial<MessageDeflaterOptions>,
) => {
  const deflater = deflaterWith(options);
  return messages.map((message) => deflater.compress(message));
};

describe('Hello', () => {
  const hello = toUtf8('Hello');

  test('is what RFC 7692 §7.2.3.1 and §7.2.3.2 print, and so is the second one', () => {
    const payloads = compressAll([hello, hello]).map((payload) => toHex(payload, ' '));
    expect(payloads).toEqual(['f2 48 cd c9 c9 07 00', 'f2 00 11 00 00']);
  });

  test('is the same again if messages are independent', () => {
    const payloads = compressAll([hello, hello], { contextTakeover: false });
    expect(payloads.map((payload) => toHex(payload, ' '))).toEqual([
      'f2 48 cd c9 c9 07 00',
      'f2 48 cd c9 c9 07 00',
    ]);
  });
});

test('an empty message is one byte at any position (§7.2.3.6)', () => {
  const empty = new Uint8Array();
  const payloads = compressAll([empty, empty, toUtf8('Hello'), empty]);
  expect(payloads.map((payload) => toHex(payload))).toEqual(['00', '00', 'f248cdc9c90700', '00']);
});

/** Text that repeats itself from far and near, noise, and nothing at all. */
function sampleMessages(): Uint8Array[] {
  const story = 'she sells sea shells by the sea shore; ';
  const noise = (size: number, factor: number) =>
    Uint8Array.from({ length: size }, (_, index) => ((index + factor) ** 3 * 7919) >> 5);
  return [
    toUtf8(story),
    toUtf8(story.repeat(20)),
    new Uint8Array(),
    noise(700, 1),
    noise(700, 1),
    noise(40_000, 3),
    toUtf8(story.toUpperCase()),
    new Uint8Array(100_000),
    noise(40_000, 3),
    ...Array.from({ length: 30 }, (_, index) => toUtf8(`{"id":${index},"price":${index * 1.25}}`)),
    new Uint8Array(1),
  ];
}

const WINDOWS = [8, 9, 10, 11, 12, 13, 14, 15];

describe.each(WINDOWS)('in a window of %i bits', (windowBits) => {
  const messages = sampleMessages();

  test.each([true, false])(
    'zlib and we read it back, with takeover %s',
    async (contextTakeover) => {
      const payloads = compressAll(messages, { windowBits, contextTakeover });
      // A receiver can always keep the window, and zlib has none of 8 bits.
      const byZlib = await inflateByZlib(payloads, Math.max(9, windowBits));
      const inflater = new MessageInflater({ windowBits, contextTakeover });
      for (const [index, message] of messages.entries()) {
        expect(Buffer.compare(byZlib[index] ?? new Uint8Array(), message)).toBe(0);
        const { pieces, failure } = inflater.feed(payloads[index] ?? new Uint8Array());
        const end = inflater.end();
        expect([failure, end.failure]).toEqual([null, null]);
        expect(Buffer.compare(concatBytes([...pieces, ...end.pieces]), message)).toBe(0);
      }
    },
  );

  test.each([true, false])(
    'it is about as small as by zlib, with takeover %s',
    async (contextTakeover) => {
      const own = compressAll(messages, { windowBits, contextTakeover });
      const deflate = contextTakeover ? deflateByZlib : deflateEachByZlib;
      const theirs = await deflate(messages, { windowBits: Math.max(9, windowBits) });
      const size = (payloads: readonly Uint8Array[]) => concatBytes(payloads).length;
      expect(size(own)).toBeLessThan(1.02 * size(theirs));
    },
  );

  test('no distance is larger', () => {
    let history: Uint8Array = new Uint8Array();
    for (const [index, payload] of compressAll(messages, { windowBits }).entries()) {
      const { blocks } = readBlocks(restoreTail(payload), { history, withData: true });
      const distances = blocks
        .flatMap(({ data }) => data)
        .flatMap((part) => (part.kind === 'match' ? [part.distance] : []));
      expect(distances.filter((distance) => distance > 2 ** windowBits)).toEqual([]);
      history = concatBytes([history, messages[index] ?? new Uint8Array()]);
    }
  });
});

test.each([0, 1, 6, 9])('at level %i, any messages come back', (level) => {
  const messages = fc.array(fc.uint8Array({ maxLength: 400 }), { maxLength: 12 });
  fc.assert(
    fc.property(
      messages,
      fc.constantFrom(...WINDOWS),
      fc.boolean(),
      (wanted, windowBits, contextTakeover) => {
        const payloads = compressAll(wanted, { windowBits, contextTakeover, level });
        const inflater = new MessageInflater({ windowBits, contextTakeover });
        const got = payloads.map((payload) => {
          const parts = [inflater.feed(payload), inflater.end()];
          expect(parts.map(({ failure }) => failure)).toEqual([null, null]);
          return toHex(concatBytes(parts.flatMap(({ pieces }) => pieces)));
        });
        expect(got).toEqual(wanted.map((message) => toHex(message)));
      },
    ),
    { seed: 7692, numRuns: 60 },
  );
});

test('leaves the message as it was, and its result to the caller', () => {
  const message = toUtf8('Hello');
  const deflater = deflaterWith();
  deflater.compress(message).fill(0xff);
  expect(fromUtf8(message)).toBe('Hello');
  deflater.compress(new Uint8Array()).fill(0xff);
  expect(toHex(deflater.compress(new Uint8Array()))).toBe('00');
  expect(toHex(deflater.compress(message))).toBe('f200110000');
});
