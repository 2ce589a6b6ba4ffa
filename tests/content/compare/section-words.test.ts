import { expect, test } from 'vitest';
import {
  allSettingsLabel,
  columnsNote,
  FIGURE_TITLES,
  figureCaption,
  fleetCaption,
} from '#content/compare/section-words.ts';
import { FIGURE_IDS } from '#content/compare/linked-text.ts';
import { compareMethods } from '#core/traffic/results/comparison.ts';
import { DEFAULT_SETTINGS } from '#core/traffic/settings/comparison-settings.ts';
import { faultsIn } from './grammar.ts';

test('a fleet has its clients, their memory, and what is counted', () => {
  const settings = { ...DEFAULT_SETTINGS, clients: 10_000, memoryPerConnection: 20 };
  expect(fleetCaption({ settings })).toBe(
    '10,000 such clients, 20 KiB of memory per connection. TCP/IP · HTTP/1.1.',
  );
});

test('columns have their width in time', () => {
  expect(columnsNote(1000)).toContain('in 1 s');
  expect(faultsIn(columnsNote(1000))).toEqual([]);
});

test.each(['application', 'tls', 'tcp', 'ethernet'] as const)(
  'a caption names the layer %s and the HTTP version',
  (layer) => {
    for (const http of ['1.1', '2'] as const) {
      const caption = figureCaption(compareMethods({ ...DEFAULT_SETTINGS, layer, http }));
      expect(caption).toMatch(/^(HTTP|TLS|TCP\/IP|Ethernet) · HTTP\/(1\.1|2)\. Expected values/);
      expect(caption).toContain(`HTTP/${http}`);
    }
  },
);

test('every figure has a title of its own', () => {
  const titles = FIGURE_IDS.map((id) => FIGURE_TITLES[id]);
  expect(new Set(titles).size).toBe(titles.length);
});

test('the button says how many settings there are', () => {
  expect(allSettingsLabel(DEFAULT_SETTINGS)).toBe(
    `${Object.keys(DEFAULT_SETTINGS).length} settings`,
  );
});
