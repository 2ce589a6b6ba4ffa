/** One lane of the timeline as columns, for more marks than can be drawn one by one. */

import type { Direction } from '#core/trace/direction.ts';
import { isEmptyPoll, type MethodRun } from '#core/traffic/methods/method-run.ts';
import type { LaneSpace, TimelineShape } from './timeline-lane.ts';
import { boxPath } from './timeline-paths.ts';

/** The minimum distance between columns, and their width. */
const COLUMN_PITCH = 6;
const COLUMN_WIDTH = 4;

/** The height of the highest message column, up or down. */
const MESSAGE_HEIGHT = 14;

export function columnCountIn(plotWidth: number): number {
  return Math.max(1, Math.floor(plotWidth / COLUMN_PITCH));
}

/**
 * Counts per `columnMs`. Exchanges share a column with the empty ones on top. Messages to the
 * client go up from their line, messages from it go down.
 */
export function columnsOf(
  { exchanges, deliveries }: MethodRun,
  space: LaneSpace,
  columnMs: number,
): TimelineShape[] {
  const { exchangeTop, exchangeBottom, messageLine, fromMs, endMs } = space;
  const columnCount = Math.round((endMs - fromMs) / columnMs);
  const tally = (times: readonly number[]) => {
    const counts = new Array<number>(columnCount).fill(0);
    for (const time of times) {
      const column = Math.floor((time - fromMs) / columnMs);
      counts[Math.max(0, Math.min(columnCount - 1, column))]! += 1;
    }
    return counts;
  };
  const exchangesWhere = (isEmpty: boolean) =>
    tally(
      exchanges
        .filter((exchange) => exchange.answer !== null && isEmptyPoll(exchange) === isEmpty)
        .map(({ sentAtMs }) => sentAtMs),
    );
  const messagesOf = (direction: Direction) =>
    tally(
      deliveries
        .filter(({ message }) => message.direction === direction)
        .map(({ deliveredAtMs }) => deliveredAtMs),
    );
  const [full, empty] = [exchangesWhere(false), exchangesWhere(true)];
  const [toClient, fromClient] = [messagesOf('server-to-client'), messagesOf('client-to-server')];

  const both = full.map((count, column) => count + (empty[column] ?? 0));
  const perExchange = (exchangeBottom - exchangeTop) / Math.max(1, ...both);
  const perMessage = MESSAGE_HEIGHT / Math.max(1, ...toClient, ...fromClient);
  const draw = (counts: readonly number[], unit: number, bottomOf: (column: number) => number) =>
    counts
      .map((count, column) => {
        if (count === 0) return '';
        const height = count * unit;
        const x = space.xOf(fromMs + column * columnMs);
        return boxPath(x, bottomOf(column) - height, COLUMN_WIDTH, height);
      })
      .join('');
  const onTop = (column: number) => exchangeBottom - (full[column] ?? 0) * perExchange;
  const beneath = (column: number) => messageLine + (fromClient[column] ?? 0) * perMessage;
  return [
    { mark: 'exchange', path: draw(full, perExchange, () => exchangeBottom) },
    { mark: 'empty-exchange', path: draw(empty, perExchange, onTop) },
    { mark: 'to-client', path: draw(toClient, perMessage, () => messageLine) },
    { mark: 'from-client', path: draw(fromClient, perMessage, beneath) },
  ];
}
