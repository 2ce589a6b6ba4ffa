import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAddress, printAddress } from '#core/sharing/address.ts';
import { readCompareLink, toCompareQuery } from '#core/sharing/compare-link.ts';
import {
  CHOICES,
  DEFAULT_SETTINGS,
  NUMBER_LIMITS,
  type ChoiceSetting,
  type ComparisonSettings,
  type NumberSetting,
} from '#core/traffic/settings/comparison-settings.ts';

const read = (text: string) => readCompareLink(parseAddress(`#/compare?${text}`).query);
const print = (settings: ComparisonSettings) =>
  printAddress({ page: 'compare', path: [], query: toCompareQuery(settings) });

test('the settings at first are a short link', () => {
  expect(print(DEFAULT_SETTINGS)).toBe(
    '#/compare?down=12&up=4&size=48&for=60&rtt=60&poll=2&timeout=30',
  );
});

test('choices and seed are written where they are others', () => {
  expect(print({ ...DEFAULT_SETTINGS, headers: 'minimal', pattern: 'even', seed: 7 })).toBe(
    '#/compare?down=12&up=4&size=48&for=60&rtt=60&poll=2&timeout=30&pattern=even&seed=7&headers=minimal',
  );
});

describe('reading', () => {
  test.each([
    { name: 'nothing', text: '', changed: {}, corrections: [] },
    {
      name: 'some settings',
      text: 'down=0.5&poll=0.3&headers=minimal',
      changed: { toClientPerMinute: 0.5, pollIntervalSeconds: 0.3, headers: 'minimal' },
      corrections: [],
    },
    { name: 'what no setting is called', text: 'speed=9', changed: {}, corrections: [] },
    {
      name: 'too much',
      text: 'down=9999',
      changed: { toClientPerMinute: 1200 },
      corrections: [{ setting: 'toClientPerMinute', given: '9999', taken: 1200, reason: 'above' }],
    },
    {
      name: 'too little',
      text: 'size=0',
      changed: { messageSize: 1 },
      corrections: [{ setting: 'messageSize', given: '0', taken: 1, reason: 'below' }],
    },
    {
      name: 'a number that isn’t decimal',
      text: 'rtt=0x10',
      changed: {},
      corrections: [{ setting: 'roundTripMs', given: '0x10', taken: 60, reason: 'unreadable' }],
    },
    {
      name: 'between two steps',
      text: 'size=48.4',
      changed: {},
      corrections: [{ setting: 'messageSize', given: '48.4', taken: 48, reason: 'rounded' }],
    },
    {
      name: 'no number',
      text: 'for=ever',
      changed: {},
      corrections: [{ setting: 'durationSeconds', given: 'ever', taken: 60, reason: 'unreadable' }],
    },
    {
      name: 'an empty value',
      text: 'up=',
      changed: {},
      corrections: [{ setting: 'fromClientPerMinute', given: '', taken: 4, reason: 'unreadable' }],
    },
    {
      name: 'a request, line ends and all',
      text: 'headers=own&request=GET%20%2F%20HTTP%2F1.1%0AHost%3A%20a',
      changed: { headers: 'own', ownRequest: 'GET / HTTP/1.1\nHost: a' },
      corrections: [],
    },
    {
      name: 'no choice',
      text: 'headers=opera',
      changed: {},
      corrections: [
        { setting: 'headers', given: 'opera', taken: 'chromium', reason: 'unreadable' },
      ],
    },
  ])('$name', ({ text, changed, corrections }) => {
    expect(read(text)).toEqual({ settings: { ...DEFAULT_SETTINGS, ...changed }, corrections });
  });
});

const numbers = Object.keys(NUMBER_LIMITS) as NumberSetting[];
const choices = Object.keys(CHOICES) as ChoiceSetting[];

const anySettings = fc
  .tuple(
    fc.tuple(
      ...numbers.map((setting) => {
        const { min, max, step } = NUMBER_LIMITS[setting];
        const steps = { min: Math.round(min / step), max: Math.round(max / step) };
        return fc.integer(steps).map((count) => Number((count * step).toPrecision(12)));
      }),
    ),
    fc.tuple(...choices.map((setting) => fc.constantFrom<string>(...CHOICES[setting]))),
    fc.string({ maxLength: 200 }),
  )
  .map(
    ([values, chosen, ownRequest]) =>
      ({
        ...Object.fromEntries(numbers.map((setting, index) => [setting, values[index]])),
        ...Object.fromEntries(choices.map((setting, index) => [setting, chosen[index]])),
        ownRequest,
      }) as ComparisonSettings,
  );

test('any settings come back from their link as they were', () => {
  fc.assert(
    fc.property(anySettings, (settings) => {
      const { query } = parseAddress(print(settings));
      expect(readCompareLink(query)).toEqual({ settings, corrections: [] });
    }),
  );
});

test('whatever a link holds, its settings are within their limits', () => {
  const anyName = fc.constantFrom(
    ...['down', 'up', 'size', 'for', 'rtt', 'poll', 'timeout', 'seed'],
    ...['layer', 'headers', 'request', 'clients', 'ping', 'mss'],
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(anyName, fc.string())), (pairs) => {
      const { settings } = readCompareLink(new Map(pairs));
      for (const setting of numbers) {
        expect(settings[setting]).toBeGreaterThanOrEqual(NUMBER_LIMITS[setting].min);
        expect(settings[setting]).toBeLessThanOrEqual(NUMBER_LIMITS[setting].max);
      }
    }),
  );
});
