/** The keys of the player. Presenter remotes send Page Up, Page Down and a full stop. */

import type { PlayerCommand } from '#view/state/player-command.ts';

type KeyBinding = {
  readonly command: PlayerCommand;
  readonly keys: readonly string[];
  /** Its effect, for the list of keys. */
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

/** The label on a keyboard. */
export function keyName(key: string): string {
  return KEY_NAMES[key] ?? key;
}

/** Keys of one character can be switched off (WCAG 2.2, 2.1.4). Space isn't one of them. */
export function commandForKey(key: string, withSingleKeys: boolean): PlayerCommand | null {
  if (key.length === 1 && key !== ' ' && !withSingleKeys) return null;
  return KEY_BINDINGS.find(({ keys }) => keys.includes(key))?.command ?? null;
}

/** "1×", "1/4×". */
export function speedLabel(speed: number): string {
  return speed >= 1 ? `${speed}×` : `1/${Math.round(1 / speed)}×`;
}
