import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { toHex } from '#core/bytes/hex.ts';
import { encodeFrame } from '#core/protocol/framing/frame.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
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
