import { describe, expect, test } from 'vitest';
import { Selection } from '#view/state/selection.svelte.ts';

const key = { start: 16, end: 48 };
const payload = { start: 48, end: 88 };

describe('a selection', () => {
  test('lights nothing at first', () => {
    const selection = new Selection();
    expect(selection.lit).toBeNull();
    expect(selection.isLit(0, key)).toBe(false);
  });

  test('lights whatever meets what is pointed at', () => {
    const selection = new Selection();
    selection.point({ unit: 0, range: key });
    expect(selection.isLit(0, { start: 40, end: 48 })).toBe(true);
    expect(selection.isLit(0, payload)).toBe(false);
    expect(selection.isLit(1, key)).toBe(false);
  });

  test('returns to what was chosen when nothing is pointed at', () => {
    const selection = new Selection();
    selection.choose({ unit: 0, range: payload });
    selection.point({ unit: 0, range: key });
    expect(selection.isLit(0, payload)).toBe(false);
    selection.point(null);
    expect(selection.isLit(0, payload)).toBe(true);
  });

  test('lets go what is chosen a second time', () => {
    const selection = new Selection();
    selection.toggle({ unit: 0, range: key });
    expect(selection.isChosen(0, key)).toBe(true);
    selection.toggle({ unit: 0, range: payload });
    expect(selection.isChosen(0, payload)).toBe(true);
    selection.toggle({ unit: 0, range: { ...payload } });
    expect(selection.chosen).toBeNull();
  });
});
