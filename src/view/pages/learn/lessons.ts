import type { Prose } from '#content/phrasing/prose.ts';
import type { StepTextOf } from '#content/lesson/plain-step-words.ts';
import { SAMPLES } from '#content/examples/samples/samples.ts';
import { SCENARIO_TITLES } from '#content/lesson/scenario-titles.ts';
import { actOut } from '#core/scenarios/act-out.ts';
import type { Scenario } from '#core/scenarios/scenario.ts';
import { helloAndGoodbye } from '#core/scenarios/hello-and-goodbye.ts';
import { FIRST_SCENARIO, SCENARIO_IDS, type LazyScenarioId } from '#core/scenarios/scenarios.ts';
import type { LearnLink } from '#core/sharing/learn-link.ts';
import { YOURS } from '#core/sharing/lesson-address.ts';
import type { ReadingParts } from '#core/conversation/reading-parts.ts';
import { readStory, type Story } from '#core/story/story.ts';
import { hasGaps, type Trace } from '#core/trace/trace.ts';
import type { OpenTrace } from '#view/state/workspace.svelte.ts';

/** A loaded lesson. */
export type Playable = {
  /** What can be changed and acted out again; null for a recording. */
  readonly scenario: Scenario | null;
  /** The story with the reader's changes. */
  readonly storyWith: (changes: LearnLink) => Story;
  /** What its steps can't show; null if they show everything. */
  readonly note: Prose | null;
  /** Null if `plainStepText` has words for all steps without changes. */
  readonly stepText: StepTextOf | null;
};

/** Something to play: a scenario, a recording, or the reader's connection. */
export type Lesson = {
  readonly id: string;
  readonly kind: 'scenario' | 'recording' | 'yours';
  readonly title: string;
  /** Without a promise if nothing has to be loaded, so that the lesson appears with its page. */
  readonly load: () => Playable | Promise<Playable>;
};

const SITE_LESSONS: readonly [Lesson, ...Lesson[]] = [
  ...SCENARIO_IDS.map((id): Lesson => ({
    id,
    kind: 'scenario',
    title: SCENARIO_TITLES[id],
    load: () =>
      id === FIRST_SCENARIO ? playScenario(helloAndGoodbye, null, null) : fetchScenario(id),
  })),
  ...SAMPLES.map(({ id, title, load }): Lesson => ({
    id,
    kind: 'recording',
    title,
    load: () => load().then(playTrace),
  })),
] as [Lesson, ...Lesson[]];

/** All lessons, the default first. */
export function lessonsWith(played: OpenTrace | null): readonly [Lesson, ...Lesson[]] {
  if (played === null) return SITE_LESSONS;
  return [
    ...SITE_LESSONS,
    {
      id: YOURS,
      kind: 'yours',
      title: played.title,
      load: () => playOwn(played),
    },
  ];
}

async function fetchScenario(id: LazyScenarioId): Promise<Playable> {
  const [scenario, { scenarioNote }, { stepText }, read] = await Promise.all([
    importScenario(id),
    import('#content/lesson/scenario-notes.ts'),
    import('#content/lesson/step-words.ts'),
    id === 'proxy' ? importRelayedReader() : readStory,
  ]);
  return playScenario(scenario, scenarioNote(id), stepText, read);
}

async function importRelayedReader(): Promise<typeof readStory> {
  return (await import('#core/story/relayed-story.ts')).readRelayedStory;
}

/** Two chunks: only `compressed` needs the code that compresses. */
async function importScenario(id: LazyScenarioId): Promise<Scenario> {
  if (id === 'compressed') return (await import('#core/scenarios/compressed.ts')).compressed;
  return (await import('#core/scenarios/plain-scenarios.ts')).PLAIN_SCENARIOS[id];
}

function playScenario(
  scenario: Scenario,
  note: Prose | null,
  stepText: StepTextOf | null,
  read = readStory,
): Playable | Promise<Playable> {
  return withInflation(scenario.script().codecs !== undefined, {}, (parts) => ({
    scenario,
    note,
    stepText,
    storyWith: ({ values, tampering }) =>
      read(actOut(scenario.script(values), tampering), { parts }),
  }));
}

/** The code that reads on after a gap is loaded only if the trace has one, or may get one. */
async function playOwn({ trace, grown }: OpenTrace): Promise<Playable> {
  if (grown !== undefined) return playGrowing(trace, grown);
  if (!hasGaps(trace)) return playTrace(trace);
  const { findResumption } = await import('#core/conversation/resumption.ts');
  return playTrace(trace, { findResumption });
}

async function playGrowing(first: Trace, grown: () => Trace | null): Promise<Playable> {
  const [{ stepText }, { findResumption }, { INFLATION }] = await Promise.all([
    import('#content/lesson/step-words.ts'),
    import('#core/conversation/resumption.ts'),
    import('#core/conversation/inflation.ts'),
  ]);
  const parts = { findResumption, inflation: INFLATION };
  let trace = first;
  const storyWith = (): Story => {
    trace = grown() ?? trace;
    return readStory(trace, { parts });
  };
  return { scenario: null, note: null, stepText, storyWith };
}

async function playTrace(trace: Trace, parts: ReadingParts = {}): Promise<Playable> {
  const { stepText } = await import('#content/lesson/step-words.ts');
  const plain = readStory(trace, { parts });
  return withInflation(plain.conversation.compression !== null, parts, (more) => {
    const story = more === parts ? plain : readStory(trace, { parts: more });
    return { scenario: null, note: null, stepText, storyWith: () => story };
  });
}

/** Loads the code that inflates, which is large, only if there are compressed messages. */
function withInflation(
  isNeeded: boolean,
  parts: ReadingParts,
  play: (parts: ReadingParts) => Playable,
): Playable | Promise<Playable> {
  if (!isNeeded) return play(parts);
  return import('#core/conversation/inflation.ts').then(({ INFLATION }) =>
    play({ ...parts, inflation: INFLATION }),
  );
}
