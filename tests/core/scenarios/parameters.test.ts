import { describe, expect, test } from 'vitest';
import { clampParameters } from '#core/scenarios/clamp-parameters.ts';
import { mayCloseWith } from '#core/scenarios/parameters.ts';
import { SCENARIO_IDS } from '#core/scenarios/scenarios.ts';
import { SCENARIOS } from './every-scenario.ts';

test.each(SCENARIO_IDS)('the defaults of %s are within bounds', (id) => {
  const scenario = SCENARIOS[id];
  expect(clampParameters(scenario, scenario.defaults).adjustments).toEqual([]);
});

describe('a page can close with', () => {
  test.each([
    { code: null, page: true, server: true },
    { code: 1000, page: true, server: true },
    { code: 1001, page: false, server: true },
    { code: 1005, page: false, server: false },
    { code: 1010, page: false, server: false },
    { code: 2999, page: false, server: false },
    { code: 3000, page: true, server: true },
    { code: 4999, page: true, server: true },
    { code: 5000, page: false, server: false },
  ])('$code: $page', ({ code, page, server }) => {
    expect(mayCloseWith(code, 'client')).toBe(page);
    expect(mayCloseWith(code, 'server')).toBe(server);
  });
});
