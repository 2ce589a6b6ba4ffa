import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countedShort, countedWith, ratioRange } from '#content/compare/counted-with.ts';
import { LAYERS, totalOf } from '#core/traffic/counting/byte-counts.ts';
import { compareMethods } from '#core/traffic/results/comparison.ts';
import { DEFAULT_SETTINGS } from '#core/traffic/settings/comparison-settings.ts';
import { anySettings } from '../../core/traffic/sample-settings.ts';
import { faultsIn } from './grammar.ts';

test('says the layer, the version of HTTP, and how much is sent', () => {
  expect(countedWith(compareMethods(DEFAULT_SETTINGS))).toEqual([
    'TCP and IP, TLS 1.3',
    'HTTP/1.1',
    '10 min, 160 messages of 48 B',
    'page open already',
  ]);
});

test('the ratio of polling to WebSocket is within its range, at any layer', () => {
  fc.assert(
    fc.property(anySettings, (settings) => {
      const report = compareMethods(settings);
      const text = ratioRange(report);
      expect(faultsIn(text)).toEqual([]);
      const said = [...text.matchAll(/([\d.,]+)×/g)].map(([, value]) =>
        Number(value!.replaceAll(',', '')),
      );
      for (const layer of LAYERS) {
        const [polling, websocket] = [report.results.polling, report.results.websocket].map(
          ({ bytes }) => totalOf(bytes, layer),
        );
        const ratio = polling! / websocket!;
        expect(ratio).toBeGreaterThan(Math.min(...said) * 0.95 - 0.051);
        expect(ratio).toBeLessThan(Math.max(...said) * 1.05 + 0.051);
      }
      expect(countedShort(report)).toMatch(/ · HTTP\/(1\.1|2)$/);
      expect(countedWith(report).join()).not.toMatch(/undefined|NaN|\b1 messages/);
    }),
    { numRuns: 25 },
  );
});
