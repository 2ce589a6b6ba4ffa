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
    expect(new Preferences(storage)).toMatchObject({
      theme: 'light',
      speed: 0.5,
      singleKeys: false,
    });
  });

  test.each([
    { name: 'nothing', stored: undefined },
    { name: 'something else', stored: 'dark' },
    { name: 'null', stored: null },
    { name: 'values of no meaning', stored: { theme: 'sepia', speed: 'fast', singleKeys: 1 } },
  ])('begin with the defaults where $name is stored', ({ stored }) => {
    expect(new Preferences(memory(stored))).toMatchObject({
      theme: 'system',
      speed: 1,
      singleKeys: true,
    });
  });

  test('take what is well-formed beside what is not', () => {
    const preferences = new Preferences(memory({ theme: 'dark', speed: 1e9 }));
    expect(preferences).toMatchObject({ theme: 'dark', speed: 4, singleKeys: true });
  });
});
