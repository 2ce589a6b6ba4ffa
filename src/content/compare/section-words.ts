/** Titles, captions and notes of Compare's sections. */

import type { ComparisonReport } from '#core/traffic/results/comparison.ts';
import type { Sample } from '#core/traffic/results/sample.ts';
import type { ComparisonSettings } from '#core/traffic/settings/comparison-settings.ts';
import { countOf, formatCount } from '#content/phrasing/quantity.ts';
import { countedShort } from './counted-with.ts';
import type { FigureId } from './linked-text.ts';
import { formatDelay, formatTime } from './numbers.ts';

export const FIGURE_TITLES: Readonly<Record<FigureId, string>> = {
  criteria: 'What decides',
  bytes: 'Where the bytes of a session go',
  delays: 'How late messages arrive',
  sample: 'One sample, played',
  rates: 'Which is cheaper when',
  freshness: 'Bytes for freshness',
  fleet: 'Many clients',
  figures: 'All figures',
};

export const COMPARE_TITLE = 'Polling, server-sent events or WebSocket?';

export const BARS_NOTE = 'True to scale. Hatched is overhead, solid is your messages.';

export const BYTE_TABLE = {
  open: 'In figures: bytes by purpose',
  caption: 'Bytes of a session by what they are for',
  purpose: 'Purpose',
  all: 'all of them',
} as const;

export const LAYER_TABLE = {
  open: 'In figures: bytes by layer',
  caption: 'What each layer adds to a session, whichever is counted',
} as const;

export const ALL_FIGURES_CAPTION = 'Per client and session';

export const FLEET_TABLE_CAPTION = 'All clients together';

export const NO_MESSAGE_MADE = 'No message is sent, so none is late.';

/** "TCP/IP · HTTP/1.1 · expected values for a session of 10 min". */
export function figureCaption(report: ComparisonReport): string {
  const session = formatTime(report.settings.sessionSeconds * 1000);
  return `${countedShort(report)}. Expected values for a session of ${session}.`;
}

/** The sample is one of many that are equally likely. */
export function sampleNote({ durationMs, endMs }: Sample): string {
  const note = `Simulated: ${formatTime(durationMs)} as chance had it. The figures above are expected values, so they differ.`;
  return endMs < durationMs * LATE
    ? note
    : `${note} The last message arrives only after ${formatDelay(endMs)}.`;
}

/** So many times the duration of a sample are worth a word. */
const LATE = 1.1;

export function fleetCaption(report: Pick<ComparisonReport, 'settings'>): string {
  const { clients, memoryPerConnection } = report.settings;
  return `${countOf(clients, 'such client')}, ${formatCount(memoryPerConnection)} KiB of memory per connection. ${countedShort(report)}.`;
}

/** For a timeline with too many marks to draw each. */
export function columnsNote(columnMs: number): string {
  return `There are too many marks to draw each. A column is how many there were in ${formatTime(columnMs)}, and the highest column of a lane fills it. Choose a shorter time to see each.`;
}

export const OWN_REQUEST_NOTE =
  'The request becomes part of this page’s address and goes nowhere else. Remove cookies and tokens before you share the link.';

/** Beside the button that opens all settings. */
export function allSettingsLabel(settings: ComparisonSettings): string {
  return `${Object.keys(settings).length} settings`;
}

export const ALL_SETTINGS = 'All settings';
