/** The story of a lesson with the reader's changes, which its address query contains. */

import type { Scenario } from '#core/scenarios/scenario.ts';
import type { Address } from '#core/sharing/address.ts';
import type { LearnLinkProblem, MissedTampering } from '#core/sharing/learn-link-problem.ts';
import type { LearnLink, ReadLearnLink } from '#core/sharing/learn-link.ts';
import type { Tampering } from '#core/simulation/tampering.ts';
import type { Story } from '#core/story/story.ts';
import type { Trace } from '#core/trace/trace.ts';

/** A lesson without changes. */
const UNCHANGED: LearnLink = { values: {}, tampering: new Map() };

export type PlayableStory = {
  /** What can be changed and acted out again; null for a recording. */
  readonly scenario: Scenario | null;
  readonly storyWith: (changes: LearnLink) => Story;
};

/** The part of an address that contains changes. */
export type ChangesAddress = Pick<Address, 'query' | 'repeated'>;

/** Reads and writes changes. Loaded only for a reader who changes something. */
export type StoryChanger = {
  readonly read: (
    query: Address['query'],
    scenario: Scenario,
    repeated?: Address['repeated'],
  ) => ReadLearnLink;
  /** What an address asks of a recording. */
  readonly recordingProblems: (query: Address['query']) => readonly LearnLinkProblem[];
  readonly missedTampering: (
    tampering: Tampering,
    trace: Trace,
    original: () => Trace,
  ) => readonly MissedTampering[];
  readonly write: (changes: LearnLink, scenario: Scenario) => Address['query'];
  /** The first step of `changed` that differs from `original`; null if they are the same. */
  readonly firstChangedStep: (original: Story, changed: Story) => number | null;
};

export class ChangedStory<Changer extends StoryChanger> {
  readonly #playable: PlayableStory;
  readonly #load: () => Promise<Changer>;
  #changer: Changer | null;
  #address: ChangesAddress;

  readonly #changes = $derived.by(() => {
    const { scenario } = this.#playable;
    const { query, repeated } = this.#address;
    return this.#changer && scenario && this.#changer.read(query, scenario, repeated);
  });
  readonly #story = $derived.by(() => this.#playable.storyWith(this.#changes ?? UNCHANGED));
  readonly #firstChangedStep = $derived.by(() => {
    if (this.#changer === null || this.#changes === null || !this.isTampered) return null;
    const untampered = { ...this.#changes, tampering: UNCHANGED.tampering };
    return this.#changer.firstChangedStep(this.#playable.storyWith(untampered), this.#story);
  });
  readonly #problems = $derived.by((): readonly LearnLinkProblem[] => {
    if (this.#changer === null) return [];
    if (this.#changes === null) return this.#changer.recordingProblems(this.#address.query);
    const { problems, tampering } = this.#changes;
    const original = () => traceOf(this.#playable.storyWith(UNCHANGED));
    const missed = this.#changer.missedTampering(tampering, traceOf(this.#story), original);
    return [...problems, ...missed];
  });

  /** The story is unchanged until a `changer` is loaded. */
  constructor(
    playable: PlayableStory,
    address: ChangesAddress,
    load: () => Promise<Changer>,
    changer: Changer | null,
  ) {
    this.#playable = playable;
    this.#load = load;
    this.#changer = $state.raw(changer);
    this.#address = $state.raw(address);
  }

  get story(): Story {
    return this.#story;
  }

  /** Null until a changer is loaded, and for a recording. */
  get changes(): ReadLearnLink | null {
    return this.#changes;
  }

  /** The parts of the address that can’t be used. Empty until a changer is loaded. */
  get problems(): readonly LearnLinkProblem[] {
    return this.#problems;
  }

  get changer(): Changer | null {
    return this.#changer;
  }

  get isTampered(): boolean {
    return this.#changes !== null && this.#changes.tampering.size > 0;
  }

  /** The first step that tampering changed; null without tampering. */
  get firstChangedStep(): number | null {
    return this.#firstChangedStep;
  }

  get address(): ChangesAddress {
    return this.#address;
  }

  /** The query of the lesson's address. Setting it derives the story again. */
  get query(): Address['query'] {
    return this.#address.query;
  }

  set query(query: Address['query']) {
    this.#address = { query };
  }

  /** Takes the changes of an address that was opened, with what occurs repeatedly in it. */
  open(address: ChangesAddress): void {
    this.#address = address;
  }

  async loadChanger(): Promise<Changer> {
    this.#changer ??= await this.#load();
    return this.#changer;
  }
}

function traceOf({ conversation }: Story): Trace {
  return conversation.trace;
}
