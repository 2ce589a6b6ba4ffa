/** What the curves say in sentences, true for whatever is set. */

import type { Curves } from '#core/traffic/results/curves.ts';
import { formatDelay, formatPerSecond, formatRate } from './numbers.ts';
import { METHOD_NAMES, METHOD_NAMES_WITHIN } from './compare-words.ts';

/** One sentence for each point where two methods change places; one for none. */
export function breakEvenSentences({ breakEvens, rates, settings }: Curves): string[] {
  const interval = `${formatRate(settings.pollIntervalSeconds)} s`;
  const found = breakEvens.map(({ method, than, perSecond }) => {
    const asked = than === 'polling' ? ` every ${interval}` : '';
    return `Above ${formatRate(perSecond)} messages a second, ${METHOD_NAMES_WITHIN[than]}${asked} sends fewer bytes than ${METHOD_NAMES_WITHIN[method]}.`;
  });
  if (found.length > 0) return found;
  const [websocket, polling] = [rates.websocket, rates.polling];
  const isAlwaysLess = websocket.every(
    (point, index) => point.bytesPerSecond < (polling[index]?.bytesPerSecond ?? 0),
  );
  if (isAlwaysLess) {
    return [`At every rate drawn, WebSocket sends fewer bytes than polling every ${interval}.`];
  }
  const isAlwaysMore = websocket.every(
    (point, index) => point.bytesPerSecond > (polling[index]?.bytesPerSecond ?? 0),
  );
  return isAlwaysMore
    ? [`At every rate drawn, polling every ${interval} sends fewer bytes than WebSocket.`]
    : [];
}

/** Why polling can win, and how a WebSocket takes it back. */
export const BATCHING_NOTE =
  'Where polling wins, it wins because an answer brings many messages at once. A WebSocket that collects as long is drawn in the next chart.';

/** The cheapest way to be no later than polling is; empty where there is nothing to compare. */
export function stalenessSentence({ staleness, settings }: Curves): string {
  const intervalMs = settings.pollIntervalSeconds * 1000;
  const polled = nearest(staleness.polling, intervalMs);
  if (polled === null) return 'No message went to the client, so that nothing is late.';
  const asFresh = staleness.websocket.filter(
    ({ meanDelayMs }) => meanDelayMs <= polled.meanDelayMs * 1.01,
  );
  const best = asFresh.reduce<(typeof asFresh)[number] | null>(
    (least, point) =>
      least === null || point.bytesPerSecond < least.bytesPerSecond ? point : least,
    null,
  );
  const cost = `${METHOD_NAMES.polling} costs ${formatPerSecond(polled.bytesPerSecond)} to be ${formatDelay(polled.meanDelayMs)} late.`;
  if (best === null) return cost;
  const how =
    best.variedMs === 0 ? 'sending at once' : `collecting for ${formatDelay(best.variedMs)}`;
  return `${cost} A WebSocket ${how} is ${formatDelay(best.meanDelayMs)} late for ${formatPerSecond(best.bytesPerSecond)}.`;
}

function nearest<Point extends { readonly variedMs: number }>(
  points: readonly Point[],
  wanted: number,
): Point | null {
  return points.reduce<Point | null>(
    (best, point) =>
      best === null ||
      Math.abs(Math.log(point.variedMs / wanted)) < Math.abs(Math.log(best.variedMs / wanted))
        ? point
        : best,
    null,
  );
}
