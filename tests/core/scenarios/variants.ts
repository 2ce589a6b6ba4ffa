/**
 * All scenarios, each as it is at first and, where a parameter makes another lesson of it, once for
 * each of its choices.
 */

import { INFLATION } from '#core/conversation/inflation.ts';
import { actOut } from '#core/scenarios/act-out.ts';
import { PARAMETERS, type ParameterId, type ParameterValues } from '#core/scenarios/parameters.ts';
import { parametersOf } from '#core/scenarios/scenario.ts';
import { SCENARIO_IDS, type ScenarioId } from '#core/scenarios/scenarios.ts';
import type { Script } from '#core/scenarios/script.ts';
import { readRelayedStory } from '#core/story/relayed-story.ts';
import type { Story } from '#core/story/story.ts';
import type { Trace } from '#core/trace/trace.ts';
import { SCENARIOS } from './every-scenario.ts';

/** Compressed messages inflated, where there are any. */
export function tell(trace: Trace): Story {
  return readRelayedStory(trace, { parts: { inflation: INFLATION } });
}

export type Variant = {
  readonly scenarioId: ScenarioId;
  /** "rules-broken, bad-utf8". */
  readonly name: string;
  readonly values: Partial<ParameterValues>;
  readonly script: Script;
  readonly trace: Trace;
  readonly story: Story;
};

/** Choices that make another lesson. */
export const DECISIVE: readonly ParameterId[] = [
  'answer',
  'breach',
  'attempt',
  'proxy',
  'compression',
];

export const VARIANTS: readonly Variant[] = SCENARIO_IDS.flatMap((scenarioId) => {
  const scenario = SCENARIOS[scenarioId];
  const decisive = parametersOf(scenario).find((each) => DECISIVE.includes(each));
  const kind = decisive === undefined ? null : PARAMETERS[decisive];
  const choices = kind?.kind === 'choice' ? kind.choices : [null];
  return choices.map((choice): Variant => {
    const values =
      decisive === undefined || choice === null
        ? {}
        : ({ [decisive]: choice } as Partial<ParameterValues>);
    const script = scenario.script(values);
    const trace = actOut(script);
    const name = choice === null ? scenarioId : `${scenarioId}, ${choice}`;
    return { scenarioId, name, values, script, trace, story: tell(trace) };
  });
});
