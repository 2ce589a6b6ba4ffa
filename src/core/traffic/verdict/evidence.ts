/** The figures of a comparison that a verdict is made from. */

import { DIRECTIONS } from '#core/trace/direction.ts';
import { comparedIn, forEachCompared, valueOf } from '#core/traffic/methods/by-method.ts';
import type { ExpectedComparison, MethodResult } from '#core/traffic/results/comparison.ts';
import { answersOf } from './answers.ts';
import type { Requirements } from './requirements.ts';
import type { CaseEvidence, MethodFigures } from './recommendation.ts';

export function evidenceOf(report: ExpectedComparison, requirements: Requirements): CaseEvidence {
  return {
    answers: answersOf(report.settings, requirements),
    figures: forEachCompared(comparedIn(report.results), (id) =>
      figuresOfResult(valueOf(report.results, id), report),
    ),
    http: report.settings.http,
  };
}

/** The delay of the direction that waits longer; 0 if nothing is sent. */
function figuresOfResult(
  { totalBytes, delays }: MethodResult,
  { messageCounts }: ExpectedComparison,
): MethodFigures {
  const means = DIRECTIONS.map((direction) =>
    // Without an expected delay, messages wait longer and longer.
    messageCounts[direction] === 0 ? 0 : (delays[direction]?.meanMs ?? Infinity),
  );
  return { bytes: totalBytes, delayMs: Math.max(...means) };
}
