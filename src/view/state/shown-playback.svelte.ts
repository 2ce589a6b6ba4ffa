import { prefersReducedMotion } from 'svelte/motion';
import type { PlayedTime } from '#core/story/elastic-time.ts';
import { frameClock } from '#view/browser/frame-clock.ts';
import { watchPageVisibility } from '#view/browser/page-visibility.ts';
import { Playback } from './playback.svelte.ts';

/**
 * A playback for the component that is being created. It pauses while the page is hidden, and stops
 * with the component.
 */
export function shownPlayback(time: PlayedTime, firstStep: number): Playback {
  const playback = new Playback(
    () => time,
    {
      clock: frameClock,
      speed: () => 1,
      isMotionReduced: () => prefersReducedMotion.current,
    },
    firstStep,
  );
  $effect(() => watchPageVisibility((isVisible) => isVisible || playback.pause()));
  $effect(() => () => playback.pause());
  return playback;
}
