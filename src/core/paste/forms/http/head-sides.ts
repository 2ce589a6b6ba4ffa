/**
 * Which fields of a list are a request's and which a response's. Browsers show both heads in one
 * list, and some fields occur in both.
 */

import type { Side } from '#core/trace/direction.ts';
import { senderOfField } from './known-fields.ts';
import type { MadeField } from './made-head.ts';

export type FieldGroup = { readonly side: Side; readonly fields: readonly MadeField[] };

/** Longer lists aren't split: no head has as many fields. */
const MOST_SPLIT = 300;

/** A field on the wrong side costs more than a name that occurs twice. */
const WRONG_SIDE = 10;
const REPEATED = 3;

/** The heads in fields that nothing separates, in their order. */
export function splitBySide(fields: readonly MadeField[]): FieldGroup[] {
  const sides = fields.map(({ name }) => senderOfField(name));
  const requests = sides.filter((side) => side === 'client').length;
  const responses = sides.filter((side) => side === 'server').length;
  if (requests === 0 || responses === 0 || fields.length > MOST_SPLIT) {
    return [{ side: onlySide(fields, requests, responses), fields }];
  }
  const { at, first, cost } = bestSplit(fields, sides);
  const other: Side = first === 'client' ? 'server' : 'client';
  if (cost < WRONG_SIDE) {
    const parts: FieldGroup[] = [
      { side: first, fields: fields.slice(0, at) },
      { side: other, fields: fields.slice(at) },
    ];
    return parts.filter((part) => part.fields.length > 0);
  }
  return sortFields(fields, sides);
}

/** A version without anything else is the client's: servers send it only with a 426. */
function onlySide(fields: readonly MadeField[], requests: number, responses: number): Side {
  if (requests !== responses) return requests > responses ? 'client' : 'server';
  const hasVersion = fields.some(({ name }) => name.toLowerCase() === 'sec-websocket-version');
  const hasStatus = fields.some(({ name }) => name === ':status');
  return hasVersion && !hasStatus ? 'client' : 'server';
}

type Split = { readonly at: number; readonly first: Side; readonly cost: number };

function bestSplit(fields: readonly MadeField[], sides: readonly (Side | null)[]): Split {
  let best: Split = { at: 0, first: 'client', cost: Infinity };
  const before = repeatedNames(fields);
  const after = repeatedNames(fields.toReversed()).reverse();
  for (const first of ['client', 'server'] as const) {
    let wrong = sides.filter((side) => side === first).length;
    for (let at = 0; at <= fields.length; at++) {
      const repeated = (before[at - 1] ?? 0) + (after[at] ?? 0);
      const cost = wrong * WRONG_SIDE + repeated * REPEATED;
      if (cost < best.cost) best = { at, first, cost };
      const side = sides[at];
      if (side === first) wrong--;
      else if (side !== null && side !== undefined) wrong++;
    }
  }
  return best;
}

/** How many names up to each field occurred before. */
function repeatedNames(fields: readonly MadeField[]): number[] {
  const seen = new Set<string>();
  let count = 0;
  return fields.map(({ name }) => {
    const lower = name.toLowerCase();
    if (seen.has(lower) && lower !== 'set-cookie') count++;
    seen.add(lower);
    return count;
  });
}

/** Fields of both sides in no order: each that both send goes with the one before it. */
function sortFields(fields: readonly MadeField[], sides: readonly (Side | null)[]): FieldGroup[] {
  let last: Side = sides.find((side) => side !== null) ?? 'client';
  const sorted: Record<Side, MadeField[]> = { client: [], server: [] };
  fields.forEach((field, index) => {
    last = sides[index] ?? last;
    sorted[last].push(field);
  });
  return [
    { side: 'client', fields: sorted.client },
    { side: 'server', fields: sorted.server },
  ];
}
