/** The words of a lesson's steps, at the depth that the reader chose. */

import { foldText } from '#content/lesson/fold-words.ts';
import { plainStepText, type StepTextOf } from '#content/lesson/plain-step-words.ts';
import type { StepWords } from '#content/phrasing/prose.ts';
import type { LessonPlayer } from '#view/state/lesson-player.svelte.ts';
import type { LessonChanger } from './lesson-changer.ts';
import type { Playable } from './lessons.ts';

type Source = {
  readonly player: LessonPlayer<LessonChanger>;
  readonly playable: Playable;
};

export class LessonWords {
  readonly #source: () => Source;
  /** Loaded with the first lesson at that depth. */
  #storyText = $state.raw<StepTextOf>();

  readonly #stepText = $derived.by(() => {
    const { player, playable } = this.#source();
    return playable.stepText ?? player.changed.changer?.stepText ?? plainStepText;
  });

  readonly #titles = $derived.by(() => {
    const { story } = this.#source().player;
    return story.steps.map((each) => this.#stepText(each, story).title);
  });

  /** Of the step or fold shown; undefined while loading, before the first and after the last. */
  readonly current = $derived.by((): StepWords | undefined => {
    const { story, step, stop, depth } = this.#source().player;
    if (stop?.fold) return foldText(stop.fold, story);
    if (step === undefined) return undefined;
    return depth === 'story' ? this.#storyText?.(step, story) : this.#stepText(step, story);
  });

  constructor(source: () => Source) {
    this.#source = source;
  }

  titleOf(stepIndex: number): string {
    return this.#titles[stepIndex] ?? '';
  }

  /** The words for readers who want no bytes are loaded when they are first needed. */
  loadForDepth(): void {
    if (this.#source().player.depth !== 'story' || this.#storyText) return;
    void import('#content/lesson/story-words.ts').then((words) => {
      this.#storyText = words.storyText;
    });
  }
}
