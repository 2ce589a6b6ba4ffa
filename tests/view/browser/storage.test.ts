import { beforeEach, describe, expect, test } from 'vitest';
import { openStorage } from '#view/browser/storage.ts';

beforeEach(() => localStorage.clear());

describe('openStorage', () => {
  test('gives back what was written, under a versioned name', () => {
    openStorage().write('choice', { speed: 2 });
    expect(openStorage().read('choice')).toEqual({ speed: 2 });
    expect(localStorage.key(0)).toMatch(/^ws101:\d+:choice$/);
  });

  test('returns undefined for an unknown name or a broken value', () => {
    const storage = openStorage();
    storage.write('choice', 1);
    localStorage.setItem(localStorage.key(0) ?? '', '{');
    expect(storage.read('choice')).toBeUndefined();
    expect(storage.read('other')).toBeUndefined();
  });

  test('does without where the browser forbids it', () => {
    const storage = openStorage(() => {
      throw new DOMException('denied', 'SecurityError');
    });
    storage.write('choice', 1);
    expect(storage.read('choice')).toBeUndefined();
  });
});
