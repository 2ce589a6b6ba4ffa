/** Sentences about the curves that are true for all settings. */

import { isAlwaysCheaper, readStaleness } from '#core/traffic/results/curve-readings.ts';
import type { Curves } from '#core/traffic/results/curves.ts';
import { formatDelay, formatPerSecond, formatRate } from './numbers.ts';
import { METHOD_NAMES, METHOD_NAMES_WITHIN } from './compare-words.ts';

/** One sentence per break-even point, or one if there is none. */
export function breakEvenSentences(curves: Curves): string[] {
  const { breakEvens, settings } = curves;
  const interval = `${formatRate(settings.pollIntervalSeconds)} s`;
  const found = breakEvens.map(({ method, than, perSecond }) => {
    const asked = than === 'polling' ? ` every ${interval}` : '';
    return `Above ${formatRate(perSecond)} messages a second, ${METHOD_NAMES_WITHIN[than]}${asked} sends fewer bytes than ${METHOD_NAMES_WITHIN[method]}.`;
  });
  if (found.length > 0) return found;
  if (isAlwaysCheaper(curves, 'websocket', 'polling')) {
    return [`At every rate drawn, WebSocket sends fewer bytes than polling every ${interval}.`];
  }
  return isAlwaysCheaper(curves, 'polling', 'websocket')
    ? [`At every rate drawn, polling every ${interval} sends fewer bytes than WebSocket.`]
    : [];
}

/** Why polling can be cheaper, and how a WebSocket achieves the same. */
export const BATCHING_NOTE =
  'Where polling wins, it wins because an answer brings many messages at once. A WebSocket that collects as long is drawn in the next chart.';

/** What it costs to be no later than polling. */
export function stalenessSentence(curves: Curves): string {
  const reading = readStaleness(curves);
  if (reading === null) return 'No message went to the client, so that nothing is late.';
  const { polled, pushed } = reading;
  const cost = `${METHOD_NAMES.polling} costs ${formatPerSecond(polled.bytesPerSecond)} to be ${formatDelay(polled.meanDelayMs)} late.`;
  if (pushed === null) return cost;
  const how =
    pushed.variedMs === 0 ? 'sending at once' : `collecting for ${formatDelay(pushed.variedMs)}`;
  return `${cost} A WebSocket ${how} is ${formatDelay(pushed.meanDelayMs)} late for ${formatPerSecond(pushed.bytesPerSecond)}.`;
}
