/** Words for single sections of Compare. */

import type { ComparisonSettings } from '#core/traffic/settings/comparison-settings.ts';
import { formatCount } from '#content/phrasing/quantity.ts';
import { formatTime } from './numbers.ts';

export const NO_MESSAGE_MADE = 'No message was made.';

export function fleetCaption({
  clients,
  memoryPerConnection,
}: Pick<ComparisonSettings, 'clients' | 'memoryPerConnection'>): string {
  return `${formatCount(clients)} such clients, with ${formatCount(memoryPerConnection)} KiB of memory for each connection: the figure is yours to set; computed.`;
}

/** For a timeline with too many marks to draw each. */
export function columnsNote(columnMs: number): string {
  return `Too many to draw each: a column is how many there were in ${formatTime(columnMs)}, the highest of a lane as high as there is room.`;
}

export const OWN_REQUEST_NOTE =
  'It becomes part of this page’s address and goes nowhere else: take cookies and tokens out before you pass the link on.';
