import { SAMPLES } from '#content/samples/samples.ts';
import { SCENARIO_WORDS } from '#content/scenario-words.ts';
import { actOut } from '#core/scenarios/act-out.ts';
import { SCENARIO_IDS, SCENARIOS } from '#core/scenarios/scenarios.ts';
import type { Trace } from '#core/trace/trace.ts';

/** Something that can be played: a script to act out, or a recording to load. */
export type Lesson = {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly load: () => Trace | Promise<Trace>;
};

export const LESSONS: readonly [Lesson, ...Lesson[]] = [
  ...SCENARIO_IDS.map((id): Lesson => ({
    id,
    ...SCENARIO_WORDS[id],
    load: () => {
      const scenario = SCENARIOS[id]();
      return scenario instanceof Promise
        ? scenario.then(({ script }) => actOut(script()))
        : actOut(scenario.script());
    },
  })),
  ...SAMPLES.map(({ id, title, description, load }) => ({ id, title, summary: description, load })),
] as [Lesson, ...Lesson[]];
