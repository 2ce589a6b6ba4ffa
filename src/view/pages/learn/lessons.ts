import { SAMPLES } from '#content/samples/samples.ts';
import { SCENARIO_WORDS } from '#content/scenario-words.ts';
import { actOut } from '#core/scenarios/act-out.ts';
import { SCENARIO_IDS, SCRIPTS } from '#core/scenarios/scenarios.ts';
import { readStory, type Story } from '#core/story/story.ts';
import type { Trace } from '#core/trace/trace.ts';
import type { OpenTrace } from '#view/state/workspace.svelte.ts';

/** What there is to play once it has loaded. */
export type Playable = {
  /** The story, as the reader's changes make it. */
  readonly tell: () => Story;
};

/** Something that can be played: a script to act out, a recording, or what the reader brought. */
export type Lesson = {
  readonly id: string;
  readonly kind: 'scenario' | 'recording' | 'yours';
  readonly title: string;
  readonly summary: string;
  /** At once where nothing has to be fetched, so that the lesson stands there with its page. */
  readonly load: () => Playable | Promise<Playable>;
};

export const YOURS = 'yours';

const SITE_LESSONS: readonly [Lesson, ...Lesson[]] = [
  ...SCENARIO_IDS.map((id): Lesson => ({
    id,
    kind: 'scenario',
    ...SCENARIO_WORDS[id],
    load: () => ({ tell: () => readStory(actOut(SCRIPTS[id])) }),
  })),
  ...SAMPLES.map(({ id, title, description, load }): Lesson => ({
    id,
    kind: 'recording',
    title,
    summary: description,
    load: () => load().then(playTrace),
  })),
] as [Lesson, ...Lesson[]];

/** All that can be played now, the default first. */
export function lessonsWith(played: OpenTrace | null): readonly [Lesson, ...Lesson[]] {
  if (played === null) return SITE_LESSONS;
  return [
    ...SITE_LESSONS,
    {
      id: YOURS,
      kind: 'yours',
      title: played.title,
      summary: 'The connection that you opened in Decode, played like any other.',
      load: () => playTrace(played.trace),
    },
  ];
}

/** What inflates compressed messages comes only where some are compressed. */
function playTrace(trace: Trace): Playable | Promise<Playable> {
  const story = readStory(trace);
  if (story.conversation.compression === null) return { tell: () => story };
  return import('#core/dissection/inflation.ts').then(({ inflateUnits }) => {
    const inflated = readStory(trace, { inflate: inflateUnits });
    return { tell: () => inflated };
  });
}
