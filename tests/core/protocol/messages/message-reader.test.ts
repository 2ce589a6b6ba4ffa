import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromHex, toHex } from '#core/bytes/hex.ts';
import { encodeFrame } from '#core/protocol/framing/frame.ts';
import { OPCODE, type DefinedOpcode } from '#core/protocol/framing/opcode.ts';
import { MessageReader } from '#core/protocol/messages/message-reader.ts';
import { ListingReader, type Received } from '../received-list.ts';

/** "text 48656c6c6f", "close 1000 bye", "failure message.interleaved 1002". */
function summary(received: Received): string {
  switch (received.kind) {
    case 'message':
      return `${received.type} ${toHex(received.data)}`;
    case 'ping':
    case 'pong':
      return `${received.kind} ${toHex(received.data)}`;
    case 'close':
      return `close ${received.code} ${received.reason}`;
    case 'failure':
      return `failure ${received.violation.id} ${received.closeCode}`;
  }
}

const receive = (chunks: readonly Uint8Array[], maxMessageSize = Infinity) => {
  const reader = new ListingReader({ sender: 'server', limits: { maxMessageSize } });
  return chunks.flatMap((chunk) => reader.feed(chunk).map(summary));
};

describe('what a client makes of frames', () => {
  test.each([
    { name: 'a text', hex: '81 02 68 69', received: ['text 6869'] },
    { name: 'an empty text', hex: '81 00', received: ['text '] },
    { name: 'bytes', hex: '82 02 00 ff', received: ['binary 00ff'] },
    {
      name: 'a text in three fragments',
      hex: '01 01 68  00 00  80 01 69',
      received: ['text 6869'],
    },
    { name: 'a character cut by a fragment', hex: '01 01 c3  80 01 bc', received: ['text c3bc'] },
    {
      name: 'a ping between fragments',
      hex: '01 01 68  89 01 70  80 01 69',
      received: ['ping 70', 'text 6869'],
    },
    { name: 'an unsolicited pong', hex: '8a 00', received: ['pong '] },
    { name: 'a close', hex: '88 05 03 e8 62 79 65', received: ['close 1000 bye'] },
    { name: 'a close without a code', hex: '88 00', received: ['close null '] },
    { name: 'a close between fragments', hex: '01 01 68  88 00', received: ['close null '] },
    { name: 'nothing after a close', hex: '88 00  81 02 68 69', received: ['close null '] },
    { name: 'a length that is not minimal', hex: '81 7e 00 02 68 69', received: ['text 6869'] },
    { name: 'a reserved bit', hex: 'c1 02 68 69', received: ['failure frame.reserved-bit 1002'] },
    { name: 'a reserved opcode', hex: '83 00', received: ['failure frame.reserved-opcode 1002'] },
    {
      name: 'a masked frame',
      hex: '81 80 00 00 00 00',
      received: ['failure frame.masked-from-server 1002'],
    },
    { name: 'a fragmented ping', hex: '09 00', received: ['failure control.fragmented 1002'] },
    {
      name: 'a long ping, before its payload',
      hex: '89 7e 00 7e',
      received: ['failure control.too-long 1002'],
    },
    {
      name: 'a continuation of nothing',
      hex: '80 00',
      received: ['failure message.continuation-without-start 1002'],
    },
    {
      name: 'a text within a text',
      hex: '01 01 68  81 01 69',
      received: ['failure message.interleaved 1002'],
    },
    {
      name: 'a byte that is not UTF-8, immediately',
      hex: '81 05 61 ff',
      received: ['failure message.text-not-utf8 1007'],
    },
    {
      name: 'a text that ends within a character',
      hex: '81 02 61 c3',
      received: ['failure message.text-not-utf8 1007'],
    },
    {
      name: 'bytes that are no UTF-8 in a binary message',
      hex: '82 01 ff',
      received: ['binary ff'],
    },
    { name: 'a close of one byte', hex: '88 01 03', received: ['failure close.one-byte 1002'] },
    {
      name: 'a Close of one byte, before its payload',
      hex: '88 01',
      received: ['failure close.one-byte 1002'],
    },
    {
      name: 'a close with a code that must not be sent',
      hex: '88 02 03 ed',
      received: ['failure close.code-not-sendable 1002'],
    },
    {
      name: 'a close whose reason is not UTF-8',
      hex: '88 03 03 e8 ff',
      received: ['failure close.reason-not-utf8 1007'],
    },
    {
      name: 'nothing after a failure',
      hex: '83 00  81 02 68 69',
      received: ['failure frame.reserved-opcode 1002'],
    },
  ])('$name', ({ hex, received }) => {
    const bytes = fromHex(hex);
    expect(receive([bytes])).toEqual(received);
    expect(receive([...bytes].map((byte) => Uint8Array.of(byte)))).toEqual(received);
  });
});

