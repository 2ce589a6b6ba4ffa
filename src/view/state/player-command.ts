/** What a reader asks a player to do, on every page that has one. */

import type { Playback } from './playback.svelte.ts';
import type { Preferences } from './preferences.svelte.ts';

export type PlayerCommand =
  | 'toggle'
  | 'forward'
  | 'back'
  | 'first'
  | 'last'
  | 'faster'
  | 'slower'
  | 'help';

/** At speed 1 a round trip takes two seconds. */
export const SPEEDS = [0.05, 0.1, 0.25, 0.5, 1, 2, 4] as const;

/** The next speed in that direction; the same speed at either end. */
export function speedBeside(speed: number, direction: 1 | -1): number {
  const ordered = direction === 1 ? SPEEDS : [...SPEEDS].reverse();
  return ordered.find((next) => (next - speed) * direction > 0) ?? speed;
}

/** Executes a command. For `help` it only pauses, because the page shows the list of keys. */
export function executeCommand(
  command: PlayerCommand,
  playback: Playback,
  preferences: Preferences,
): void {
  switch (command) {
    case 'toggle':
      return playback.toggle();
    case 'forward':
      return playback.stepForward();
    case 'back':
      return playback.stepBack();
    case 'first':
      return playback.showStep(0);
    case 'last':
      return playback.showStep(Infinity);
    case 'faster':
      preferences.speed = speedBeside(preferences.speed, 1);
      return;
    case 'slower':
      preferences.speed = speedBeside(preferences.speed, -1);
      return;
    case 'help':
      return playback.pause();
  }
}
