/** Puts the likeliest reading first, and leaves out those that aren't worth a look. */

import type { PastedLines } from '#core/paste/lines/pasted-lines.ts';
import { once } from '#core/paste/once.ts';
import { readingId, type Reading, type ReadingConfidence } from '#core/paste/reading.ts';
import { evidenceOf } from './evidence.ts';
import { hasOnlyMessages, hintsAtPayloads } from './payload-hints.ts';
import type { WireEvidence } from './wire-unit.ts';

const CONFIDENCE_SCORES: Readonly<Record<ReadingConfidence, number>> = {
  sure: 6,
  likely: 3,
  possible: 1,
};

/** If the bytes are frames to the last one, that is better evidence than any form of the text. */
const EVIDENCE_SCORES: Readonly<Record<WireEvidence, number>> = { whole: 2.5, begun: 1, none: 0 };

/** Subtracted if part of the text wasn't read, and for what a text with bytes hardly is. */
const PROBLEM_COST = 2;
const PAYLOAD_COST = 3.5;
/** Added if the text says that it has messages. */
const HINT = 5;
/** Added if the program that printed it shows nothing else. */
const SURE_HINT = 8;
/** A text that is explained completely. */
const COVERAGE = 2;
/** A text that is known to have no bytes; better than bytes without any evidence. */
const WITHOUT_BYTES = 3.5;
/** Any text can be a payload, which is no reason to believe it. */
const ANY_TEXT = -1.5;

/** A reading, and what its bytes show. */
type Judged = { readonly reading: Reading; readonly evidence: () => WireEvidence };

export function rank(lines: PastedLines, readings: readonly Reading[]): Reading[] {
  const hint = hasOnlyMessages(lines.text) ? SURE_HINT : hintsAtPayloads(lines.text) ? HINT : 0;
  const all = readings.map((reading): Judged => ({
    reading,
    evidence: once(() => evidenceOf(reading.connections)),
  }));
  const hasFrames = all.some(isOfFrames);
  const scored = all.map((judged) => {
    const { reading } = judged;
    const isDenied = reading.form === 'no-bytes' && hasFrames;
    return { reading, score: isDenied ? ANY_TEXT : scoreOf(lines, judged, hint) };
  });
  scored.sort((a, b) => b.score - a.score);
  const offered = new Map<string, Reading>();
  const [best] = scored;
  for (const { reading, score } of scored) {
    const id = readingId(reading);
    if (!offered.has(id) && isWorthOffering(reading, score, best!)) offered.set(id, reading);
  }
  return [...offered.values()];
}

/** Whether its bytes begin with frames, so that the text isn't one without bytes. */
function isOfFrames({ reading: { confidence, isReconstructed }, evidence }: Judged): boolean {
  if (isReconstructed) return false;
  return evidence() === 'whole' || (confidence !== 'possible' && evidence() !== 'none');
}

/** Readings that score more than this below the best aren't offered. */
const MOST_GAP = 8;

function isWorthOffering(
  reading: Reading,
  score: number,
  best: { readonly reading: Reading; readonly score: number },
): boolean {
  if (reading === best.reading || reading.form === 'json') return true;
  if (reading.form === 'text') return best.reading.confidence !== 'sure';
  return score >= best.score - MOST_GAP;
}

function scoreOf(lines: PastedLines, { reading, evidence }: Judged, hint: number): number {
  if (reading.form === 'no-bytes') return WITHOUT_BYTES;
  if (reading.form === 'text') return ANY_TEXT;
  const isPayload = reading.variant === 'payloads';
  // Heads say nothing of what is below them.
  const shown = isPayload ? 'none' : evidence();
  return (
    CONFIDENCE_SCORES[reading.confidence] +
    EVIDENCE_SCORES[shown] +
    COVERAGE * (coverageOf(lines, reading) - 1) -
    (reading.problems.some(({ kind }) => kind !== 'odd-digit' && kind !== 'bytes-replaced')
      ? PROBLEM_COST
      : 0) -
    (isPayload ? PAYLOAD_COST - hint : 0)
  );
}

/** The part of a text that a reading explains. */
function coverageOf({ text }: PastedLines, { unread }: Reading): number {
  const size = text.trim().length;
  if (size === 0) return 1;
  const rest = unread.reduce((sum, { start, end }) => sum + end - start, 0);
  return Math.max(0, 1 - rest / size);
}