test('a server unmasks, and wants a mask', () => {
  const hello = fromHex('81 85 37 fa 21 3d 7f 9f 4d 51 58');
  const server = new ListingReader({ sender: 'client' });
  expect(server.feed(hello).map(summary)).toEqual(['text 48656c6c6f']);
  expect(server.feed(fromHex('81 00')).map(summary)).toEqual([
    'failure frame.unmasked-from-client 1002',
  ]);
});

describe('a limit', () => {
  test.each([
    { name: 'is not reached', hex: '82 03 01 02 03', received: ['binary 010203'] },
    {
      name: 'is passed by a header alone',
      hex: '82 04',
      received: ['failure message.too-big 1009'],
    },
    {
      name: 'is passed by a sum of fragments',
      hex: '02 02 01 02  80 02',
      received: ['failure message.too-big 1009'],
    },
    {
      name: 'counts each message by itself',
      hex: '82 03 01 02 03  82 03 04 05 06',
      received: ['binary 010203', 'binary 040506'],
    },
    {
      name: 'does not count control frames',
      hex: '89 04 01 02 03 04',
      received: ['ping 01020304'],
    },
  ])('$name', ({ hex, received }) => {
    expect(receive([fromHex(hex)], 3)).toEqual(received);
  });
});

test('a message of more fragments than the limit fails the connection with 1008', () => {
  const reader = new ListingReader({ sender: 'server', limits: { maxFragments: 2 } });
  expect(reader.feed(fromHex('01 00  00 00')).map(summary)).toEqual([]);
  expect(reader.feed(fromHex('80 00')).map(summary)).toEqual([
    'failure message.too-many-fragments 1008',
  ]);
});

test('a browser fails at a length that is not minimal; by default a reader reads it', () => {
  const text = fromHex('81 7e 00 02 68 69');
  const receivedBy = (options: { isBrowser?: boolean }) =>
    new ListingReader({ sender: 'server', ...options }).feed(text).map(summary);
  expect(receivedBy({ isBrowser: true })).toEqual(['failure frame.length-not-minimal 1002']);
  expect(receivedBy({})).toEqual(['text 6869']);
});

test('a browser accepts a close code that is not assigned; by default a reader is none', () => {
  const close = fromHex('88 02 03 ec');
  const receivedBy = (options: { readonly isBrowser?: boolean }) =>
    new ListingReader({ sender: 'server', ...options }).feed(close).map(summary);
  expect(receivedBy({ isBrowser: true })).toEqual(['close 1004 ']);
  expect(receivedBy({ isBrowser: false })).toEqual(['failure close.code-unassigned 1002']);
  expect(receivedBy({})).toEqual(['failure close.code-unassigned 1002']);
});

