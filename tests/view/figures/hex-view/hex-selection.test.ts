import { describe, expect, test, vi } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import { dissectFrame } from '#core/dissection/frame-dissection.ts';
import type { BufferName } from '#core/trace/buffer-name.ts';
import type { HexKey } from '#view/figures/hex-view/hex-keys.ts';
import { HexSelection } from '#view/figures/hex-view/hex-selection.svelte.ts';
import { Selection } from '#view/state/selection.svelte.ts';

const GRID = { bytesPerRow: 8, rowsPerPage: 4 };

/** The left button of a mouse. */
const MOUSE = { button: 0, pointerType: 'mouse', shiftKey: false };

type Opening = { buffer?: BufferName; isEditable?: boolean };

/** A masked "Hello": header 0–1, key 2–5, payload 6–10. */
function open({ buffer = 'wire', isEditable = false }: Opening = {}) {
  const selection = new Selection();
  const onedit = vi.fn<(offset: number, byte: number) => void>();
  const dissection = dissectFrame(fromHex('818537fa213d7f9f4d5158'));
  const hex = new HexSelection(() => ({
    dissection,
    buffer,
    unit: 3,
    selection,
    onedit: isEditable ? onedit : undefined,
  }));
  const press = (key: string, held: Partial<HexKey> = {}) =>
    hex.pressKey(
      { key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held },
      hex.tabStop,
      GRID,
    );
  return { hex, selection, onedit, press };
}

const bytes = (start: number, end: number) => ({ start, end });

describe('a click', () => {
  test('chooses the fields of a byte, and again clears them', () => {
    const { hex, selection } = open();
    hex.press(3, MOUSE);
    hex.release();
    hex.click(3, false);
    expect(selection.chosen).toEqual({ unit: 3, range: { start: 16, end: 48 } });
    expect(hex).toMatchObject({ tabStop: 3, chosenBytes: bytes(2, 6) });
    hex.click(4, false);
    expect(selection.chosen).toBeNull();
  });

  test('with Shift extends from the last chosen byte, in both directions', () => {
    const { hex } = open();
    hex.click(4, false);
    hex.press(8, { ...MOUSE, shiftKey: true });
    hex.release();
    hex.click(8, true);
    expect(hex.chosenBytes).toEqual(bytes(4, 9));
    hex.click(1, true);
    expect(hex.chosenBytes).toEqual(bytes(1, 5));
  });

  test('beside all bytes does nothing', () => {
    const { hex, selection } = open();
    hex.press(null, MOUSE);
    hex.click(null, false);
    expect(selection.chosen).toBeNull();
  });
});

describe('a drag', () => {
  test('selects the bytes it passes over, and the click after it does not choose', () => {
    const { hex } = open();
    hex.press(7, MOUSE);
    hex.pointAt(6);
    hex.pointAt(5);
    expect(hex.chosenBytes).toEqual(bytes(5, 8));
    hex.pointAt(9);
    expect(hex.chosenBytes).toEqual(bytes(7, 10));
    hex.release();
    hex.click(9, false);
    expect(hex.chosenBytes).toEqual(bytes(7, 10));
    hex.pointAt(2);
    expect(hex.chosenBytes).toEqual(bytes(7, 10));
  });

  test('lights what was dragged over, not what is under the pointer', () => {
    const { hex, selection } = open();
    hex.pointAt(2);
    expect(selection.lit?.range).toEqual({ start: 16, end: 48 });
    hex.press(7, MOUSE);
    hex.pointAt(8);
    expect(selection.lit).toBe(selection.chosen);
  });

  test.each([
    { name: 'a finger', event: { ...MOUSE, pointerType: 'touch' } },
    { name: 'another button', event: { ...MOUSE, button: 2 } },
  ])('with $name selects nothing', ({ event }) => {
    const { hex, selection } = open();
    hex.press(2, event);
    hex.pointAt(5);
    expect(selection.chosen).toBeNull();
  });

  test('leaves the keys as they are', () => {
    const { hex, press } = open();
    hex.press(7, MOUSE);
    hex.pointAt(9);
    hex.release();
    press('Enter');
    expect(hex.chosenBytes).toEqual(bytes(6, 11));
  });
});

