import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import { alignBytes, alignFields } from '#core/dissection/field-alignment.ts';
import { dissectFrame } from '#core/dissection/frame-dissection.ts';
import { dissectHead } from '#core/dissection/head-dissection.ts';

const frame = (hex: string) => dissectFrame(fromHex(hex));
const masked = frame('8185 37fa213d 7f9f4d5158');
const plain = frame('8105 48656c6c6f');

describe('the fields of two frames', () => {
  test('of which one is masked correspond', () => {
    const rows = alignFields(masked, plain);
    expect(rows.map(({ key, a, b, isSame }) => [key, a !== null, b !== null, isSame])).toEqual([
      ['frame.fin', true, true, true],
      ['frame.rsv1', true, true, true],
      ['frame.rsv2', true, true, true],
      ['frame.rsv3', true, true, true],
      ['frame.opcode', true, true, true],
      ['frame.mask', true, true, false],
      ['frame.length', true, true, true],
      ['frame.masking-key', true, false, false],
      ['frame.payload', true, false, false],
      ['payload', true, true, true],
    ]);
  });

  test('keep their places where only the second has one', () => {
    const keys = alignFields(plain, frame('81fe 0080 00000000 61')).map(({ key }) => key);
    expect(keys.slice(6)).toEqual([
      'frame.length',
      'frame.extended-length',
      'frame.masking-key',
      'frame.payload',
      'payload',
    ]);
  });

  test('of other kinds of payload are one row that differs', () => {
    const [row] = alignFields(plain, frame('8205 48656c6c6f')).filter(
      ({ key }) => key === 'payload',
    );
    expect([row?.a?.id, row?.b?.id, row?.isSame]).toEqual([
      'payload.text',
      'payload.binary',
      false,
    ]);
  });

  test('of closes differ in the code and not in the reason', () => {
    const rows = alignFields(frame('8804 03e86869'), frame('8804 03e96869'));
    expect(rows.filter(({ isSame }) => !isSame).map(({ key }) => key)).toEqual(['close.code']);
  });

  test('of heads go by their names, in any order', () => {
    const head = (...lines: string[]) =>
      dissectHead(toUtf8(['GET / HTTP/1.1', ...lines, '', ''].join('\r\n')));
    const rows = alignFields(
      head('Host: a', 'X: 1', 'X: 2'),
      head('x: 1', 'Host: b', 'Y: 3', 'X: 3'),
    );
    expect(
      rows
        .filter(({ name }) => name !== null)
        .map(({ name, a, b, isSame }) => [name, a !== null, b !== null, isSame]),
    ).toEqual([
      ['Host', true, true, false],
      ['X', true, true, true],
      ['Y', false, true, false],
      ['X', true, true, false],
    ]);
  });
});

describe('the bytes of two frames', () => {
  test('correspond piece by piece', () => {
    expect(alignBytes(masked, plain).map(({ key, a, b }) => [key, a, b])).toEqual([
      ['frame.fin', { start: 0, end: 1 }, { start: 0, end: 1 }],
      ['frame.mask', { start: 1, end: 2 }, { start: 1, end: 2 }],
      ['frame.masking-key', { start: 2, end: 6 }, null],
      ['frame.payload', { start: 6, end: 11 }, { start: 2, end: 7 }],
    ]);
  });

  test('are each in one piece, whatever they are', () => {
    const bytes = fc.uint8Array({ maxLength: 40 });
    fc.assert(
      fc.property(bytes, bytes, (one, other) => {
        const [a, b] = [dissectFrame(one), dissectFrame(other)];
        const pieces = alignBytes(a, b);
        const sizeOf = (side: 'a' | 'b') =>
          pieces.reduce(
            (sum, piece) => sum + (piece[side]?.end ?? 0) - (piece[side]?.start ?? 0),
            0,
          );
        expect([sizeOf('a'), sizeOf('b')]).toEqual([one.length, other.length]);
        const same = alignFields(a, a);
        expect(same.every(({ isSame }) => isSame)).toBe(true);
        const keys = alignFields(a, b).map(({ key }) => key);
        expect(new Set(keys).size).toBe(keys.length);
        const mirrored = alignFields(b, a).map(({ key }) => key);
        expect(mirrored.toSorted()).toEqual(keys.toSorted());
      }),
      { seed: 101 },
    );
  });
});
