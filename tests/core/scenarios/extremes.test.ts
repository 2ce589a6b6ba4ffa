import { expect, test } from 'vitest';
import { actOut } from '#core/scenarios/act-out.ts';
import { PARAMETERS, type ParameterId } from '#core/scenarios/parameters.ts';
import { parametersOf } from '#core/scenarios/scenario.ts';
import { SCENARIO_IDS } from '#core/scenarios/scenarios.ts';
import { SCENARIOS } from './every-scenario.ts';

function boundsOf(parameter: ParameterId): readonly (readonly [ParameterId, number])[] {
  const kind = PARAMETERS[parameter];
  if (kind.kind !== 'number') return [];
  return [
    [parameter, kind.min],
    [parameter, kind.max],
  ];
}

/** Acting out a script that never gets quiet would freeze the page. */
test.each(SCENARIO_IDS)('%s ends with the bounds of any three numbers', (id) => {
  const scenario = SCENARIOS[id];
  const bounds = parametersOf(scenario).flatMap(boundsOf);
  for (const one of bounds) {
    for (const two of bounds) {
      for (const three of bounds) {
        if (one[0] >= two[0] || two[0] >= three[0]) continue;
        const { events } = actOut(scenario.script(Object.fromEntries([one, two, three])));
        expect(events.length).toBeGreaterThan(0);
      }
    }
  }
});

test('a heartbeat goes on while an act waits until all is quiet', () => {
  const values = { heartbeatSeconds: 5, timeoutSeconds: 60, latencyMs: 2000 };
  const names = (attempt: 'dies' | 'succeeds') =>
    actOut(SCENARIOS['line-goes-dead'].script({ ...values, attempt })).events.map(
      ({ name }) => name,
    );
  expect(names('dies')).toContain('client-close-1');
  expect(names('succeeds')).toContain('client-close-1');
  expect(names('succeeds')).toContain('server-ping-1');
});
