import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import { dissectFrame } from '#core/dissection/frame-dissection.ts';
import {
  bitsPerRowWithin,
  boxAfterKey,
  layoutFrameDiagram,
  type FrameDiagram,
} from '#core/scenes/frame-diagram.ts';
import { encodeFrame } from '#core/protocol/framing/frame.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';

const layout = (hex: string, bitsPerRow: 16 | 32 = 32, maxRows = 8) =>
  layoutFrameDiagram(dissectFrame(fromHex(hex)), { bitsPerRow, maxRows });

/** "fin 0+1" for a box of one bit in the first column. */
const draw = ({ rows }: FrameDiagram) =>
  rows.map((row) =>
    row
      .map(({ part, field, column, span }) => {
        const name = part === 'field' ? (field?.id.replace(/^\w+\./, '') ?? '') : part;
        return `${name} ${column}+${span}`;
      })
      .join(', '),
  );

const header = 'fin 0+1, rsv1 1+1, rsv2 2+1, rsv3 3+1, opcode 4+4, mask 8+1, length 9+7';

describe('a frame diagram', () => {
  test('draws a masked frame as the RFC does', () => {
    expect(draw(layout('818537fa213d7f9f4d5158'))).toEqual([
      `${header}, masking-key 16+16`,
      'masking-key 0+16, payload 16+16',
      'payload 0+24',
    ]);
  });

  test('is 16 bits wide where it is narrow', () => {
    expect(draw(layout('818537fa213d7f9f4d5158', 16))).toEqual([
      header,
      'masking-key 0+16',
      'masking-key 0+16',
      'payload 0+16',
      'payload 0+16',
      'payload 0+8',
    ]);
  });

  test('draws the parts of an unmasked payload', () => {
    expect(draw(layout('880503e8627965'))).toEqual([`${header}, code 16+16`, 'reason 0+24']);
  });

  test('spreads a 64-bit length over three rows and names the widest part', () => {
    const diagram = layout(`827f0000000000010000${'00'.repeat(65536)}`);
    expect(draw(diagram).slice(0, 3)).toEqual([
      `${header}, extended-length 16+16`,
      'extended-length 0+32',
      'extended-length 0+16, binary 16+16',
    ]);
    const named = diagram.rows.flat().filter(({ isNamed }) => isNamed);
    expect(named.map(({ field, row }) => `${field?.id} ${row}`)).toContain(
      'frame.extended-length 1',
    );
  });

  test('folds a long payload into its last row', () => {
    const diagram = layout(`827e0100${'00'.repeat(256)}`, 32, 4);
    expect(draw(diagram)).toEqual([
      `${header}, extended-length 16+16`,
      'binary 0+32',
      'binary 0+32',
      'folded 0+32',
    ]);
    // 260 bytes of frame, of which three rows of four are drawn.
    expect(diagram.rows[3]?.[0]?.range).toEqual({ start: 12 * 8, end: 260 * 8 });
  });

  test('folds nothing that just fits', () => {
    expect(draw(layout(`820e${'00'.repeat(14)}`, 32, 4))).toHaveLength(4);
    expect(draw(layout(`820e${'00'.repeat(14)}`, 32, 4))[3]).toBe('binary 0+32');
  });

  test.each([
    { name: 'some of the payload', hex: '810548656c', last: 'text 0+8, missing 8+16' },
    { name: 'all of the payload', hex: '8105', last: `${header}, missing 16+16` },
    { name: 'some of the key', hex: '818537fa', last: 'incomplete 0+32' },
    { name: 'the second byte', hex: '81', last: 'incomplete 0+8, missing 8+8' },
  ])('shows what is missing where $name is', ({ hex, last }) => {
    const rows = draw(layout(hex));
    expect(rows.findLast((row) => !row.startsWith('missing'))).toBe(last);
    expect(rows.join()).toContain('missing');
  });

  test('shows what is missing of a folded payload too', () => {
    expect(draw(layout(`827e0100${'00'.repeat(100)}`, 32, 4)).slice(3)).toEqual([
      'folded 0+32',
      'missing 0+32',
    ]);
  });

  test('has a place for every bit of a frame that is not folded', () => {
    const frame = fc.record({ masked: fc.boolean(), size: fc.nat(200) }).map(({ masked, size }) =>
      encodeFrame({
        opcode: OPCODE.binary,
        maskingKey: masked ? fromHex('01020304') : null,
        payload: new Uint8Array(size),
      }),
    );
    const bitsPerRow = fc.constantFrom<16 | 32>(16, 32);
    fc.assert(
      fc.property(frame, bitsPerRow, (bytes, bits) => {
        const { rows } = layoutFrameDiagram(dissectFrame(bytes), {
          bitsPerRow: bits,
          maxRows: 999,
        });
        let next = 0;
        for (const { range, row, column, span } of rows.flat()) {
          expect(range).toEqual({ start: next, end: next + span });
          expect(row * bits + column).toBe(next);
          next += span;
        }
        expect(next).toBe(bytes.length * 8);
      }),
    );
  });

  test('takes any bytes', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 40 }),
        fc.constantFrom<16 | 32>(16, 32),
        (bytes, bits) => {
          const dissection = dissectFrame(bytes);
          const { rows } = layoutFrameDiagram(dissection, { bitsPerRow: bits, maxRows: 4 });
          for (const { column, span } of rows.flat())
            expect(column + span).toBeLessThanOrEqual(bits);
        },
      ),
    );
  });

  test.each([
    { widthInCh: 0, expected: 16 },
    { widthInCh: Number.NaN, expected: 16 },
    { widthInCh: 70, expected: 32 },
  ])('is $expected bits wide in $widthInCh characters', ({ widthInCh, expected }) => {
    expect(bitsPerRowWithin(widthInCh)).toBe(expected);
  });
});

describe('a key in a frame diagram', () => {
  // Boxes 0 to 6 are the header's, 7 the key's first half; 8 and 9 are the second row, 10 the
  // third.
  const diagram = layout('818537fa213d7f9f4d5158');

  test.each([
    { key: 'ArrowRight', from: 0, to: 1 },
    { key: 'ArrowRight', from: 10, to: 10 },
    { key: 'ArrowLeft', from: 8, to: 7 },
    { key: 'ArrowLeft', from: 0, to: 0 },
    { key: 'ArrowDown', from: 4, to: 8 },
    { key: 'ArrowDown', from: 7, to: 9 },
    { key: 'ArrowDown', from: 9, to: 10 },
    { key: 'ArrowDown', from: 10, to: 10 },
    { key: 'ArrowUp', from: 9, to: 7 },
    { key: 'ArrowUp', from: 8, to: 5 },
    { key: 'ArrowUp', from: 0, to: 0 },
    { key: 'Home', from: 9, to: 0 },
    { key: 'End', from: 0, to: 10 },
    { key: 'x', from: 0, to: null },
  ])('$key leads from box $from to $to', ({ key, from, to }) => {
    expect(boxAfterKey(key, from, diagram)).toBe(to);
  });

  test('leads nowhere from a box that is not there', () => {
    expect(boxAfterKey('Home', 99, diagram)).toBeNull();
  });
});
