/** The display time of a chat: all of it in a few seconds, with a step from message to message. */

import type { PlayedTime } from '#core/story/elastic-time.ts';
import type { ChatComparison } from '#core/traffic/results/chat-comparison.ts';

/** How long the whole chat plays at normal speed. */
export const CHAT_SHOWN_MS = 12_000;

/** Each step begins when a message is made, except the first. So reduced motion shows each. */
export function playedChat({ messages, endMs }: ChatComparison): PlayedTime {
  const shownMs = (atMs: number) => (atMs / endMs) * CHAT_SHOWN_MS;
  const starts = [0, ...messages.map(({ madeAtMs }) => shownMs(madeAtMs))];
  return {
    steps: starts.map((startMs, index) => ({
      startMs,
      endMs: starts[index + 1] ?? CHAT_SHOWN_MS,
    })),
    durationMs: CHAT_SHOWN_MS,
  };
}
