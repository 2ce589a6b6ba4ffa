/** What a command does to what is played: the same on every page that has a player. */

import type { Playback } from '#view/state/playback.svelte.ts';
import type { Preferences } from '#view/state/preferences.svelte.ts';
import { speedBeside, type PlayerCommand } from './commands.ts';

/** Obeys all commands but `help`, which is the page's: it has the list of keys. */
export function obeyCommand(
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
