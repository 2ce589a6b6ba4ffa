/** Senders of single chunks in a link: "0c,3-5s" for chunk 0 and chunks 3 to 5. */

import type { SenderChoices } from '#core/paste/assembly/sender-choices.ts';
import { directionFrom, senderOf, type Direction } from '#core/trace/direction.ts';

/** No link contains a text with more chunks. */
const MAX_CHUNKS = 1024 * 1024;

export function printSenders(senders: SenderChoices): string {
  const runs: { first: number; last: number; direction: Direction }[] = [];
  // Integer keys are in ascending order.
  for (const [key, direction] of Object.entries(senders)) {
    const index = Number(key);
    const run = runs.at(-1);
    if (run?.direction === direction && run.last === index - 1) run.last = index;
    else runs.push({ first: index, last: index, direction });
  }
  return runs
    .map(({ first, last, direction }) => {
      const side = senderOf(direction) === 'client' ? 'c' : 's';
      return `${first === last ? first : `${first}-${last}`}${side}`;
    })
    .join(',');
}

/** Null unless the chunks are in ascending order, each once. */
export function readSenders(text: string): SenderChoices | null {
  const senders: Record<number, Direction> = {};
  let reached = 0;
  for (const part of text.split(',')) {
    const [, from = '', to = from, side] = /^(\d{1,7})(?:-(\d{1,7}))?([cs])$/.exec(part) ?? [];
    if (side === undefined) return null;
    const first = Number(from);
    const last = Number(to);
    if (first < reached || last < first || last >= MAX_CHUNKS) return null;
    const direction = directionFrom(side === 'c' ? 'client' : 'server');
    for (let index = first; index <= last; index++) senders[index] = direction;
    reached = last + 1;
  }
  return senders;
}
