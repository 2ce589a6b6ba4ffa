import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PARAMETERS, type ParameterId } from '#core/scenarios/parameters.ts';
import { parametersOf } from '#core/scenarios/scenario.ts';
import { loadScenario, SCENARIO_IDS } from '#core/scenarios/scenarios.ts';
import { settleValues } from '#core/scenarios/clamp-parameters.ts';
import { actOut } from '#core/scenarios/act-out.ts';

const anything = fc.oneof(
  fc.string(),
  fc.double(),
  fc.integer({ min: -10, max: 5000 }),
  fc.constant(null),
  fc.uint8Array({ maxLength: 20 }),
  fc.constantFrom('client', 'server', 'text', 'binary', 'off', '403', 'too-big', 'in-vain'),
);

test.each(SCENARIO_IDS)(
  'whatever is wanted of %s is brought within bounds, and can be acted out',
  async (id) => {
    const scenario = await loadScenario(id);
    const wanted = fc.dictionary(
      fc.constantFrom(...(Object.keys(PARAMETERS) as ParameterId[])),
      anything,
      { maxKeys: 6 },
    );
    fc.assert(
      fc.property(wanted, (values) => {
        const settled = settleValues(scenario, values);
        expect(Object.keys(settled.values)).toEqual(parametersOf(scenario));
        expect(settleValues(scenario, settled.values).settlings).toEqual([]);
        expect(actOut(scenario.script(settled.values)).events.length).toBeGreaterThan(0);
      }),
      { seed: 31, numRuns: 30 },
    );
  },
);

test('a close code that a page may not send goes back to one that it may', async () => {
  const scenario = await loadScenario('server-goodbye');
  const { values, settlings } = settleValues(scenario, { closer: 'client' });
  expect(values.closeCode).toBe(1000);
  expect(settlings).toEqual([{ parameter: 'closeCode', taken: 1000, reason: 'not-for-a-page' }]);
});
