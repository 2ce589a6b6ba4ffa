/**
 * When another method than WebSocket does as well or better. Sources: WHATWG HTML, “Server-sent
 * events”; RFC 9293 §3.4; W3C WebTransport; Compare’s model (core/traffic).
 */

import type { GuideSlug } from '#content/guides/guide-list.ts';
import { formatDelay, formatSize, formatTime } from '#content/compare/numbers.ts';
import type { ComparisonSettings } from '#core/traffic/settings/comparison-settings.ts';
import { presetSettings } from '#core/traffic/settings/presets.ts';
import { presetRequirements, type Requirements } from '#core/traffic/verdict/requirements.ts';
import type { ComparisonReport } from '#core/traffic/results/comparison.ts';
import { meanDelayOf } from '#core/traffic/results/delay-comparison.ts';

export type WhenNot = {
  readonly title: string;
  readonly text: string;
  readonly link: { readonly text: string } & (
    | { readonly guide: GuideSlug }
    | { readonly compare: ComparisonSettings; readonly requires: Requirements }
  );
};

/** Six messages per hour, which can wait for half an hour. */
export const RARE_NEWS: ComparisonSettings = {
  ...presetSettings('rare-notifications'),
  toClientPerMinute: 0.1,
  pollIntervalSeconds: 1800,
  sessionSeconds: 8 * 3600,
};

/** At most half of an interval late on average, and a little for the network. */
const RARE_REQUIREMENTS: Requirements = {
  ...presetRequirements('rare-notifications'),
  allowedDelayMs: 1_200_000,
};

/** `chat` is the result of the chat above, `rare` that of `RARE_NEWS`. */
export function whenNot(chat: ComparisonReport, rare: ComparisonReport): readonly WhenNot[] {
  const pushDelay = formatDelay(meanDelayOf(chat, chat.results['event-stream']) ?? 0);
  const { polling, websocket } = rare.results;
  const { settings } = rare;
  const pollDelay = formatDelay(meanDelayOf(rare, polling) ?? 0);
  return [
    {
      title: 'Only the server sends',
      text: `Server-sent events are as fast: ${pushDelay} in the chat above. The browser also reconnects by itself, and sends the ID of the last event that it received.`,
      link: { text: 'When one direction is enough', guide: 'server-sent-events' },
    },
    {
      title: 'News is rare and can be late',
      text: `Six messages per hour cost ${formatSize(websocket.totalBytes)} in ${formatTime(settings.sessionSeconds * 1000)} with WebSocket, because of a heartbeat every ${settings.heartbeatSeconds} s. Polling every ${formatTime(settings.pollIntervalSeconds * 1000)} costs ${formatSize(polling.totalBytes)}, ${pollDelay} late on average, and holds no connection.`,
      link: { text: 'Rare news, compared', compare: settings, requires: RARE_REQUIREMENTS },
    },
    {
      title: 'The page asks, the server answers',
      text: 'Requests have status codes and caching, and each one appears in logs. A frame has none of this.',
      link: { text: 'What logs show of a WebSocket', guide: 'observing' },
    },
    {
      title: 'Late data is useless',
      text: 'TCP delivers in order, so one lost segment delays everything after it. WebTransport and WebRTC can skip what is lost.',
      link: { text: 'What one lost segment delays', guide: 'head-of-line' },
    },
  ];
}
