/** A search through a conversation that goes on between the frames of the page. */

import { untrack } from 'svelte';
import type { Conversation } from '#core/conversation/conversation.ts';
import {
  readPattern,
  type RegexCompiler,
  type SearchPattern,
} from '#core/conversation/search-pattern.ts';
import { isFiltering, NO_FILTER, type UnitFilter } from '#core/conversation/unit-filter.ts';
import { UnitSearch } from '#core/conversation/unit-search.ts';

export type SearchResult = {
  /** The units that fit so far, in their order. */
  readonly indices: readonly number[];
  /** The part of the units that were looked at, from 0 to 1. */
  readonly searched: number;
};

/** Bytes of content between two looks at the clock. */
const STEP = 20_000;

/** A longer turn would make the page miss frames. */
const TURN_MS = 8;

/** Between two results on the page. */
const SHOWN_EVERY_MS = 150;

const NO_PATTERN: SearchPattern = { form: 'text', text: '' };

export class RunningSearch {
  readonly #conversation: () => Conversation;
  readonly #concerned: () => ReadonlySet<number>;
  #filter = $state.raw<UnitFilter>(NO_FILTER);
  #pattern = $state.raw<SearchPattern>(NO_PATTERN);
  #compile = $state.raw<RegexCompiler | null>(null);
  /** What the page could not do, if the compiler can't be loaded. */
  #isCompilerLost = $state(false);
  #result = $state.raw<SearchResult | null>(null);

  readonly #reading = $derived.by(() => readPattern(this.#pattern, this.#compile));

  /**
   * Searches again whenever something changes, as long as the component that makes it is there.
   *
   * @param concerned units that findings across frames are about
   */
  constructor(conversation: () => Conversation, concerned: () => ReadonlySet<number>) {
    this.#conversation = conversation;
    this.#concerned = concerned;
    $effect.pre(() => this.#run());
  }

  get filter(): UnitFilter {
    return this.#filter;
  }

  set filter(filter: UnitFilter) {
    this.#filter = filter;
  }

  get pattern(): SearchPattern {
    return this.#pattern;
  }

  set pattern(pattern: SearchPattern) {
    this.#pattern = pattern;
    if (pattern.form === 'regex' && this.#compile === null) void this.#loadCompiler();
  }

  /** Null if everything is shown. */
  get result(): SearchResult | null {
    return this.#result;
  }

  /** Why the pattern can't be searched, in its compiler's words; null if it can. */
  get invalid(): string | null {
    return this.#reading.kind === 'invalid' ? this.#reading.reason : null;
  }

  get isCompilerLost(): boolean {
    return this.#isCompilerLost && this.#reading.kind === 'waiting';
  }

  get isActive(): boolean {
    return isFiltering(this.#filter) || this.#reading.kind === 'matcher';
  }

  clear(): void {
    this.#filter = NO_FILTER;
    this.#pattern = { ...this.#pattern, text: '' };
  }

  #run(): (() => void) | undefined {
    const reading = this.#reading;
    const matches = reading.kind === 'matcher' ? reading.matches : null;
    const isActive = isFiltering(this.#filter) || matches !== null;
    const search = new UnitSearch(this.#conversation(), this.#filter, matches, this.#concerned());
    untrack(() => (this.#result = null));
    if (!isActive) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let shownAt = -Infinity;
    const turn = (): void => {
      const end = performance.now() + TURN_MS;
      while (!search.isDone && performance.now() < end) search.step(STEP);
      const isDue = performance.now() - shownAt > SHOWN_EVERY_MS;
      if (search.isDone || isDue) {
        shownAt = performance.now();
        this.#result = { indices: search.found.slice(), searched: search.searched };
      }
      if (!search.isDone) timer = setTimeout(turn);
    };
    untrack(turn);
    return () => clearTimeout(timer);
  }

  async #loadCompiler(): Promise<void> {
    this.#isCompilerLost = false;
    try {
      const { compileRegex } = await import('#core/conversation/linear-regex.ts');
      this.#compile = compileRegex;
    } catch {
      this.#isCompilerLost = true;
    }
  }
}
