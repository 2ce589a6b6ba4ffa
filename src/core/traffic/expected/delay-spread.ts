/** How delays are spread: an expected distribution, made of parts. */

export type DelaySpread = {
  readonly meanMs: number;
  /** The smallest delay. */
  readonly bestMs: number;
  readonly medianMs: number;
  /** 95% of messages are not later than this. */
  readonly percentile95Ms: number;
  readonly worstMs: number;
  /** The percentiles from 0 to 100, of which 0 is the smallest delay. */
  readonly quantilesMs: readonly number[];
};

/** A share of the messages, with any delay between the two. */
export type DelayPart = {
  readonly share: number;
  readonly fromMs: number;
  readonly toMs: number;
};

/** Delays that occur with the given probabilities. */
export type DelayAtom = { readonly share: number; readonly ms: number };

/** Points by which all parts together are represented in the quantiles: at least one each. */
const POINTS = 1200;

/** The shares needn't add up to 1. Null if they are all 0. */
export function spreadOf(parts: readonly DelayPart[]): DelaySpread | null {
  const real = parts.filter(({ share }) => share > 0);
  const total = real.reduce((sum, { share }) => sum + share, 0);
  if (total === 0) return null;
  const meanMs =
    real.reduce((sum, { share, fromMs, toMs }) => sum + (share * (fromMs + toMs)) / 2, 0) / total;
  const points = real
    .flatMap(({ share, fromMs, toMs }) => {
      const count = fromMs === toMs ? 1 : Math.ceil((POINTS * share) / total);
      return Array.from({ length: count }, (_, index) => ({
        ms: fromMs + ((index + 0.5) / count) * (toMs - fromMs),
        share: share / count / total,
      }));
    })
    .sort((one, other) => one.ms - other.ms);
  const bestMs = Math.min(...real.map(({ fromMs }) => fromMs));
  const worstMs = Math.max(...real.map(({ toMs }) => toMs));
  const quantilesMs: number[] = [bestMs];
  let passed = 0;
  let index = 0;
  for (let percent = 1; percent < 100; percent++) {
    while (index < points.length - 1 && passed + points[index]!.share < percent / 100 - 1e-12) {
      passed += points[index++]!.share;
    }
    quantilesMs.push(points[index]!.ms);
  }
  quantilesMs.push(worstMs);
  return {
    meanMs,
    bestMs,
    medianMs: quantilesMs[50]!,
    percentile95Ms: quantilesMs[95]!,
    worstMs,
    quantilesMs,
  };
}

/** Every part later by each of these, as often as they occur. Their shares add up to 1. */
export function delayed(parts: readonly DelayPart[], extra: readonly DelayAtom[]): DelayPart[] {
  if (extra.length === 0) return [...parts];
  return parts.flatMap(({ share, fromMs, toMs }) =>
    extra.map((atom) => ({
      share: share * atom.share,
      fromMs: fromMs + atom.ms,
      toMs: toMs + atom.ms,
    })),
  );
}

/** Parts of an observed sample. */
const SAMPLE_PARTS = 40;

/** Delays that were observed: each with its share if there are few, otherwise in groups. */
export function partsOfSample(delays: readonly number[]): DelayPart[] {
  const sorted = Float64Array.from(delays).sort();
  const parts: DelayPart[] = [];
  for (let group = 0; group < SAMPLE_PARTS; group++) {
    const [start, end] = [group, group + 1].map((each) =>
      Math.floor((each / SAMPLE_PARTS) * sorted.length),
    ) as [number, number];
    if (start === end) continue;
    const delaysOfGroup = sorted.subarray(start, end);
    const ms = delaysOfGroup.reduce((sum, delay) => sum + delay, 0) / (end - start);
    const share = (end - start) / sorted.length;
    const last = parts.at(-1);
    if (last !== undefined && Math.abs(last.fromMs - ms) < 1e-6) {
      parts[parts.length - 1] = { ...last, share: last.share + share };
    } else parts.push({ share, fromMs: ms, toMs: ms });
  }
  return parts;
}
