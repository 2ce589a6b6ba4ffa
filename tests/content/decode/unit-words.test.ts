import { describe, expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromHex } from '#core/bytes/hex.ts';
import { toLatin1 } from '#core/bytes/text.ts';
import { readConversation } from '#core/conversation/conversation.ts';
import { rawTrace } from '#core/paste/assembly/raw-trace.ts';
import { encodeRequestHead, encodeResponseHead } from '#core/protocol/http/http-head.ts';
import { exampleFrames } from '#content/examples/examples.ts';
import {
  interleavingNote,
  messageLetter,
  messageOrigin,
  messageSummary,
  unitSummary,
  unitTitle,
  unitType,
} from '#content/decode/unit-words.ts';
import { nameUnits } from '#core/conversation/unit-name.ts';

const read = (bytes: Uint8Array) => readConversation(rawTrace(bytes));

/** Each unit as a line: title, type, text, remark. */
const lines = (bytes: Uint8Array) => {
  const conversation = read(bytes);
  const names = nameUnits(conversation.units);
  return conversation.units.map((unit, index) => {
    const { text, remark } = unitSummary(unit, conversation);
    return [unitTitle(unit, names[index]!), unitType(unit), text, remark].join(' | ');
  });
};

describe('units in words', () => {
  test.each([
    { name: 'a text', hex: '810548656c6c6f', expected: ['Frame 1 | text | “Hello” | '] },
    { name: 'an empty text', hex: '8100', expected: ['Frame 1 | text | “” | '] },
    { name: 'bytes', hex: '82020102', expected: ['Frame 1 | binary | 01 02 | '] },
    {
      name: 'more bytes than a summary reads',
      hex: `827e0100${'61'.repeat(256)}`,
      expected: ['Frame 1 | binary | 61 61 61 61 61 61 … 250 more | '],
    },
    {
      name: 'a ping of more bytes than a summary reads',
      hex: `897e0100${'ff'.repeat(256)}`,
      expected: ['Frame 1 | ping | ff ff ff ff ff ff … 250 more | '],
    },
    { name: 'an empty ping', hex: '8900', expected: ['Frame 1 | ping |  | empty'] },
    { name: 'a pong of bytes', hex: '8a01ff', expected: ['Frame 1 | pong | ff | '] },
    {
      name: 'fragments',
      hex: '010348656c 80026c6f',
      expected: [
        'Frame 1 | text | “Hel” | more to come',
        'Frame 2 | continue | “lo” | message ends',
      ],
    },
    { name: 'a close', hex: '880503e8627965', expected: ['Frame 1 | close | 1000 “bye” | '] },
    { name: 'an empty close', hex: '8800', expected: ['Frame 1 | close |  | without a code'] },
    {
      name: 'bytes after a close',
      hex: '8800 8100',
      expected: [
        'Frame 1 | close |  | without a code',
        'Bytes after the close | unread |  | sent after a Close frame',
      ],
    },
    { name: 'a reserved opcode', hex: '8300', expected: ['Frame 1 | reserved |  | empty'] },
    {
      name: 'a cut payload',
      hex: '81054865',
      expected: ['Frame 1 | text | “He” | 3 bytes missing'],
    },
    {
      name: 'a cut payload whose length no number holds',
      hex: '827f80000000000000000102',
      expected: ['Frame 1 | binary | 01 02 | 9,223,372,036,854,775,806 bytes missing'],
    },
    {
      name: 'HTTP/2',
      hex: '505249202a20485454502f322e300d0a0d0a534d0d0a0d0a',
      expected: ['HTTP/2 | preface |  | of HTTP/2, and what follows it'],
    },
    {
      name: 'a cut header',
      hex: '81',
      expected: ['Frame 1 | cut |  | the header is cut: at least 1 byte of it missing'],
    },
  ])('$name', ({ hex, expected }) => {
    expect(lines(fromHex(hex))).toEqual(expected);
  });

  test('count frames by themselves', () => {
    const head = encodeResponseHead(101, 'Switching Protocols', []);
    expect(lines(concatBytes([head, fromHex('8900')]))).toEqual([
      'Response | 101 | Switching Protocols | ',
      'Frame 1 | ping |  | empty',
    ]);
  });

  test('name a request, a cut head and a body', () => {
    expect(lines(encodeRequestHead('GET', '/chat', []))).toEqual(['Request | GET | /chat | ']);
    expect(lines(toLatin1('GET /ch'))).toEqual([
      'Cut head | cut |  | the empty line that ends the head is missing',
    ]);
    const refusal = concatBytes([encodeResponseHead(404, 'Not Found', []), toLatin1('no')]);
    expect(lines(refusal)[1]).toBe('Body | body |  | content of the response');
  });
});

describe('messages in words', () => {
  const conversation = read(concatBytes(exampleFrames()));
  const names = nameUnits(conversation.units);

  test('say what they are put together from', () => {
    const [message] = conversation.messages;
    expect(message && messageSummary(message, conversation)).toBe('“Hello”');
    expect(message && messageOrigin(message, names)).toBe('from frames 1 + 3');
  });

  test('of many frames are only counted', () => {
    const { messages, units } = read(fromHex(`0100 ${'0000'.repeat(5)} 8000`));
    const [message] = messages;
    expect(message && messageOrigin(message, nameUnits(units))).toBe('from 7 frames');
  });

  test('explain a control frame among their fragments', () => {
    expect(interleavingNote(conversation)).toContain('the ping did not wait for “lo”');
    expect(interleavingNote(read(fromHex('010348656c 80026c6f 8900')))).toBeNull();
  });

  test('are lettered as columns of a sheet are', () => {
    expect([0, 25, 26, 27, 701, 702].map(messageLetter)).toEqual([
      'A',
      'Z',
      'AA',
      'AB',
      'ZZ',
      'AAA',
    ]);
  });
});

test('a message of many bytes says how many follow', () => {
  const conversation = read(fromHex(`827e0100${'61'.repeat(256)}`));
  expect(messageSummary(conversation.messages[0]!, conversation)).toBe(
    '61 61 61 61 61 61 … 250 more',
  );
});
