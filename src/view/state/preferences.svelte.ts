import type { DeviceStorage } from '#view/browser/storage.ts';

/** In the order in which the theme button goes through them. */
const themes = ['system', 'light', 'dark'] as const;

export type Theme = (typeof themes)[number];

const slowest = 0.05;
const fastest = 4;

type Kept = {
  theme: Theme;
  speed: number;
  singleKeys: boolean;
};

/** What the reader prefers, kept from visit to visit. */
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

  /** System, light, dark, and round again. */
  cycleTheme(): void {
    const next = (themes.indexOf(this.theme) + 1) % themes.length;
    this.#keep({ theme: themes[next] ?? 'system' });
  }

  /**
   * How fast a story plays, 1 being two seconds for a round trip; clamped to what a reader can
   * follow.
   */
  get speed(): number {
    return this.#kept.speed;
  }

  set speed(speed: number) {
    this.#keep({ speed: clampSpeed(speed) });
  }

  /**
   * Whether keys like `.` and `?` act without a modifier; speech input and some readers need them
   * off.
   */
  get singleKeys(): boolean {
    return this.#kept.singleKeys;
  }

  set singleKeys(singleKeys: boolean) {
    this.#keep({ singleKeys });
  }

  #keep(change: Partial<Kept>): void {
    Object.assign(this.#kept, change);
    this.#storage.write('preferences', this.#kept);
  }
}

/** Takes from storage what is well-formed, and the default for the rest. */
function readKept(stored: unknown): Kept {
  const { theme, speed, singleKeys } = (
    typeof stored === 'object' && stored !== null ? stored : {}
  ) as Record<keyof Kept, unknown>;
  return {
    theme: themes.find((known) => known === theme) ?? 'system',
    speed: typeof speed === 'number' ? clampSpeed(speed) : 1,
    singleKeys: typeof singleKeys === 'boolean' ? singleKeys : true,
  };
}

function clampSpeed(speed: number): number {
  return Number.isNaN(speed) ? 1 : Math.min(Math.max(speed, slowest), fastest);
}
