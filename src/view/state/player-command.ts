/** What a reader asks a player to do, on every page that has one. */

import type { Playback } from './playback.svelte.ts';
import type { Preferences } from './preferences.svelte.ts';

export type PlayerCommand =
  | 'play-step'
  | 'play-on'
  | 'forward'
  | 'back'
  | 'first'
  | 'last'
  | 'next-chapter'
  | 'previous-chapter'
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

/**
 * The first step of the chapter that Page Down or Page Up leads to. `firstSteps` has those of all
 * chapters. Null after the last chapter, and before the first one.
 */
function chapterBeside(
  firstSteps: readonly number[],
  stop: { readonly firstStep: number; readonly endStep: number },
  direction: 1 | -1,
): number | null {
  return direction === 1
    ? (firstSteps.find((first) => first >= stop.endStep) ?? null)
    : (firstSteps.findLast((first) => first < stop.firstStep) ?? null);
}

/**
 * Executes a command. For `help` it only pauses, because the page shows the list of keys. Chapters
 * begin at `firstSteps`, each with a stop.
 */
export function executeCommand(
  command: PlayerCommand,
  playback: Playback,
  preferences: Preferences,
  firstSteps: readonly number[] = [],
): void {
  switch (command) {
    case 'play-step':
      return playback.playStep();
    case 'play-on':
      return playback.toggle();
    case 'forward':
      return playback.forward();
    case 'back':
      return playback.back();
    case 'first':
      return playback.showStop(0);
    case 'last':
      return playback.showStop(Infinity);
    case 'next-chapter':
      return goToChapter(playback, firstSteps, 1);
    case 'previous-chapter':
      return goToChapter(playback, firstSteps, -1);
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

/** Page Up at the beginning of a story leads to its opening, Page Down at its end to its ending. */
function goToChapter(playback: Playback, firstSteps: readonly number[], direction: 1 | -1): void {
  const { place, stopIndex, stops } = playback;
  const stop = stops[stopIndex];
  if (stop === undefined) return;
  if (place === 'step') {
    const first = chapterBeside(firstSteps, stop, direction);
    if (first === null) playback.showPlace(direction === 1 ? 'ending' : 'opening');
    else playback.showStep(first);
  } else if (place === 'opening' && direction === 1) {
    playback.showStop(0);
  } else if (place === 'ending' && direction === -1) {
    playback.showStep(firstSteps.at(-1) ?? 0);
  }
}
