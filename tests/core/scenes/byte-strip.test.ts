import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import { readInflatedConversation } from '#core/conversation/inflated-conversation.ts';
import {
  layoutByteStrip,
  layoutFindingStrips,
  plainSource,
  streamSource,
  unitSource,
  type ByteStrip,
} from '#core/scenes/byte-strip.ts';
import { dissectUnit } from '#core/dissection/unit-dissection.ts';
import { layoutHexRow } from '#core/scenes/hex-grid.ts';
import { rawTrace } from '#core/paste/assembly/raw-trace.ts';

const textOf = ({ cells }: ByteStrip) =>
  cells.map(({ hex, isMarked }) => (isMarked ? `[${hex}]` : hex)).join(' ');

const conversationOf = (hex: string) => readInflatedConversation(rawTrace(fromHex(hex)));

describe('a byte strip', () => {
  test.each([
    ['nothing marked', 4, null, 8, '00 01 02 03', 0, 0],
    ['the first', 40, { start: 0, end: 1 }, 8, '[00] 01 02 03 04 05 06 07', 0, 32],
    ['far inside', 40, { start: 20, end: 22 }, 8, '10 11 12 13 [14] [15] 16 17', 16, 16],
    ['the last', 40, { start: 39, end: 40 }, 8, '20 21 22 23 24 25 26 [27]', 32, 0],
    ['more than fit', 40, { start: 10, end: 30 }, 8, '06 07 08 09 [0a] [0b] [0c] [0d]', 6, 26],
    ['no byte at all', 0, { start: 0, end: 0 }, 8, '', 0, 0],
  ])('around %s', (_, size, marked, most, text, before, after) => {
    const bytes = Uint8Array.from({ length: size }, (_, index) => index);
    const strip = layoutByteStrip(plainSource(bytes), marked, most);
    expect(textOf(strip)).toBe(text);
    expect({ before: strip.before, after: strip.after }).toEqual({ before, after });
  });

  test('leaves out no byte uncounted, and shows a marked one', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.nat(200), fc.nat(200), (size, from, length) => {
        const start = Math.min(from, Math.max(0, size - 1));
        const marked = { start, end: Math.min(size, start + 1 + length) };
        const strip = layoutByteStrip(plainSource(new Uint8Array(size)), marked);
        expect(strip.before + strip.cells.length + strip.after).toBe(size);
        expect(strip.cells.some(({ isMarked }) => isMarked)).toBe(size > 0);
      }),
      { seed: 101 },
    );
  });

  test.each([
    '8185 37fa213d 7f9f4d5158',
    '8882 37fa213d 3417',
    '89fe 0005 37fa213d 7f9f4d5158',
    '817e 0080',
    '81',
    '474554202f20485454502f312e310d0a0d0a',
  ])('has the kinds of the hex grid: %s', (hex) => {
    const { trace, units } = conversationOf(hex);
    const [unit] = units;
    const strip = layoutByteStrip(unitSource(unit!, trace), null);
    const row = layoutHexRow(dissectUnit(trace, unit!), 'wire', 0, 16);
    expect(strip.cells.map(({ kind }) => kind)).toEqual(row.cells.map(({ kind }) => kind));
  });

  test('of a stream continues with its next frame', () => {
    const source = streamSource('server-to-client', fromHex('8101 61 8800 0000'));
    const { cells } = layoutByteStrip(source, null);
    expect(cells.map(({ kind }) => kind)).toEqual([
      'flag',
      'length',
      'data',
      'close',
      'length',
      null,
      null,
    ]);
  });
});

describe('the strips of a finding', () => {
  const stripsOf = (hex: string) => {
    const conversation = conversationOf(hex);
    const { buffer, wire, read } = layoutFindingStrips(conversation.findings[0]!, conversation);
    return [buffer, wire && textOf(wire), read && textOf(read)];
  };

  test.each([
    ['c102 4f4b', ['wire', '[c1] 02 4f 4b', null]],
    ['8882 37fa213d 3417', ['unmasked', '88 82 37 fa 21 3d [34] [17]', '[03] [ed]']],
    ['8102 61ff', ['wire', '81 02 61 [ff]', null]],
  ])('%s', (hex, expected) => {
    expect(stripsOf(hex)).toEqual(expected);
  });

  test('in what was inflated have no place on the wire', () => {
    const plain = { contextTakeover: true, windowBits: 15 };
    const trace = rawTrace(fromHex('c107 00 0100 feff ff 00'));
    const conversation = readInflatedConversation(trace, {
      compression: { client: plain, server: plain },
    });
    const finding = conversation.findings.find(({ buffer }) => buffer === 'inflated');
    const { wire, read } = layoutFindingStrips(finding!, conversation);
    expect([wire, read && textOf(read)]).toEqual([null, '[ff]']);
  });
});