describe('a handle', () => {
  const HERE = { x: 0, y: 0 };

  test('moves its end, while the other end stays', () => {
    const { hex } = open();
    hex.click(3, false);
    expect(hex.grip('end', 1, HERE)).toBe(true);
    hex.moveHandle(8);
    expect(hex.chosenBytes).toEqual(bytes(2, 9));
    hex.releaseHandle();
    hex.grip('start', 1, HERE);
    hex.moveHandle(5);
    expect(hex.chosenBytes).toEqual(bytes(5, 9));
  });

  test('passes the other end', () => {
    const { hex } = open();
    hex.click(3, false);
    hex.grip('end', 1, HERE);
    hex.moveHandle(0);
    expect(hex.chosenBytes).toEqual(bytes(0, 3));
  });

  test('is where the finger was in its byte', () => {
    const { hex } = open();
    hex.click(3, false);
    hex.grip('end', 1, { x: 4, y: 20 });
    expect(hex.heldPoint(1, { x: 100, y: 100 })).toEqual({ x: 96, y: 80 });
  });

  test('follows only the pointer that holds it, until that lets go', () => {
    const { hex } = open();
    hex.click(3, false);
    hex.grip('end', 1, HERE);
    expect(hex.heldPoint(2, HERE)).toBeNull();
    hex.releaseHandle();
    expect(hex.heldPoint(1, HERE)).toBeNull();
    hex.moveHandle(9);
    expect(hex.chosenBytes).toEqual(bytes(2, 6));
  });

  test('can be taken only if bytes are chosen', () => {
    expect(open().hex.grip('end', 1, HERE)).toBe(false);
  });
});

describe('keys', () => {
  test('move the tab stop and ask for the focus', () => {
    const { hex, press } = open();
    expect(press('ArrowDown')).toEqual({ isHandled: true, focus: 8 });
    expect(press('Home')).toEqual({ isHandled: true, focus: 8 });
    expect(press('PageUp')).toEqual({ isHandled: true, focus: 0 });
    expect(press('End')).toEqual({ isHandled: true, focus: 7 });
    expect(hex.tabStop).toBe(7);
    expect(press('Tab')).toEqual({ isHandled: false, focus: null });
  });

  test('with Shift select from where they began', () => {
    const { hex, press } = open();
    press('ArrowRight');
    press('ArrowRight', { shiftKey: true });
    press('ArrowRight', { shiftKey: true });
    expect(hex.chosenBytes).toEqual(bytes(1, 4));
    press('ArrowLeft', { shiftKey: true });
    expect(hex.chosenBytes).toEqual(bytes(1, 3));
    press('ArrowDown');
    press('ArrowLeft', { shiftKey: true });
    expect(hex.chosenBytes).toEqual(bytes(9, 11));
  });

  test('select all, choose, and clear', () => {
    const { hex, selection, press } = open();
    expect(press('a', { ctrlKey: true }).isHandled).toBe(true);
    expect(hex.chosenBytes).toEqual(bytes(0, 11));
    expect(press('Escape').isHandled).toBe(false);
    expect(selection.chosen).toBeNull();
    press('Home');
    press(' ');
    expect(selection.chosen).not.toBeNull();
  });

  test('type digits: the second moves to the next byte', () => {
    const { hex, press, onedit } = open({ isEditable: true });
    expect(press('4')).toEqual({ isHandled: true, focus: null });
    expect(hex.halfTyped).toBe(0);
    expect(onedit).toHaveBeenLastCalledWith(0, 0x41);
    expect(press('a')).toEqual({ isHandled: true, focus: 1 });
    expect(onedit).toHaveBeenLastCalledWith(0, 0x8a);
    expect(hex).toMatchObject({ halfTyped: null, tabStop: 1 });
  });

  test('type over the last byte and stay there', () => {
    const { hex, press } = open({ isEditable: true });
    press('PageDown');
    press('0');
    expect(press('0').focus).toBeNull();
    expect(hex.tabStop).toBe(10);
  });

  test('forget half a byte when they move', () => {
    const { hex, press, onedit } = open({ isEditable: true });
    press('4');
    press('ArrowRight');
    press('ArrowLeft');
    expect(hex.halfTyped).toBeNull();
    press('5');
    expect(onedit).toHaveBeenLastCalledWith(0, 0x51);
  });
});

test('bytes of the unmasked payload are chosen by their place on the wire', () => {
  const { hex, selection } = open({ buffer: 'unmasked' });
  hex.click(1, false);
  expect(selection.chosen?.range).toEqual({ start: 48, end: 88 });
  expect(hex.chosenBytes).toEqual(bytes(0, 5));
});

test('what is chosen in another unit is not chosen here', () => {
  const { hex, selection } = open();
  selection.choose({ unit: 2, range: { start: 0, end: 8 } });
  expect(hex.chosenBytes).toBeNull();
});
