/** How much of what was sent can be judged: pastes lack bytes, and get some that weren't sent. */

import { CONDUCT_RULES } from '#core/conduct/conduct-rules.ts';
import { hasUnitOf, rareUnits } from '#core/conversation/rare-units.ts';
import { isHeadUnit } from '#core/conversation/unit.ts';
import type { PasteProblem } from '#core/paste/problem.ts';
import type { Lost } from '#core/paste/reading.ts';
import { hasGaps } from '#core/trace/trace.ts';
import type { Decoded } from './decoded.ts';

export type Judgement = {
  /** Whether frames were made here around payloads. */
  readonly madeFrames: 'all' | 'some' | 'none';
  /** Whether bytes were replaced or lost when the text was made. */
  readonly isAltered: boolean;
  /** Whether bytes that were sent are missing. */
  readonly isIncomplete: boolean;
  /** Whether more frames follow than were read. */
  readonly hasMoreFrames: boolean;
  /** Whether heads have placeholders. */
  readonly hasPlaceholders: boolean;
  /** Whether line ends of heads were added. */
  readonly hasAddedLineEnds: boolean;
  readonly problems: number;
  /** Whether something that a side did across frames breaks a rule, or might. */
  readonly isConductInQuestion: boolean;
};

const ALTERATIONS: readonly PasteProblem['kind'][] = [
  'characters-lost',
  'bytes-replaced',
  'bytes-as-dots',
];

/** Losses of bytes of the connection. */
const LOSSES: readonly Lost['kind'][] = [
  'print-limit',
  'elided',
  'capture-limit',
  'missing-lines',
  'declared-length-differs',
];

const LINE_ENDS: readonly Lost['kind'][] = ['carriage-returns', 'empty-line'];

export function judgementOf({ conversation, conduct, reading, chunks }: Decoded): Judgement {
  const { units, trace } = conversation;
  const rare = rareUnits(units);
  const made = chunks.filter(({ isMade, headLacks }) => isMade === true && headLacks === undefined);
  const problems = reading?.problems ?? [];
  return {
    madeFrames: made.length === 0 ? 'none' : made.length === chunks.length ? 'all' : 'some',
    isAltered: problems.some(({ kind }) => ALTERATIONS.includes(kind)),
    isIncomplete:
      hasGaps(trace) ||
      (reading?.lost ?? []).some(({ kind }) => LOSSES.includes(kind)) ||
      rare.some(({ unit }) =>
        unit.kind === 'frame' ? unit.missing > 0 : CUT_KINDS.includes(unit.kind),
      ),
    hasMoreFrames: hasUnitOf(units, 'not-read'),
    hasPlaceholders: rare.some(
      ({ unit }) => isHeadUnit(unit) && unit.head.lacks !== undefined && unit.head.lacks.length > 0,
    ),
    hasAddedLineEnds: (reading?.lost ?? []).some(({ kind }) => LINE_ENDS.includes(kind)),
    problems: problems.length,
    isConductInQuestion: conduct.some(({ id }) => CONDUCT_RULES[id].breaks !== null),
  };
}

const CUT_KINDS: readonly string[] = ['cut-header', 'cut-head'];
