import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAddress, printAddress } from '#core/sharing/address.ts';
import { readCompareAddress, toCompareAddress } from '#core/sharing/compare-address.ts';
import { DEFAULT_SETTINGS } from '#core/traffic/settings/comparison-settings.ts';
import { BETWEENS, DEFAULT_REQUIREMENTS } from '#core/traffic/verdict/requirements.ts';
import { anyAllowedSettings } from '../traffic/sample-settings.ts';

const read = (text: string) => readCompareAddress(parseAddress(`#/compare?${text}`));

test('settings and requirements come back from their address', () => {
  const anyRequirements = fc.record({
    allowedDelayMs: fc.integer({ min: 1, max: 3_600_000 }),
    between: fc.constantFrom(...BETWEENS),
  });
  fc.assert(
    fc.property(anyAllowedSettings, anyRequirements, (settings, requirements) => {
      const address = parseAddress(printAddress(toCompareAddress(settings, requirements)));
      expect(readCompareAddress(address)).toEqual({ settings, requirements, problems: [] });
    }),
  );
});

describe('what can’t be used is a problem', () => {
  test.each([
    ['down=1&late=5000&between=cdn', []],
    ['layer=ip', [{ kind: 'setting', setting: 'layer', given: 'ip' }]],
    ['late=abc', [{ kind: 'requirement', setting: 'allowedDelayMs', given: 'abc' }]],
    ['between=mars', [{ kind: 'requirement', setting: 'between', given: 'mars' }]],
    ['Down=1&speed=9&constructor', [{ names: ['Down', 'speed', 'constructor'] }]],
    ['down=1&down=2&late=1&late=1', [{ kind: 'repeated-names', names: ['down'] }]],
    ['x=1&x=2', [{ kind: 'unknown-names', names: ['x'] }]],
  ])('%s', (text, problems) => {
    expect(read(text).problems).toMatchObject(problems);
    expect(read(text).problems).toHaveLength(problems.length);
  });

  test('and the defaults are used instead', () => {
    const { settings, requirements } = read('layer=ip&late=abc&between=mars&speed=9');
    expect(settings).toEqual(DEFAULT_SETTINGS);
    expect(requirements).toEqual(DEFAULT_REQUIREMENTS);
  });
});
