import { describe, expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import { dissectFrame } from '#core/dissection/frame-dissection.ts';
import { layoutMaskingLine } from '#core/scenes/masking-line.ts';

const lineOf = (hex: string) => layoutMaskingLine(dissectFrame(fromHex(hex)));

describe('a masking line', () => {
  test('shows the RFC’s masked "Hello" (RFC 6455 §5.7)', () => {
    expect(lineOf('818537fa213d7f9f4d5158')).toEqual({
      masked: '7f 9f 4d 51 58',
      key: '37 fa 21 3d 37',
      plain: '48 65 6c 6c 6f',
      isCut: false,
      text: 'Hello',
      kind: 'data',
    });
  });

  test('shows 8 bytes at most, and then no text', () => {
    const eight = lineOf(`8188${'00'.repeat(4)}${'61'.repeat(8)}`);
    expect(eight).toMatchObject({ isCut: false, text: 'aaaaaaaa' });
    const nine = lineOf(`8189${'00'.repeat(4)}${'61'.repeat(9)}`);
    expect(nine).toMatchObject({ isCut: true, text: null, plain: eight!.plain });
  });

  test.each([
    { name: 'binary data', hex: '828100000000ff' },
    { name: 'a close code with a reason', hex: '88850000000003e8627965' },
  ])('shows no text for $name', ({ hex }) => {
    expect(lineOf(hex)?.text).toBeNull();
  });

  test.each([
    { name: 'an unmasked frame', hex: '810548656c6c6f' },
    { name: 'an empty payload', hex: '898001020304' },
    { name: 'a frame that is cut in its key', hex: '818537fa' },
  ])('does not exist for $name', ({ hex }) => {
    expect(lineOf(hex)).toBeNull();
  });
});
