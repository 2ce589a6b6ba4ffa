import { DEFAULT_DEPTH, DEPTHS, type Depth } from '#core/story/depth.ts';
import type { DeviceStorage } from '#view/browser/storage.ts';

/** The order in which the theme button cycles. */
const themes = ['system', 'light', 'dark'] as const;

export type Theme = (typeof themes)[number];

const slowest = 0.05;
const fastest = 4;

type Kept = {
  theme: Theme;
  speed: number;
  singleKeys: boolean;
  depth: Depth;
  unfolded: readonly string[];
  asksFirst: boolean;
};

/** More than any story has; stored text could contain anything. */
const MAX_UNFOLDED = 50;

/** The reader's preferences, stored between visits. */
export class Preferences {
  readonly #storage: DeviceStorage;
  readonly #kept: Kept;

  constructor(storage: DeviceStorage) {
    this.#storage = storage;
    this.#kept = $state(readKept(storage.read('preferences')));
  }

  get theme(): Theme {
    return this.#kept.theme;
  }

  /** System, light, dark, then system again. */
  cycleTheme(): void {
    const next = (themes.indexOf(this.theme) + 1) % themes.length;
    this.#keep({ theme: themes[next] ?? 'system' });
  }

  /**
   * The story's speed. At 1 a round trip takes two seconds. Clamped to speeds that a reader can
   * follow.
   */
  get speed(): number {
    return this.#kept.speed;
  }

  set speed(speed: number) {
    this.#keep({ speed: clampSpeed(speed) });
  }

  /**
   * Whether keys like `.` and `?` work without a modifier. Speech input and some readers need them
   * off.
   */
  get singleKeys(): boolean {
    return this.#kept.singleKeys;
  }

  set singleKeys(singleKeys: boolean) {
    this.#keep({ singleKeys });
  }

  /** How deep the reader looks into a lesson whose link doesn't say it. */
  get depth(): Depth {
    return this.#kept.depth;
  }

  set depth(depth: Depth) {
    this.#keep({ depth });
  }

  /** Ids of the folds that the reader opened. */
  get unfolded(): readonly string[] {
    return this.#kept.unfolded;
  }

  set unfolded(unfolded: readonly string[]) {
    this.#keep({ unfolded: unfolded.slice(-MAX_UNFOLDED) });
  }

  /** Whether a lesson asks about a step before it plays it. */
  get asksFirst(): boolean {
    return this.#kept.asksFirst;
  }

  set asksFirst(asksFirst: boolean) {
    this.#keep({ asksFirst });
  }

  #keep(change: Partial<Kept>): void {
    Object.assign(this.#kept, change);
    this.#storage.write('preferences', this.#kept);
  }
}

/** Keeps well-formed stored values, and uses defaults for the others. */
function readKept(stored: unknown): Kept {
  const { theme, speed, singleKeys, depth, unfolded, asksFirst } = (
    typeof stored === 'object' && stored !== null ? stored : {}
  ) as Record<keyof Kept, unknown>;
  return {
    theme: themes.find((known) => known === theme) ?? 'system',
    speed: typeof speed === 'number' ? clampSpeed(speed) : 1,
    singleKeys: typeof singleKeys === 'boolean' ? singleKeys : true,
    depth: DEPTHS.find((known) => known === depth) ?? DEFAULT_DEPTH,
    unfolded: Array.isArray(unfolded)
      ? unfolded.filter((id) => typeof id === 'string').slice(-MAX_UNFOLDED)
      : [],
    asksFirst: typeof asksFirst === 'boolean' ? asksFirst : true,
  };
}

function clampSpeed(speed: number): number {
  return Number.isNaN(speed) ? 1 : Math.min(Math.max(speed, slowest), fastest);
}
