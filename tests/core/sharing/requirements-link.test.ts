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
        expect(readRequirements(new Map(toRequirementsQuery(requirements)))).toEqual(requirements);
      },
    ),
  );
});

test('defaults are left out', () => {
  expect(toRequirementsQuery(DEFAULT_REQUIREMENTS)).toEqual([]);
  expect(readRequirements(new Map())).toEqual(DEFAULT_REQUIREMENTS);
});

test('nothing in a link is out of bounds', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (late, between) => {
      const { allowedDelayMs, between: read } = readRequirements(
        new Map([
          ['late', late],
          ['between', between],
        ]),
      );
      expect(allowedDelayMs).toBeGreaterThanOrEqual(1);
      expect(allowedDelayMs).toBeLessThanOrEqual(3_600_000);
      expect(BETWEENS).toContain(read);
    }),
  );
});
