import { describe, expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromHex } from '#core/bytes/hex.ts';
import { toLatin1 } from '#core/bytes/text.ts';
import { wireEvidence, wireUnitAt } from '#core/paste/ranking/wire-unit.ts';

const HI = '81 02 68 69';
const HI_MASKED = '81 82 01 02 03 04 69 6b';

/** "frame 0-4 server", with "illegal" if no receiver would accept it. */
function unitAt(bytes: Uint8Array, at = 0, mayBeHead = true): string {
  const { kind, end, side, isLegal } = wireUnitAt(bytes, at, mayBeHead);
  return `${kind} ${at}-${end} ${side}${isLegal ? '' : ' illegal'}`;
}

describe('a unit', () => {
  test.each([
    { name: 'of a server', hex: HI, expected: 'frame 0-4 server' },
    { name: 'of a client', hex: HI_MASKED, expected: 'frame 0-8 client' },
    { name: 'cut in its header', hex: '81', expected: 'cut 0-1 null' },
    { name: 'cut in its length', hex: '82 7e 01', expected: 'cut 0-3 server' },
    { name: 'cut in its payload', hex: '81 05 68', expected: 'cut 0-3 server' },
    { name: 'with a reserved opcode', hex: '83 00', expected: 'frame 0-2 server illegal' },
    { name: 'with RSV1 at the start of a message', hex: 'c1 00', expected: 'frame 0-2 server' },
    { name: 'with RSV1 in a continuation', hex: 'c0 00', expected: 'frame 0-2 server illegal' },
    { name: 'with a fragmented ping', hex: '09 00', expected: 'frame 0-2 server illegal' },
    { name: 'with a ping of 126 bytes', hex: '89 7e 00 00', expected: 'frame 0-4 server illegal' },
    {
      name: 'with a length longer than needed',
      hex: '82 7e 00 00',
      expected: 'frame 0-4 server',
    },
    {
      name: 'with a length above 2^63',
      hex: '82 7f 80 00 00 00 00 00 00 00',
      expected: 'cut 0-10 server illegal',
    },
  ])('$name', ({ hex, expected }) => {
    expect(unitAt(fromHex(hex))).toBe(expected);
  });

  test.each([
    { name: 'a request', text: 'GET / HTTP/1.1\r\n\r\n', expected: 'head 0-18 client' },
    { name: 'a response', text: 'HTTP/1.1 101 A\r\n\r\n', expected: 'head 0-18 server' },
    { name: 'four capitals of a request', text: 'GETX', expected: 'cut 0-4 client' },
    { name: 'four capitals of a response', text: 'HTTP', expected: 'cut 0-4 server' },
    {
      name: 'three capitals, which can be a frame',
      text: 'GET',
      expected: 'cut 0-3 server illegal',
    },
  ])('that can be a head is $name', ({ text, expected }) => {
    expect(unitAt(toLatin1(text))).toBe(expected);
  });

  test('is no head after the first frame', () => {
    expect(unitAt(toLatin1('GET / HTTP/1.1\r\n\r\n'), 0, false)).not.toMatch('head');
  });

  test('can begin anywhere', () => {
    expect(unitAt(fromHex(`${HI} ${HI}`), 4)).toBe('frame 4-8 server');
  });
});

describe('evidence', () => {
  test.each([
    { name: 'nothing', hex: '', expected: 'none' },
    { name: 'one frame', hex: HI, expected: 'whole' },
    { name: 'frames of both sides', hex: `${HI} ${HI_MASKED}`, expected: 'whole' },
    { name: 'a frame and a cut one', hex: `${HI} 81 05`, expected: 'begun' },
    { name: 'a cut frame', hex: '81 05', expected: 'none' },
    { name: 'a frame and an illegal one', hex: `${HI} 83 00`, expected: 'begun' },
    { name: 'an illegal frame', hex: '83 00', expected: 'none' },
    { name: 'fragments', hex: '01 01 68 89 00 80 01 69', expected: 'whole' },
    { name: 'an interleaved message', hex: `01 01 68 ${HI}`, expected: 'begun' },
    { name: 'a stray continuation', hex: '80 01 68', expected: 'none' },
    {
      name: 'fragments of the other side',
      hex: `01 01 68 ${HI_MASKED} 80 01 69`,
      expected: 'whole',
    },
    { name: 'text that is no UTF-8', hex: `${HI} 81 01 ff`, expected: 'begun' },
    { name: 'masked text that is no UTF-8', hex: `${HI} 81 81 00 00 00 00 ff`, expected: 'begun' },
    { name: 'a connection after another one', hex: `88 00 ${HI}`, expected: 'whole' },
  ])('of $name is $expected', ({ hex, expected }) => {
    expect(wireEvidence(fromHex(hex))).toBe(expected);
  });

  test('of a frame longer than the sample is whole if one precedes it', () => {
    const size = 70_000;
    const long = concatBytes([fromHex('82 7f 00 00 00 00 00 01 11 70'), new Uint8Array(size)]);
    expect(wireEvidence(concatBytes([fromHex(HI), long]))).toBe('whole');
    expect(wireEvidence(long)).toBe('none');
  });
});
