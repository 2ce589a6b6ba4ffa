import { describe, expect, test } from 'vitest';
import { toHex } from '#core/bytes/hex.ts';
import { bestOf } from './reading-of.ts';

const SIZE = 1_000_000;
const FRAME = [0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58];

/** Parts of a line that are read one after another: no call may be within the call before. */
test.each([
  ['a comment', '81 /* x */ ', '81'],
  ['a literal', '"\\x81" ', '81'],
])('a line of a million characters with %s again and again is read to its end', (_, part, hex) => {
  const count = Math.floor(SIZE / part.length);
  const [connection] = bestOf(part.repeat(count)).connections;
  expect(connection?.bytes).toHaveLength((count * hex.length) / 2);
});

const digits = (byte: number) => byte.toString(16).padStart(2, '0');

type Notation = { readonly name: string; readonly write: (bytes: readonly number[]) => string };

/** Each byte by itself, with something between them. */
function separate(
  name: string,
  separator: string,
  write: (byte: number, index: number) => string,
): Notation {
  return { name, write: (bytes) => bytes.map(write).join(separator) };
}

const NOTATIONS: readonly Notation[] = [
  separate('hex', ' ', digits),
  separate('hex without spaces', '', digits),
  separate('hex without leading zeros', ' ', (byte) => byte.toString(16)),
  separate('hex after an offset', ' ', (byte, index) => `${index ? '' : '0000: '}${digits(byte)}`),
  separate('pairs in quotes', ' ', (byte) => `"${digits(byte)}"`),
  separate('pairs in quotes, with commas', ', ', (byte) => `'0x${digits(byte)}'`),
  separate('pairs in brackets', '', (byte) => `[${digits(byte)}]`),
  separate('numbers', ' ', String),
  separate('numbers with dots', '.', String),
  separate('numbers with an index', ' ', (byte, index) => `[${index}]=${byte}`),
  separate('bits', ' ', (byte) => byte.toString(2).padStart(8, '0')),
  separate('octal', ', ', (byte) => `0${byte.toString(8).padStart(3, '0')}`),
  separate('a backslash each', '', (byte) => `\\${digits(byte)}`),
  separate('escapes apart', ' ', (byte) => `\\x${digits(byte)}`),
  separate('percent escapes', '', (byte) => `%${digits(byte)}`),
  separate('percent escapes apart', ' ', (byte) => `%${digits(byte)}`),
  separate('entities', '', (byte) => `&#${byte};`),
  { name: 'base64', write: (bytes) => Buffer.from(bytes).toString('base64') },
  { name: 'base64 in quotes', write: (bytes) => `"${Buffer.from(bytes).toString('base64')}"` },
];

const PLACES = [
  { place: 'alone', put: (text: string) => text },
  { place: 'behind a label', put: (text: string) => `recv: ${text}` },
  { place: 'before its count', put: (text: string, size: number) => `${text} (${size} bytes)` },
];

/** Just above what a part of the reader might look at. */
const COUNTS = [40, 1000, 11_000];

describe.each(NOTATIONS)('a long line of $name', ({ name, write }) => {
  test.each(PLACES)('is read to its end, $place', ({ place, put }) => {
    // Without a label, hex in pairs of bytes looks the same.
    if (name === 'octal' && place === 'before its count') return;
    for (const count of COUNTS) {
      const bytes = Array.from({ length: count }, () => FRAME).flat();
      const { connections, unread } = bestOf(put(write(bytes), bytes.length));
      const [connection] = connections;
      expect(connection?.bytes.length).toBe(bytes.length);
      expect(toHex(connection!.bytes)).toBe(toHex(Uint8Array.from(bytes)));
      expect(unread).toEqual([]);
    }
  });
});

test('bits with words behind them are no hex, however many there are', () => {
  const bits = NOTATIONS.find(({ name }) => name === 'bits')!;
  for (const count of [2, 400]) {
    const text = bits.write(Array.from({ length: count }, () => FRAME).flat());
    const { connections, unread, form } = bestOf(`got ${text} and then closed.`);
    expect(form).toBe('bits');
    expect(connections[0]?.bytes).toHaveLength(count * FRAME.length);
    expect(unread).toHaveLength(1);
  }
});
