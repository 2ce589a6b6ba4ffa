/** The reading of a text by the readings that are chosen for its blocks. */

import type { BlockReading, Piece } from '#core/paste/block.ts';
import type { FormId } from '#core/paste/form.ts';
import { once } from '#core/paste/once.ts';
import { replacedBytes } from '#core/paste/ranking/replaced-bytes.ts';
import type { PastedBlocks } from '#core/paste/read-blocks.ts';
import type { LeftOut, Lost, Reading, ReadingConfidence } from '#core/paste/reading.ts';
import type { TextRange } from '#core/paste/text/text-range.ts';
import type { Choice } from './block-choices.ts';
import { assembleConnections } from './connections.ts';
import { openPackets } from './packets.ts';

/** With its packets opened, if its bytes are packets. */
export function chosenReading(found: PastedBlocks, choice: Choice): Reading {
  const reading = unopenedReading(found, choice);
  // Payloads are no packets, and are hardly ever looked at.
  if (choice.variant === 'payloads') return reading;
  const replaced = replacedBytes(reading.connections);
  const whole =
    replaced.length === 0 ? reading : { ...reading, problems: [...reading.problems, ...replaced] };
  return openPackets(whole) ?? whole;
}

/** Its connections are put together when they are asked for. */
function unopenedReading(found: PastedBlocks, choice: Choice): Reading {
  const { names, leftOut, unread, followed, problems } = found;
  const own = choice.readings;
  const isRaw = followed === 'raw';
  const forms = formsOf(own).map((form) => (isRaw && form === 'hex' ? 'follow-raw' : form));
  const connections = once(() => assembleConnections(choice.pieces(), names));
  return {
    form: forms[0] ?? 'text',
    forms,
    variant: choice.variant,
    confidence: isRaw ? 'sure' : leastConfidence(own),
    get connections() {
      return connections();
    },
    leftOut: sumLeftOut(joined(leftOut, own, 'leftOut')),
    lost: sumLost(joined([], own, 'lost')),
    isReconstructed:
      choice.variant === 'payloads' || choice.pieces().some(({ piece }) => isMadeFrame(piece)),
    problems: joined(problems, own, 'problems'),
    unread: sortRanges(joined(unread, own, 'unread')),
  };
}

/** One list of all readings after `first`. Most have nothing in it, and there can be many. */
function joined<Name extends 'leftOut' | 'lost' | 'problems' | 'unread'>(
  first: BlockReading[Name],
  own: readonly BlockReading[],
  name: Name,
): BlockReading[Name][number][] {
  const all: BlockReading[Name][number][] = [...first];
  for (const reading of own) for (const each of reading[name]) all.push(each);
  return all;
}

/** Heads that were put together are marked by what they lack. */
function isMadeFrame({ content }: Piece): boolean {
  if (content.kind === 'payload') return true;
  return content.kind === 'head' && content.isMade && content.lacks === undefined;
}

/** The forms by the number of their bytes. */
function formsOf(readings: readonly BlockReading[]): FormId[] {
  const sizes = new Map<FormId, number>();
  for (const { form, content } of readings)
    sizes.set(form, (sizes.get(form) ?? 0) + content.length);
  return [...sizes].sort(([, a], [, b]) => b - a).map(([form]) => form);
}

const ORDER: readonly ReadingConfidence[] = ['possible', 'likely', 'sure'];

function leastConfidence(readings: readonly BlockReading[]): ReadingConfidence {
  return ORDER.find((each) => readings.some(({ confidence }) => confidence === each)) ?? 'possible';
}

function sumLeftOut(all: readonly LeftOut[]): LeftOut[] {
  const counts = new Map<LeftOut['kind'], number>();
  for (const { kind, count } of all) counts.set(kind, (counts.get(kind) ?? 0) + count);
  return Array.from(counts, ([kind, count]) => ({ kind, count }));
}

/** Remarks of one kind are one remark: a text can have thousands. */
function sumLost(all: readonly Lost[]): Lost[] {
  const sums = new Map<string, Lost>();
  for (const lost of all) {
    const key = `${lost.kind} ${lost.printer ?? ''} ${lost.total === null ? '' : 'counted'}`;
    const sum = sums.get(key);
    sums.set(
      key,
      sum === undefined
        ? lost
        : {
            ...lost,
            shown: sum.shown + lost.shown,
            total: sum.total === null || lost.total === null ? null : sum.total + lost.total,
            count: sum.count + lost.count,
          },
    );
  }
  return [...sums.values()];
}

function sortRanges(ranges: readonly TextRange[]): TextRange[] {
  return ranges.filter(({ start, end }) => end > start).toSorted((a, b) => a.start - b.start);
}
