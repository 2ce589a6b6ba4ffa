import { describe, expect, test } from 'vitest';
import type { DeviceStorage } from '#view/browser/storage.ts';
import { Preferences } from '#view/state/preferences.svelte.ts';

function memory(stored?: unknown): DeviceStorage {
  let text = JSON.stringify(stored);
  return {
    read: () => (text === undefined ? undefined : JSON.parse(text)),
    write: (_, value) => void (text = JSON.stringify(value)),
  };
}

describe('Preferences', () => {
  test('last from visit to visit', () => {
    const storage = memory();
    const preferences = new Preferences(storage);
    preferences.cycleTheme();
    preferences.speed = 0.5;
    preferences.singleKeys = false;
    preferences.depth = 'story';
    preferences.unfolded = ['tcp-syn'];
    preferences.asksFirst = false;
    expect(new Preferences(storage)).toMatchObject({
      theme: 'light',
      speed: 0.5,
      singleKeys: false,
      depth: 'story',
      unfolded: ['tcp-syn'],
      asksFirst: false,
    });
  });

  test.each([
    { name: 'nothing', stored: undefined },
    { name: 'something else', stored: 'dark' },
    { name: 'null', stored: null },
    {
      name: 'values of no meaning',
      stored: {
        theme: 'sepia',
        speed: 'fast',
        singleKeys: 1,
        depth: 'deep',
        unfolded: 'tcp-syn',
        asksFirst: 0,
      },
    },
  ])('begin with the defaults where $name is stored', ({ stored }) => {
    expect(new Preferences(memory(stored))).toMatchObject({
      theme: 'system',
      speed: 1,
      singleKeys: true,
      depth: 'bytes',
      unfolded: [],
      asksFirst: true,
    });
  });

  test('keep a list of folds within bounds', () => {
    const many = Array.from({ length: 60 }, (_, index) => `tcp-${index}`);
    const preferences = new Preferences(memory({ unfolded: [1, ...many, null] }));
    expect(preferences.unfolded).toEqual(many.slice(10));
    preferences.unfolded = [...many, 'tcp-syn'];
    expect(preferences.unfolded).toHaveLength(50);
    expect(preferences.unfolded.at(-1)).toBe('tcp-syn');
  });

  test('take what is well-formed beside what is not', () => {
    const preferences = new Preferences(memory({ theme: 'dark', speed: 1e9 }));
    expect(preferences).toMatchObject({ theme: 'dark', speed: 4, singleKeys: true });
  });
});
