import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readRequirements, toRequirementsQuery } from '#core/sharing/requirements-link.ts';
import { BETWEENS, DEFAULT_REQUIREMENTS } from '#core/traffic/verdict/requirements.ts';

test('what is required comes back from its link', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 3_600_000 }),
      fc.constantFrom(...BETWEENS),
      (allowedDelayMs, between) => {
        const requirements = { allowedDelayMs, between };
        const read = readRequirements(new Map(toRequirementsQuery(requirements)));
        expect(read).toEqual({ requirements, corrections: [] });
      },
    ),
  );
});

test('defaults are left out', () => {
  expect(toRequirementsQuery(DEFAULT_REQUIREMENTS)).toEqual([]);
  const requirements = DEFAULT_REQUIREMENTS;
  expect(readRequirements(new Map())).toEqual({ requirements, corrections: [] });
});

test.each([
  ['late', 'abc', 'allowedDelayMs', 1000, 'unreadable'],
  ['late', '', 'allowedDelayMs', 1000, 'unreadable'],
  ['late', '1e3', 'allowedDelayMs', 1000, 'unreadable'],
  ['late', '0', 'allowedDelayMs', 1, 'below'],
  ['late', '-5', 'allowedDelayMs', 1, 'below'],
  ['late', '1.4', 'allowedDelayMs', 1, 'rounded'],
  ['late', '99999999', 'allowedDelayMs', 3_600_000, 'above'],
  ['between', 'mars', 'between', 'nothing', 'unreadable'],
] as const)('%s=%s is corrected, and that is reported', (name, given, setting, taken, reason) => {
  const { requirements, corrections } = readRequirements(new Map([[name, given]]));
  expect(requirements).toEqual({ ...DEFAULT_REQUIREMENTS, [setting]: taken });
  expect(corrections).toEqual([{ setting, given, taken, reason }]);
});

test('nothing in a link is out of bounds, and what isn’t taken as given is reported', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (late, between) => {
      const query = new Map([
        ['late', late],
        ['between', between],
      ]);
      const { requirements, corrections } = readRequirements(query);
      expect(requirements.allowedDelayMs).toBeGreaterThanOrEqual(1);
      expect(requirements.allowedDelayMs).toBeLessThanOrEqual(3_600_000);
      expect(BETWEENS).toContain(requirements.between);
      const isCorrected = (setting: string) => corrections.some((each) => each.setting === setting);
      expect(isCorrected('between')).toBe(requirements.between !== between);
      if (!isCorrected('allowedDelayMs')) expect(Number(late)).toBe(requirements.allowedDelayMs);
    }),
  );
});
