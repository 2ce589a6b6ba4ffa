import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from '#core/bytes/hex.ts';
import { decodePpp, decodePppoe } from '#core/packets/ppp.ts';

const told = (found: ReturnType<typeof decodePpp>) =>
  found && `${found.etherType.toString(16)} ${toHex(found.packet)}`;

describe('a PPP frame', () => {
  test.each([
    { name: 'in HDLC', hex: 'ff 03 00 21 45 00', expected: '800 4500' },
    { name: 'without address and control', hex: '00 57 60 00', expected: '86dd 6000' },
    { name: 'with a short protocol number', hex: '21 45 00', expected: '800 4500' },
    { name: 'of link control', hex: 'c0 21 01', expected: null },
    { name: 'that is cut', hex: 'ff 03 00', expected: null },
    { name: 'without bytes', hex: '', expected: null },
  ])('$name', ({ hex, expected }) => {
    expect(told(decodePpp(fromHex(hex)))).toBe(expected);
  });
});

describe('a PPPoE packet', () => {
  test.each([
    {
      name: 'ends by its length',
      hex: '11 00 00 01 00 04 00 21 45 00 99 99',
      expected: '800 4500',
    },
    { name: 'is cut in its header', hex: '11 00 00 01 00', expected: null },
  ])('$name', ({ hex, expected }) => {
    expect(told(decodePppoe(fromHex(hex)))).toBe(expected);
  });
});