describe('a sink', () => {
  const STREAM = fromHex('81 01 61  01 01 62  80 01 63  89 01 64');

  /** What a reader reports of `STREAM` if the sink does something at its first message. */
  function receiveWith(atFirst: (reader: MessageReader) => void) {
    const received: string[] = [];
    const note = (words: string) => {
      if (received.push(words) === 1) atFirst(reader);
    };
    const reader = new MessageReader(
      { sender: 'server' },
      {
        takeMessage: (type, data) => note(`${type} ${toHex(data)}`),
        takePing: (data) => note(`ping ${toHex(data)}`),
        takePong: (data) => note(`pong ${toHex(data)}`),
        takeClose: (code) => note(`close ${code}`),
        takeFailure: ({ violation }) => note(`failure ${violation.id}`),
      },
    );
    return { reader, received };
  }

  test('that feeds a chunk gets its messages after those of the current chunk', () => {
    const { reader, received } = receiveWith((from) => from.feed(fromHex('82 01 65')));
    reader.feed(STREAM);
    expect(received).toEqual(['text 61', 'text 6263', 'ping 64', 'binary 65']);
  });

  test.each([
    { name: 'a whole chunk', chunks: [STREAM], left: ['text 6263', 'ping 64'] },
    {
      name: 'single bytes',
      chunks: [...STREAM].map((byte) => Uint8Array.of(byte)),
      left: ['text 6263', 'ping 64'],
    },
    { name: 'a fragmented message', chunks: [STREAM.subarray(3)], left: ['ping 64'] },
  ])('that throws during $name gets the rest with the next chunk', ({ chunks, left }) => {
    const { reader, received } = receiveWith(() => {
      throw new Error('not now');
    });
    let thrown = 0;
    for (const chunk of [...chunks, new Uint8Array(0)]) {
      try {
        reader.feed(chunk);
      } catch {
        thrown += 1;
      }
    }
    expect(thrown).toBe(1);
    expect(received.slice(1)).toEqual(left);
  });
});

test('an impossible length costs no memory', () => {
  const maxSize = Number.MAX_SAFE_INTEGER;
  const reader = new ListingReader({
    sender: 'server',
    limits: { maxFrameSize: maxSize, maxMessageSize: maxSize },
  });
  expect(reader.feed(fromHex('82 7f 00 1f ff ff ff ff ff ff 01'))).toEqual([]);
  expect(reader.reader.pending).toEqual({ part: 'payload', missing: 2 ** 53 - 2 });
});

describe('any stream of frames', () => {
  const payload = fc.oneof(
    fc.constant(new Uint8Array(0)),
    fc.uint8Array({ maxLength: 6 }),
    fc.constantFrom('c3', 'bc', '03 e8', '61').map(fromHex),
  );
  const opcode: fc.Arbitrary<DefinedOpcode> = fc.constantFrom(...Object.values(OPCODE));
  const frame = fc
    .record({ isFinal: fc.boolean(), opcode, maskingKey: fc.constant(null), payload })
    .map(encodeFrame);

  test('finds the same in any pieces, and stays the same', () => {
    fc.assert(
      fc.property(fc.array(frame), fc.array(fc.nat(60)), (frames, cuts) => {
        const stream = concatBytes(frames);
        const ends = [...cuts.toSorted((a, b) => a - b), stream.length];
        const pieces = ends.map((end, index) => stream.subarray(ends[index - 1] ?? 0, end));
        const before = stream.slice();
        expect(receive(pieces)).toEqual(receive([stream]));
        expect(stream).toEqual(before);
      }),
      { seed: 6455, numRuns: 500 },
    );
  });

  test('hands out its own data, which later chunks do not change', () => {
    const chunk = fromHex('82 02 01 02');
    const [message] = new ListingReader({ sender: 'server' }).feed(chunk);
    chunk.fill(0xff);
    expect(message?.kind === 'message' && message.data).toEqual(fromHex('01 02'));
  });
});

test('no bytes throw', () => {
  const sender = fc.constantFrom('client' as const, 'server' as const);
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 12 })), sender, (chunks, from) => {
      const reader = new ListingReader({ sender: from });
      const received = chunks.flatMap((chunk) => [...reader.feed(chunk)]);
      const ends = received.filter(({ kind }) => kind === 'close' || kind === 'failure');
      expect(ends.length).toBeLessThanOrEqual(1);
      if (ends.length > 0) expect(received.at(-1)).toBe(ends[0]);
    }),
    { seed: 6455, numRuns: 1000 },
  );
});
