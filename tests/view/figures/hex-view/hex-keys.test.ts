import { describe, expect, test } from 'vitest';
import { hexKeyAction, type HexKey, type HexKeyPlace } from '#view/figures/hex-view/hex-keys.ts';

/** 20 bytes in rows of 8; the byte at 9 has the focus. */
const PLACE: HexKeyPlace = {
  size: 20,
  bytesPerRow: 8,
  rowsPerPage: 2,
  offset: 9,
  editable: null,
  isHalfTyped: false,
};

const press = (key: string, held: Partial<HexKey> = {}): HexKey => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

describe('a key', () => {
  test.each([
    ['ArrowRight', 10],
    ['ArrowLeft', 8],
    ['ArrowDown', 17],
    ['ArrowUp', 1],
    ['Home', 8],
    ['End', 15],
    ['PageDown', 19],
    ['PageUp', 0],
  ])('%s moves to byte %i, and with Shift extends to it', (key, offset) => {
    expect(hexKeyAction(press(key), PLACE)).toEqual({ kind: 'move', offset, isExtending: false });
    expect(hexKeyAction(press(key, { shiftKey: true }), PLACE)).toEqual({
      kind: 'move',
      offset,
      isExtending: true,
    });
  });

  test.each(['Enter', ' '])('%j chooses', (key) => {
    expect(hexKeyAction(press(key), PLACE)).toEqual({ kind: 'choose', isExtending: false });
  });

  test('Escape clears', () => {
    expect(hexKeyAction(press('Escape'), PLACE)).toEqual({ kind: 'clear' });
  });

  test.each<Partial<HexKey>>([{ ctrlKey: true }, { metaKey: true }])(
    'a with %o selects all',
    (held) => {
      expect(hexKeyAction(press('a', held), PLACE)).toEqual({ kind: 'select-all' });
    },
  );

  test.each<[string, Partial<HexKey>]>([
    ['ArrowRight', { ctrlKey: true }],
    ['ArrowRight', { altKey: true }],
    ['c', { metaKey: true }],
    ['Tab', {}],
    ['x', {}],
  ])('%s with %o is left to others', (key, held) => {
    expect(hexKeyAction(press(key, held), PLACE)).toBeNull();
  });

  test('is left to others in an empty grid', () => {
    const empty = { ...PLACE, size: 0, offset: 0 };
    expect(hexKeyAction(press('a', { ctrlKey: true }), empty)).toBeNull();
    expect(hexKeyAction(press('End'), empty)).toBeNull();
  });
});

describe('a digit', () => {
  test('replaces one half of a byte', () => {
    const high = hexKeyAction(press('A'), { ...PLACE, editable: 0x48 });
    expect(high).toEqual({ kind: 'type', typed: { byte: 0xa8, isHalf: true } });
    const low = hexKeyAction(press('b'), { ...PLACE, editable: 0xa8, isHalfTyped: true });
    expect(low).toEqual({ kind: 'type', typed: { byte: 0xab, isHalf: false } });
  });

  test('does nothing in a grid that only shows bytes', () => {
    expect(hexKeyAction(press('a'), PLACE)).toBeNull();
  });
});
