/** The events of a page and of a server's library, and the values that come with them. */

import type { ContentDoubt } from '#core/conversation/content-doubt.ts';
import type { PageEvent, Step } from '#core/story/step.ts';
import { fromUtf8 } from '#core/bytes/text.ts';
import type { Prose } from '#content/phrasing/prose.ts';
import { countOf, formatCount } from '#content/phrasing/quantity.ts';
import { hexOf, quoted } from '#content/phrasing/quotation.ts';

/**
 * Names and values in the order in which code usually reads them. Empty for an event without
 * values.
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
    case 'unknown':
      return [['content', `unknown, because ${CONTENT_DOUBTS[event.doubt]}`]];
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

/** Why the content of a message can't be known. */
export const CONTENT_DOUBTS: Readonly<Record<ContentDoubt, string>> = {
  'not-captured': 'bytes of it are missing',
  'unknown-extension': 'RSV1 is set, and the handshake that gives it a meaning isn’t here',
  'not-inflated': 'it is compressed, and isn’t inflated here',
  'earlier-messages': 'it repeats bytes of earlier messages that aren’t here',
};

export const NO_EVENTS = 'Nothing: neither side’s code hears of this step.';

/** For an event without values. */
export const NO_VALUES = 'no more than that';

/** What `bufferedAmount` reads before, during and after a `send`; null if no code sends. */
export function bufferedAmounts({ call }: Pick<Step, 'call'>): string | null {
  return call?.kind === 'send' ? `0 → ${formatCount(call.data.length)} → 0` : null;
}

/** Null if no code sends. */
export function bufferedAmountNote(step: Pick<Step, 'call'>): Prose | null {
  const amounts = bufferedAmounts(step);
  if (amounts === null) return null;
  return [
    { code: 'bufferedAmount' },
    ` at the sender: ${amounts}. It counts payload alone, until TCP has taken it.`,
  ];
}
