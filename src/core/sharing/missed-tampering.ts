/** Finds tampering that changes nothing in the story that was acted out. */

import type { Alteration, Tampering } from '#core/simulation/tampering.ts';
import type { Trace } from '#core/trace/trace.ts';
import type { LearnLinkProblem, MissedTampering } from './learn-link-problem.ts';

/**
 * In the order of `tampering`, at most one for each segment. `trace` was acted out with it;
 * `original` acts the scenario out without any changes, and is called only if necessary.
 */
export function missedTampering(
  tampering: Tampering,
  trace: Trace,
  original: () => Trace,
): readonly MissedTampering[] {
  const sizes = segmentSizes(trace);
  let originalSizes: ReadonlyMap<string, number> | null = null;
  return [...tampering].flatMap(([segment, alteration]): MissedTampering[] => {
    const size = sizes.get(segment);
    if (size !== undefined) return missedOn(segment, size, alteration);
    originalSizes ??= segmentSizes(original());
    const kind = originalSizes.has(segment) ? 'unsent-segment' : 'unknown-segment';
    return [{ kind, segment }];
  });
}

/** Without what one of `problems` reports as missed. */
export function effectiveTampering(
  tampering: Tampering,
  problems: readonly LearnLinkProblem[],
): Tampering {
  const missed = new Set(
    problems.map((problem) => ('segment' in problem ? problem.segment : null)),
  );
  return new Map([...tampering].filter(([segment]) => !missed.has(segment)));
}

function missedOn(segment: string, size: number, alteration: Alteration): MissedTampering[] {
  const changesBytes = alteration.kind === 'cut' || alteration.kind === 'replace';
  if (changesBytes && size === 0) return [{ kind: 'no-bytes', segment }];
  const isBeyondEnd = alteration.kind === 'cut' && alteration.keep > size;
  return isBeyondEnd ? [{ kind: 'cut-beyond-end', segment, keep: alteration.keep, size }] : [];
}

/** The bytes of each named segment, as sent. */
function segmentSizes({ events, onward }: Trace): ReadonlyMap<string, number> {
  return new Map(
    [...events, ...(onward?.events ?? [])].flatMap(({ name, range }): [string, number][] =>
      name === undefined ? [] : [[name, range.end - range.start]],
    ),
  );
}
