/** The events of a page and of a server's library, and the values that come with them. */

import type { PageEvent, Step } from '#core/story/step.ts';
import type { Side } from '#core/trace/direction.ts';
import { fromUtf8 } from '#core/bytes/text.ts';
import { countOf, formatCount } from '#content/phrasing/quantity.ts';
import { hexOf, quoted } from '#content/phrasing/quotation.ts';

/** Whose code an event reaches. */
export const EVENT_SEEN_BY: Readonly<Record<Side, string>> = {
  client: 'in the page',
  server: 'on the server',
};

/**
 * Names and values as the code reads them, in their order; empty for an event that says nothing
 * more.
 */
export function eventValues(event: PageEvent): (readonly [name: string, value: string])[] {
  switch (event.kind) {
    case 'message':
      return [
        ['data', event.type === 'text' ? quoted(fromUtf8(event.data), 60) : hexOf(event.data, 12)],
        ['size', countOf(event.data.length, 'byte')],
      ];
    case 'ping':
    case 'pong':
      return [['data', event.data.length === 0 ? 'empty' : quoted(fromUtf8(event.data), 40)]];
    case 'close':
      return [
        ['code', String(event.code)],
        ['reason', event.reason === '' ? 'empty' : quoted(event.reason, 60)],
        ['wasClean', String(event.wasClean)],
      ];
    default:
      return [];
  }
}

/**
 * What `bufferedAmount` reads before, after and behind a `send`; null where nothing is sent by
 * code.
 */
export function bufferedAmounts({ call }: Pick<Step, 'call'>): string | null {
  return call?.kind === 'send' ? `0 → ${formatCount(call.data.length)} → 0` : null;
}
