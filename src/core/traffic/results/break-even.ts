/**
 * Which of two methods sends fewer bytes, and at which message rates. Differences below a percent
 * are no differences: no model of traffic is that exact.
 */

import { comparedIn, valueOf, type ByMethod } from '#core/traffic/methods/by-method.ts';
import type { ComparedId } from '#core/traffic/methods/method-run.ts';

/** Of the smaller amount. Two methods whose bytes differ by less cost the same. */
export const NOISE = 0.01;

type RatePoint = { readonly perSecond: number; readonly bytesPerSecond: number };

/** At rates from `fromPerSecond` to `toPerSecond`. */
export type RateSpan = {
  readonly fromPerSecond: number;
  readonly toPerSecond: number;
  /** Null if the difference is within the noise. */
  readonly cheaper: ComparedId | null;
};

export type PairReading = {
  readonly pair: readonly [ComparedId, ComparedId];
  /** Next to each other, over all rates that are drawn. No two neighbours say the same. */
  readonly spans: readonly RateSpan[];
};

/** Above `perSecond`, `method` costs more than `than`; below it, less. */
export type BreakEven = {
  readonly method: ComparedId;
  readonly than: ComparedId;
  readonly perSecond: number;
  readonly bytesPerSecond: number;
};

type Rates = ByMethod<readonly RatePoint[]>;

/** Every pair of methods, with its spans and its crossings. Expects all at the same rates. */
export function comparePairs(
  rates: Rates,
): { readonly reading: PairReading; readonly breakEvens: readonly BreakEven[] }[] {
  const compared = comparedIn(rates);
  return compared.flatMap((one, index) =>
    compared.slice(index + 1).map((other) => {
      const differences = differencesOf(valueOf(rates, one), valueOf(rates, other));
      const spans = spansOf(differences).map(({ sign, ...span }) => ({
        ...span,
        cheaper: sign === 0 ? null : sign < 0 ? one : other,
      }));
      return {
        reading: { pair: [one, other] as const, spans },
        breakEvens: crossingsOf(differences, spans, one, other),
      };
    }),
  );
}

/** Which of two methods is cheaper by more than the noise; null if neither is. */
export function cheaperOf(
  one: { readonly method: ComparedId; readonly totalBytes: number },
  other: { readonly method: ComparedId; readonly totalBytes: number },
): ComparedId | null {
  const sign = signOf(Math.log(one.totalBytes / other.totalBytes));
  return sign === 0 ? null : sign < 0 ? one.method : other.method;
}

/** The span that a rate is in; null if it isn't drawn. */
export function spanAt({ spans }: PairReading, perSecond: number): RateSpan | null {
  return (
    spans.find(
      ({ fromPerSecond, toPerSecond }) => perSecond >= fromPerSecond && perSecond <= toPerSecond,
    ) ?? null
  );
}

type Difference = {
  readonly perSecond: number;
  readonly bytesPerSecond: number;
  /** The logarithm of their ratio: negative if the first is cheaper. */
  readonly log: number;
};

function differencesOf(one: readonly RatePoint[], other: readonly RatePoint[]): Difference[] {
  return one.map(({ perSecond, bytesPerSecond }, index) => {
    const than = other[index]!.bytesPerSecond;
    const isSame = bytesPerSecond === than;
    return { perSecond, bytesPerSecond, log: isSame ? 0 : Math.log(bytesPerSecond / than) };
  });
}

const LIMIT = Math.log(1 + NOISE);

function signOf(log: number): -1 | 0 | 1 {
  if (log < -LIMIT) return -1;
  return log > LIMIT ? 1 : 0;
}

type SignSpan = Omit<RateSpan, 'cheaper'> & { readonly sign: -1 | 0 | 1 };

/** Limits are between two points, on straight lines in logarithmic scales. */
function spansOf(differences: readonly Difference[]): SignSpan[] {
  const first = differences[0]!;
  const spans: SignSpan[] = [];
  let fromPerSecond = first.perSecond;
  let sign = signOf(first.log);
  const end = (toPerSecond: number, next: -1 | 0 | 1) => {
    if (toPerSecond > fromPerSecond) spans.push({ fromPerSecond, toPerSecond, sign });
    fromPerSecond = toPerSecond;
    sign = next;
  };
  for (let index = 1; index < differences.length; index++) {
    const [before, after] = [differences[index - 1]!, differences[index]!];
    const next = signOf(after.log);
    if (next === sign) continue;
    if (sign !== 0) end(rateAt(before, after, sign * LIMIT), 0);
    if (next !== 0) end(rateAt(before, after, next * LIMIT), next);
  }
  end(differences.at(-1)!.perSecond, sign);
  return spans;
}

function rateAt(before: Difference, after: Difference, log: number): number {
  const share = (log - before.log) / (after.log - before.log);
  return before.perSecond * (after.perSecond / before.perSecond) ** share;
}

/** Where the sign changes, and the methods have changed places on the other side. */
function crossingsOf(
  differences: readonly Difference[],
  spans: readonly RateSpan[],
  one: ComparedId,
  other: ComparedId,
): BreakEven[] {
  return spans.flatMap((span, index) => {
    const [before, after] = [spans[index - 1], spans[index + 1]];
    const isCrossed = span.cheaper === null && before && after && before.cheaper !== after.cheaper;
    if (!isCrossed) return [];
    const isFirstCheaper = before.cheaper === one;
    const end = differences.findIndex(
      ({ perSecond, log }) =>
        perSecond >= span.fromPerSecond && (isFirstCheaper ? log >= 0 : log <= 0),
    );
    const [start, stop] = [differences[end - 1]!, differences[end]!];
    const share = start.log === stop.log ? 0 : start.log / (start.log - stop.log);
    const between = (from: number, to: number) => from * (to / from) ** share;
    return [
      {
        method: isFirstCheaper ? one : other,
        than: isFirstCheaper ? other : one,
        perSecond: between(start.perSecond, stop.perSecond),
        bytesPerSecond: between(start.bytesPerSecond, stop.bytesPerSecond),
      },
    ];
  });
}
