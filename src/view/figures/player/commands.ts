/** The keys of a player. Presenter remotes send Page Up and Page Down. */

import type { PlayerCommand } from '#view/state/player-command.ts';

export type KeyBinding = {
  readonly command: PlayerCommand;
  /** As in `KeyboardEvent.key`; Space with Shift is "Shift+ ". */
  readonly keys: readonly string[];
  /** Its effect, for the list of keys. */
  readonly meaning: string;
};

const SPEED_BINDINGS: readonly KeyBinding[] = [
  { command: 'faster', keys: ['+'], meaning: 'Faster' },
  { command: 'slower', keys: ['-'], meaning: 'Slower' },
  { command: 'help', keys: ['?'], meaning: 'This list' },
];

const END_BINDINGS: readonly KeyBinding[] = [
  { command: 'first', keys: ['Home'], meaning: 'First step' },
  { command: 'last', keys: ['End'], meaning: 'Last step' },
];

/** Of a lesson. */
export const STEP_KEYS: readonly KeyBinding[] = [
  { command: 'play-step', keys: [' '], meaning: 'Play one step' },
  { command: 'play-on', keys: ['Shift+ ', '.'], meaning: 'Play on, or pause' },
  { command: 'forward', keys: ['ArrowRight', 'ArrowDown'], meaning: 'Next step, without motion' },
  { command: 'back', keys: ['ArrowLeft', 'ArrowUp'], meaning: 'Previous step' },
  { command: 'next-chapter', keys: ['PageDown'], meaning: 'Next chapter' },
  { command: 'previous-chapter', keys: ['PageUp'], meaning: 'Previous chapter' },
  ...END_BINDINGS,
  ...SPEED_BINDINGS,
];

/** Of a lesson that is presented, where remotes step. */
export const PRESENTING_KEYS: readonly KeyBinding[] = STEP_KEYS.flatMap((binding) => {
  if (binding.command.endsWith('-chapter')) return [];
  if (binding.command === 'forward') return { ...binding, keys: [...binding.keys, 'PageDown'] };
  if (binding.command === 'back') return { ...binding, keys: [...binding.keys, 'PageUp'] };
  return binding;
});

/** Of a story that plays without stops. */
export const PLAY_KEYS: readonly KeyBinding[] = [
  { command: 'play-on', keys: [' ', '.'], meaning: 'Play, or pause' },
  { command: 'forward', keys: ['ArrowRight', 'ArrowDown', 'PageDown'], meaning: 'Next step' },
  { command: 'back', keys: ['ArrowLeft', 'ArrowUp', 'PageUp'], meaning: 'Previous step' },
  ...END_BINDINGS,
  ...SPEED_BINDINGS,
];

const KEY_NAMES: Readonly<Record<string, string>> = {
  ' ': 'Space',
  'Shift+ ': 'Shift + Space',
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

/** The key of an event, with Shift if that makes it another one. */
export function pressedKey({ key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>): string {
  return key === ' ' && shiftKey ? 'Shift+ ' : key;
}

/** Keys of one character can be switched off (WCAG 2.2, 2.1.4). Space isn't one of them. */
export function commandForKey(
  key: string,
  withSingleKeys: boolean,
  bindings: readonly KeyBinding[],
): PlayerCommand | null {
  if (key.length === 1 && key !== ' ' && !withSingleKeys) return null;
  return bindings.find(({ keys }) => keys.includes(key))?.command ?? null;
}

/** Keys by which a page, or a part of it, scrolls. */
const SCROLLING = [' ', 'Shift+ ', 'ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End'];

export function scrolls(key: string): boolean {
  return SCROLLING.includes(key);
}

/** "1×", "1/4×". */
export function speedLabel(speed: number): string {
  return speed >= 1 ? `${speed}×` : `1/${Math.round(1 / speed)}×`;
}
