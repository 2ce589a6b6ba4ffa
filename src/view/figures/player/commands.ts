/**
 * What the player can be told, and by which keys. Presenter remotes send Page Up, Page Down and a
 * full stop.
 */

export type PlayerCommand =
  'toggle' | 'forward' | 'back' | 'first' | 'last' | 'faster' | 'slower' | 'help';

type KeyBinding = {
  readonly command: PlayerCommand;
  readonly keys: readonly string[];
  /** What it does, for the list of keys. */
  readonly meaning: string;
};

export const KEY_BINDINGS: readonly KeyBinding[] = [
  { command: 'toggle', keys: [' ', '.'], meaning: 'Play, or pause' },
  { command: 'forward', keys: ['ArrowRight', 'ArrowDown', 'PageDown'], meaning: 'Next step' },
  { command: 'back', keys: ['ArrowLeft', 'ArrowUp', 'PageUp'], meaning: 'Previous step' },
  { command: 'first', keys: ['Home'], meaning: 'First step' },
  { command: 'last', keys: ['End'], meaning: 'Last step' },
  { command: 'faster', keys: ['+'], meaning: 'Faster' },
  { command: 'slower', keys: ['-'], meaning: 'Slower' },
  { command: 'help', keys: ['?'], meaning: 'This list' },
];

const KEY_NAMES: Readonly<Record<string, string>> = {
  ' ': 'Space',
  ArrowRight: '→',
  ArrowLeft: '←',
  ArrowUp: '↑',
  ArrowDown: '↓',
  PageDown: 'Page Down',
  PageUp: 'Page Up',
};

/** As it stands on the keyboard. */
export function keyName(key: string): string {
  return KEY_NAMES[key] ?? key;
}

/** Keys of one character can be switched off (WCAG 2.2, 2.1.4); Space is no such key. */
export function commandForKey(key: string, withSingleKeys: boolean): PlayerCommand | null {
  if (key.length === 1 && key !== ' ' && !withSingleKeys) return null;
  return KEY_BINDINGS.find(({ keys }) => keys.includes(key))?.command ?? null;
}

/** From a twentieth to four times: 1 shows a round trip in two seconds. */
export const SPEEDS = [0.05, 0.1, 0.25, 0.5, 1, 2, 4] as const;

/** The next speed in that direction, or the same at either end. */
export function speedBeside(speed: number, direction: 1 | -1): number {
  const ordered = direction === 1 ? SPEEDS : [...SPEEDS].reverse();
  return ordered.find((next) => (next - speed) * direction > 0) ?? speed;
}

/** "1×", "1/4×". */
export function speedLabel(speed: number): string {
  return speed >= 1 ? `${speed}×` : `1/${Math.round(1 / speed)}×`;
}
