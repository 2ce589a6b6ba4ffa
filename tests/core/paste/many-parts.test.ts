import { describe, expect, test } from 'vitest';
import { bestOf, describeChunks } from './reading-of.ts';

const HELLO = '81 05 48 65 6c 6c 6f';
const MASKED = '81 85 37 fa 21 3d 7f 9f 4d 51 58';

function repeat(count: number, write: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => write(index)).join('\n');
}

function sizeOf(text: string): number {
  return bestOf(text).connections.reduce((sum, { bytes }) => sum + bytes.length, 0);
}

const KEY = 'dGhlIHNhbXBsZSBub25jZQ==';

/** Texts of any number of parts, and how many bytes each part adds. */
const PARTS = [
  {
    name: 'rows with two dumps side by side',
    text: (count: number) =>
      `client                               server\n${repeat(count, () => `${MASKED}     ${HELLO}`)}`,
    each: 18,
  },
  {
    name: 'rows with what they mean',
    text: (count: number) => repeat(count, () => '81 05   FIN, text\n48 65 6c 6c 6f   Hello'),
    each: 7,
  },
  {
    name: 'rows behind a name each',
    text: (count: number) =>
      repeat(count, () => 'FIN and opcode: 81\nlength: 05\npayload: 48 65 6c 6c 6f'),
    each: 7,
  },
  {
    name: 'fields of an object',
    text: (count: number) =>
      `{\n${repeat(count, () => "  'X-A': '1',")}\n  'Upgrade': 'websocket',\n  'Sec-WebSocket-Key': '${KEY}' }`,
    each: 'X-A: 1\r\n'.length,
  },
  {
    name: 'fields of a panel',
    text: (count: number) =>
      `Request Headers\nHost\na\n${repeat(count, () => 'X-A\n1')}\nUpgrade\nwebsocket\nSec-WebSocket-Key\n${KEY}`,
    each: 'X-A: 1\r\n'.length,
  },
  {
    name: 'lines of a command',
    text: (count: number) =>
      `curl 'wss://a/' \\\n${repeat(count, () => "  -H 'X-A: 1' \\")}\n  -H 'Upgrade: websocket' -H 'Sec-WebSocket-Key: ${KEY}'`,
    each: 'X-A: 1\r\n'.length,
  },
];

test.each(PARTS)('reads all $name', ({ text, each }) => {
  const [few, many] = [100, 1200];
  expect(sizeOf(text(many)) - sizeOf(text(few))).toBe((many - few) * each);
  expect(bestOf(text(many)).connections).toHaveLength(1);
});

/** Texts with a part of any length, and how many bytes each character of it adds. */
const LENGTHS = [
  {
    name: 'a value of an object',
    text: (part: string) =>
      `{ 'Cookie': '${part}',\n 'Upgrade': 'websocket',\n 'Sec-WebSocket-Key': '${KEY}' }`,
    each: 1,
  },
  {
    name: 'an argument of a command',
    text: (part: string) =>
      `curl 'wss://a/' -H 'Cookie: ${part}' -H 'Upgrade: websocket' -H 'Sec-WebSocket-Key: ${KEY}'`,
    each: 1,
  },
  {
    name: 'a target',
    text: (part: string) =>
      `GET /${part} HTTP/1.1\nHost: a\nUpgrade: websocket\nSec-WebSocket-Key: ${KEY}\n`,
    each: 1,
  },
  {
    name: 'a payload in a log of websockets',
    text: (part: string) => `DEBUG:websockets.client:> TEXT '${part}' [${part.length} bytes]`,
    each: 1,
  },
  {
    name: 'a string among numbers',
    text: (part: string) => `[0x82, 0x7e, "${part}", 0x05]`,
    each: 1,
  },
  {
    name: 'a comment among numbers',
    text: (part: string) => `[0x81, 0x05, /* ${part} */ 0x48, 0x65, 0x6c, 0x6c, 0x6f]`,
    each: 0,
  },
  {
    name: 'other text before escaped HTML',
    text: (part: string) => `${part}\n&lt;Buffer ${HELLO}&gt;`,
    each: 0,
  },
];

test.each(LENGTHS)('reads $name of any length', ({ text, each }) => {
  const [few, many] = [1000, 70_000];
  const difference = sizeOf(text('z'.repeat(many))) - sizeOf(text('z'.repeat(few)));
  // The length of a made frame takes 2 or 8 bytes.
  expect([0, 6]).toContain(difference - (many - few) * each);
  expect(bestOf(text('z'.repeat(many))).form).toBe(bestOf(text('z'.repeat(few))).form);
});

describe('what the first lines don’t show', () => {
  test('a second container', () => {
    const text = `${repeat(1500, (index) => `web-1  | line ${index}`)}\nweb-1  | recv ${HELLO}\nweb-2  | recv ${HELLO}`;
    expect(bestOf(text).connections).toHaveLength(2);
  });
});

test.each([
  ['the next value of a log', `ts=1 msg="frame" data=${HELLO.replaceAll(' ', '')} conn=3`],
  ['a word that begins with a digit of hex', `${HELLO}   FIN, text`],
])('%s ends a row of bytes', (_, text) => {
  expect(describeChunks(text)).toEqual(['? 810548656c6c6f']);
  expect(bestOf(text).problems).toEqual([]);
});
