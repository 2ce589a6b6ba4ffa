import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import { dissectFrame } from '#core/dissection/frame-dissection.ts';
import {
  byteAfterKey,
  bytesPerRowWithin,
  countHexRows,
  layoutHexRow,
} from '#core/scenes/hex-grid.ts';

const maskedHello = dissectFrame(fromHex('818537fa213d7f9f4d5158'));

describe('a hex grid', () => {
  test('has a row for each eight bytes, the last as long as it is', () => {
    const rows = [0, 1].map((index) => layoutHexRow(maskedHello, 'wire', index, 8));
    expect(countHexRows(11, 8)).toBe(2);
    expect(rows.map(({ offset }) => offset)).toEqual([0, 8]);
    expect(rows.map(({ cells }) => cells.map(({ hex }) => hex).join(' '))).toEqual([
      '81 85 37 fa 21 3d 7f 9f',
      '4d 51 58',
    ]);
    expect(rows[1]?.cells.map(({ character }) => character).join('')).toBe('MQX');
  });

  test('draws a byte as the field of its last bit', () => {
    const { cells } = layoutHexRow(maskedHello, 'wire', 0, 8);
    const kinds = cells.map(({ kind }) => kind);
    expect(kinds).toEqual(['flag', 'length', 'mask', 'mask', 'mask', 'mask', 'data', 'data']);
  });

  test('names every field that has bits in a byte', () => {
    const [first, second] = layoutHexRow(maskedHello, 'wire', 0, 8).cells;
    expect(first?.fields.map(({ id }) => id)).toEqual([
      'frame.fin',
      'frame.rsv1',
      'frame.rsv2',
      'frame.rsv3',
      'frame.opcode',
    ]);
    expect(second?.fields.map(({ id }) => id)).toEqual(['frame.mask', 'frame.length']);
  });

  test('shows the unmasked bytes too, and links them to the wire', () => {
    const { cells } = layoutHexRow(maskedHello, 'unmasked', 0, 8);
    expect(cells.map(({ character }) => character).join('')).toBe('Hello');
    expect(cells[0]?.linked).toEqual({ start: 48, end: 88 });
  });

  test.each([
    { widthInCh: 0, offsetDigits: 4, expected: 8 },
    { widthInCh: Number.NaN, offsetDigits: 4, expected: 8 },
    { widthInCh: 81.8, offsetDigits: 4, expected: 8 },
    { widthInCh: 81.9, offsetDigits: 4, expected: 16 },
    { widthInCh: 81.9, offsetDigits: 6, expected: 8 },
  ])(
    'has $expected bytes a row in $widthInCh characters with offsets of $offsetDigits digits',
    ({ widthInCh, offsetDigits, expected }) => {
      expect(bytesPerRowWithin(widthInCh, offsetDigits)).toBe(expected);
    },
  );

  test.each([
    { size: 8, widthInCh: 46, expected: 8 },
    { size: 11, widthInCh: 46, expected: 11 },
    { size: 12, widthInCh: 46, expected: 8 },
    { size: 17, widthInCh: 70, expected: 16 },
    { size: 17, widthInCh: 46, expected: 8 },
  ])('has $expected of $size bytes a row in $widthInCh characters', (row) => {
    const { size, widthInCh, expected } = row;
    expect(bytesPerRowWithin(widthInCh, 4, { hasText: false, size })).toBe(expected);
  });
});

describe('a key in a hex grid', () => {
  const grid = { size: 20, bytesPerRow: 8, rowsPerPage: 2 };

  test.each([
    { key: 'ArrowRight', from: 7, to: 8 },
    { key: 'ArrowRight', from: 19, to: 19 },
    { key: 'ArrowLeft', from: 8, to: 7 },
    { key: 'ArrowLeft', from: 0, to: 0 },
    { key: 'ArrowDown', from: 3, to: 11 },
    { key: 'ArrowDown', from: 13, to: 13 },
    { key: 'ArrowUp', from: 11, to: 3 },
    { key: 'ArrowUp', from: 3, to: 3 },
    { key: 'Home', from: 13, to: 8 },
    { key: 'End', from: 13, to: 15 },
    { key: 'End', from: 17, to: 19 },
    { key: 'PageDown', from: 1, to: 17 },
    { key: 'PageDown', from: 9, to: 19 },
    { key: 'PageUp', from: 17, to: 1 },
    { key: 'PageUp', from: 9, to: 0 },
    { key: 'a', from: 9, to: null },
  ])('$key leads from byte $from to $to', ({ key, from, to }) => {
    expect(byteAfterKey(key, from, grid)).toBe(to);
  });

  test('never leads out of the bytes', () => {
    const keys = [
      'ArrowRight',
      'ArrowLeft',
      'ArrowDown',
      'ArrowUp',
      'Home',
      'End',
      'PageUp',
      'PageDown',
    ];
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100 }),
        fc.nat(99),
        fc.constantFrom(8, 16),
        fc.constantFrom(...keys),
        (size, from, bytesPerRow, key) => {
          const to = byteAfterKey(key, from % size, { size, bytesPerRow, rowsPerPage: 3 });
          expect(to).toBeGreaterThanOrEqual(0);
          expect(to).toBeLessThan(size);
        },
      ),
    );
  });
});
