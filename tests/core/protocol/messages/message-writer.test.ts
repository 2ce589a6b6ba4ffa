import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { toHex } from '#core/bytes/hex.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import { MESSAGE_CODECS } from '#core/protocol/compression/codecs.ts';
import { encodeClosePayload } from '#core/protocol/messages/close-payload.ts';
import { MessageWriter } from '#core/protocol/messages/message-writer.ts';
import { ListingReader } from '../received-list.ts';

const type = fc.constantFrom('text', 'binary');
const size = fc.oneof(fc.nat(10), fc.constantFrom(125, 126, 300));
const call = fc.oneof(
  fc.record({ kind: fc.constant('message'), type, size }),
  fc.record({ kind: fc.constant('fragment'), type, size, isFinal: fc.boolean() }),
  fc.record({ kind: fc.constantFrom('ping', 'pong'), size }),
);

const COMPRESSION = { contextTakeover: true, windowBits: 15 };

describe('a reader', () => {
  test.each([
    { sender: 'client', compression: null },
    { sender: 'server', compression: null },
    { sender: 'client', compression: COMPRESSION },
    { sender: 'server', compression: { ...COMPRESSION, contextTakeover: false } },
  ] as const)(
    'accepts everything that a $sender’s writer writes, in any order of calls ($compression)',
    ({ sender, compression }) => {
      const seen = { refused: 0, messages: 0 };
      fc.assert(
        fc.property(fc.array(call, { maxLength: 20 }), (calls) => {
          const writer = new MessageWriter({
            nextMaskingKey: sender === 'client' ? () => Uint8Array.of(1, 2, 3, 4) : null,
            compressor: compression && MESSAGE_CODECS.makeCompressor(compression),
          });
          const reader = new ListingReader({ sender, compression });
          const received = calls.flatMap((each) => {
            const data = toUtf8('x'.repeat(each.size));
            try {
              return reader.feed(concatBytes(write(writer, each, data)));
            } catch (error) {
              expect(error instanceof TypeError || error instanceof RangeError).toBe(true);
              seen.refused++;
              return [];
            }
          });
          received.push(...reader.feed(concatBytes(writer.encodeControl('close', CLOSE))));
          expect(received.filter(({ kind }) => kind === 'failure')).toEqual([]);
          expect(received.at(-1)?.kind).toBe('close');
          seen.messages += received.filter(({ kind }) => kind === 'message').length;
        }),
        { seed: 6455, numRuns: 150 },
      );
      expect(seen.refused).toBeGreaterThan(20);
      expect(seen.messages).toBeGreaterThan(100);
    },
  );
});

const CLOSE = encodeClosePayload(1000, 'done');

type Call = typeof call extends fc.Arbitrary<infer Value> ? Value : never;

function write(writer: MessageWriter, each: Call, data: Uint8Array): readonly Uint8Array[] {
  if (!('type' in each)) return writer.encodeControl(each.kind, data);
  const type = each.type;
  if ('isFinal' in each) return writer.encodeFragment(type, data, each.isFinal);
  return writer.encodeMessage(type, data);
}

/** RFC 7692 §7.2.3.1: "Hello", here flushed after each fragment. */
test('a compressed message has RSV1 on its first frame alone, and loses only its last tail', () => {
  const writer = new MessageWriter({
    nextMaskingKey: null,
    compressor: MESSAGE_CODECS.makeCompressor(COMPRESSION),
  });
  const frames = [
    writer.encodeFragment('text', toUtf8('Hel'), false),
    writer.encodeFragment('text', toUtf8('lo'), true),
  ].map((parts) => toHex(concatBytes(parts)));
  expect(frames[0]).toMatch(/^41..(?:..)*0000ffff$/);
  expect(frames[1]).toMatch(/^80..(?:..)*$/);
  expect(frames[1]).not.toMatch(/0000ffff$/);
});

describe('while a message is open', () => {
  function openWriter() {
    const writer = new MessageWriter({ nextMaskingKey: null, compressor: null });
    writer.encodeFragment('text', toUtf8('a'), false);
    return writer;
  }

  test('a fragment of another type is refused, and changes nothing', () => {
    const writer = openWriter();
    for (const isFinal of [false, true]) {
      expect(() => writer.encodeFragment('binary', toUtf8('b'), isFinal)).toThrow(
        new TypeError('expected another text fragment, got binary'),
      );
    }
    expect(toHex(concatBytes(writer.encodeFragment('text', toUtf8('c'), true)))).toBe('800163');
  });

  test('another message is refused until the last fragment', () => {
    const writer = openWriter();
    expect(() => writer.encodeMessage('text', toUtf8('b'))).toThrow(
      new TypeError('expected the last fragment of the open message, got another message'),
    );
    writer.encodeFragment('text', toUtf8('c'), true);
    expect(toHex(concatBytes(writer.encodeMessage('binary', toUtf8('d'))))).toBe('820164');
  });
});
