/**
 * The time axis of a sequence diagram: one scale for all times, except that long silences and folds
 * are cut. A story whose travel times are unknown has no scale: its moments are evenly spaced.
 */

import { firstReached } from '#core/bytes/bisect.ts';
import type { Fold } from '#core/story/folds.ts';
import type { Moment, Step } from '#core/story/step.ts';
import type { Story } from '#core/story/story.ts';

/** Whether time runs down, or to the right. */
export type Orientation = 'vertical' | 'horizontal';

/** A part of the axis. Places are distances from the start of the axis. */
export type AxisPiece = {
  /** `silence` is cut; `fold` is the strip of a folded run of steps. */
  readonly kind: 'scale' | 'silence' | 'fold';
  readonly startMs: number;
  readonly endMs: number;
  /** The last sending or arrival before it. It starts later if a loss is drawn there. */
  readonly sinceMs: number;
  readonly start: number;
  readonly end: number;
  /** Of a strip; null for other pieces. */
  readonly fold: Fold | null;
  /** Whether nothing is in flight, not even in a fold. */
  readonly isSilent: boolean;
};

export type TimeAxis = {
  /** In order, without gaps between them. Empty without a scale. */
  readonly pieces: readonly AxisPiece[];
  /** Units for a millisecond in pieces of the kind `scale`; null without a scale. */
  readonly perMs: number | null;
  /** By moment of the story. Never decreases. */
  readonly moments: readonly number[];
  /** By step: where it leaves, and where it arrives or is lost. */
  readonly steps: readonly { readonly start: number; readonly end: number }[];
  /** The strips of the folds that are drawn, in order. */
  readonly strips: readonly Strip[];
  readonly length: number;
};

export type Strip = { readonly fold: Fold; readonly start: number; readonly end: number };

export type AxisOptions = {
  /** Drawn as strips. */
  readonly folds: readonly Fold[];
  /** Not drawn, although their time passes. */
  readonly hiddenFolds: readonly Fold[];
  /** The space that there is. A story that needs a little more gets a smaller scale. */
  readonly room: number;
  /** How far one latency goes at least, for a text scale of 1; null if the space decides. */
  readonly leastLatency: number | null;
  /** Larger texts need larger distances. 1 for a rem of 16 units. */
  readonly textScale: number;
  /** Whether nothing is cut, neither silences nor folds. */
  readonly isProportional: boolean;
  /** The lengths of a strip, and of a step in a story without a scale. */
  readonly stripLength: number;
  readonly rowLength: number;
};

/** The bounds for how far one latency goes, in units for a text scale of 1. */
export const LATENCY = { usual: 49, least: 40, most: 56, squeezed: 30 } as const;

/** A silence of more latencies is cut to this length. */
const MAX_SILENCE = 3;
const CUT = 46;
/** The maximum length of a proportional axis: more is tedious to scroll. */
const MAX_PROPORTIONAL = 12_000;

/** A lost segment gets this far. */
export const LOST_AT = 0.8;

export function layoutAxis(
  { steps, moments }: Pick<Story, 'steps' | 'moments'>,
  wanted: AxisOptions,
): TimeAxis {
  const options = wanted.isProportional ? { ...wanted, folds: [] } : wanted;
  const latencyMs = typicalLatencyMs(steps);
  const isTimed = moments.every(({ phase, atMs }) => phase === 'arrived' || atMs !== null);
  return latencyMs === null || !isTimed
    ? spacedAxis(steps, moments, options)
    : scaledAxis(steps, moments, latencyMs, options);
}

/**
 * The median of the known travel times in milliseconds; null if they are unknown. Where everything
 * is lost, a fraction of the shortest wait, so that each wait is cut.
 */
export function typicalLatencyMs(steps: readonly Step[]): number | null {
  const travels = steps
    .flatMap(({ sentAtMs, arrival }) =>
      sentAtMs !== null && arrival.kind === 'arrived' ? [arrival.atMs - sentAtMs] : [],
    )
    .filter((travel) => travel > 0)
    .sort((a, b) => a - b);
  const median = travels[Math.floor(travels.length / 2)];
  const isUnknown = ({ arrival, direction }: Step) => direction !== null && arrival.kind !== 'lost';
  if (median !== undefined || steps.some(isUnknown)) return median ?? null;
  const waits = steps.slice(1).flatMap(({ sentAtMs }, index) => {
    const wait = (sentAtMs ?? 0) - (steps[index]?.sentAtMs ?? 0);
    return wait > 0 ? [wait] : [];
  });
  return waits.length === 0 ? null : Math.min(...waits) / (MAX_SILENCE + 2);
}

type Uncut = Omit<AxisPiece, 'start' | 'end'>;

function scaledAxis(
  steps: readonly Step[],
  moments: readonly Moment[],
  latencyMs: number,
  options: AxisOptions,
): TimeAxis {
  const endMs = (step: Step): number => {
    const sentMs = step.sentAtMs ?? 0;
    if (step.arrival.kind === 'arrived') return step.arrival.atMs;
    return step.arrival.kind === 'lost' ? sentMs + LOST_AT * latencyMs : sentMs;
  };
  const instants = [
    ...new Set([
      ...moments.flatMap(({ atMs }) => atMs ?? []),
      ...steps.map(endMs),
      ...steps.flatMap(({ sentAtMs }) => sentAtMs ?? []),
    ]),
  ].sort((a, b) => a - b);
  const uncut = cutTime(steps, instants, endMs, latencyMs, options);
  const perMs = chooseScale(uncut, latencyMs, options);
  const pieces = placePieces(uncut, perMs, options);
  const lastMoments = lastMomentOf(moments);
  const indexOfFold = (fold: Fold | null) => lastMoments.get((fold?.endStep ?? 0) - 1) ?? 0;
  /** At the instant of a strip without a duration, later moments are behind the strip. */
  const place = (atMs: number, isBehind: (fold: Fold | null) => boolean): number => {
    const first = firstReached(pieces.length, (index) => pieces[index]!.endMs >= atMs);
    let piece = pieces[first];
    for (let next = first + 1; next < pieces.length; next++) {
      const jump = pieces[next]!;
      if (jump.startMs !== jump.endMs || jump.startMs !== atMs || !isBehind(jump.fold)) break;
      piece = jump;
    }
    if (piece === undefined) return pieces.at(-1)?.end ?? 0;
    const length = piece.endMs - piece.startMs;
    if (length === 0) return isBehind(piece.fold) ? piece.end : piece.start;
    return piece.start + ((atMs - piece.startMs) / length) * (piece.end - piece.start);
  };
  let lastMs = instants[0] ?? 0;
  const placed = moments.map(({ atMs, stepIndex }, index) => {
    lastMs = Math.max(lastMs, atMs ?? steps[stepIndex]?.sentAtMs ?? lastMs);
    return place(lastMs, (fold) => index >= indexOfFold(fold));
  });
  for (let index = 1; index < placed.length; index++) {
    placed[index] = Math.max(placed[index]!, placed[index - 1]!);
  }
  return {
    pieces,
    perMs,
    moments: placed,
    steps: placeSteps(steps, moments, placed, (step, start) =>
      Math.max(
        start,
        place(endMs(step), () => false),
      ),
    ),
    strips: pieces.flatMap(({ fold, start, end }) => (fold ? [{ fold, start, end }] : [])),
    length: pieces.at(-1)?.end ?? 0,
  };
}

/** The pieces between the instants, without their places. */
function cutTime(
  steps: readonly Step[],
  instants: readonly number[],
  endMs: (step: Step) => number,
  latencyMs: number,
  { folds, hiddenFolds, isProportional }: AxisOptions,
): Uncut[] {
  const indexAt = new Map(instants.map((atMs, index) => [atMs, index]));
  const folded = new Map<number, Fold>();
  for (const fold of [...folds, ...hiddenFolds]) {
    for (let step = fold.firstStep; step < fold.endStep; step++) folded.set(step, fold);
  }
  // How many more steps are in flight from an instant on: those drawn, and those of a fold.
  const drawn = instants.map(() => 0);
  const hidden = instants.map(() => 0);
  steps.forEach((step, index) => {
    if (step.sentAtMs === null) return;
    const counts = folded.has(index) ? hidden : drawn;
    const [from, to] = [indexAt.get(step.sentAtMs) ?? 0, indexAt.get(endMs(step)) ?? 0];
    counts[from] = (counts[from] ?? 0) + 1;
    counts[to] = (counts[to] ?? 0) - 1;
  });
  const spans = folds.map((fold) => ({ fold, ...spanOf(fold, steps, endMs) }));
  const pieces: Uncut[] = [];
  const used = new Set<Fold>();
  let [drawnNow, hiddenNow, next] = [0, 0, 0];
  // No moment of the story: where the arrow of a lost segment ends.
  const losses = new Set(steps.filter(({ arrival }) => arrival.kind === 'lost').map(endMs));
  let sinceMs = instants[0] ?? 0;
  for (let index = 0; index + 1 < instants.length; index++) {
    const [startMs, until] = [instants[index]!, instants[index + 1]!];
    if (!losses.has(startMs)) sinceMs = startMs;
    drawnNow += drawn[index] ?? 0;
    hiddenNow += hidden[index] ?? 0;
    while (next < spans.length && spans[next]!.endMs <= startMs) {
      addJump(pieces, spans[next]!, startMs, used);
      next++;
    }
    const span = spans[next];
    const isInFold = span !== undefined && span.startMs <= startMs && until <= span.endMs;
    const fold = isInFold && drawnNow === 0 ? span.fold : null;
    const last = pieces.at(-1);
    if (fold !== null && last?.fold === fold && last.endMs === startMs) {
      pieces[pieces.length - 1] = { ...last, endMs: until };
    } else if (fold !== null && !used.has(fold)) {
      used.add(fold);
      pieces.push({ kind: 'fold', startMs, endMs: until, sinceMs, fold, isSilent: false });
    } else {
      const isLong = !isProportional && until - startMs > MAX_SILENCE * latencyMs;
      const isSilent = drawnNow === 0 && hiddenNow === 0;
      const kind = isLong ? 'silence' : 'scale';
      pieces.push({ kind, startMs, endMs: until, sinceMs, fold: null, isSilent });
    }
  }
  for (const span of spans.slice(next)) addJump(pieces, span, instants.at(-1) ?? 0, used);
  return pieces;
}

type FoldSpan = { readonly fold: Fold; readonly startMs: number; readonly endMs: number };

/** A fold that shares all its time with other steps gets a strip where it ends. */
function addJump(pieces: Uncut[], { fold }: FoldSpan, atMs: number, used: Set<Fold>): void {
  if (used.has(fold)) return;
  used.add(fold);
  const instant = { startMs: atMs, endMs: atMs, sinceMs: atMs };
  pieces.push({ kind: 'fold', ...instant, fold, isSilent: false });
}

function spanOf(
  { firstStep, endStep }: Fold,
  steps: readonly Step[],
  endMs: (step: Step) => number,
): { readonly startMs: number; readonly endMs: number } {
  const inside = steps.slice(firstStep, endStep);
  return {
    startMs: Math.min(...inside.map(({ sentAtMs }) => sentAtMs ?? 0)),
    endMs: Math.max(...inside.map(endMs)),
  };
}

/** Units for a millisecond, so that one latency has a length that shows its slope. */
function chooseScale(
  pieces: readonly Uncut[],
  latencyMs: number,
  { room, leastLatency, textScale, isProportional, stripLength }: AxisOptions,
): number {
  let [scaledMs, fixed] = [0, 0];
  for (const { kind, startMs, endMs } of pieces) {
    if (kind === 'scale') scaledMs += endMs - startMs;
    else fixed += (kind === 'fold' ? stripLength : CUT) * textScale;
  }
  const latency = (units: number) => (units * textScale) / latencyMs;
  if (isProportional) {
    return Math.min(latency(LATENCY.usual), (MAX_PROPORTIONAL - fixed) / Math.max(1, scaledMs));
  }
  if (leastLatency !== null) return latency(leastLatency);
  const fitting = scaledMs === 0 ? latency(LATENCY.usual) : (room - fixed) / scaledMs;
  if (fitting < latency(LATENCY.squeezed)) return latency(LATENCY.usual);
  return Math.min(fitting, latency(LATENCY.most));
}

function placePieces(
  pieces: readonly Uncut[],
  perMs: number,
  { textScale, stripLength }: AxisOptions,
): AxisPiece[] {
  let start = 0;
  return pieces.map((piece) => {
    const { kind, startMs, endMs } = piece;
    const fixed = (kind === 'fold' ? stripLength : CUT) * textScale;
    const end = start + (kind === 'scale' ? (endMs - startMs) * perMs : fixed);
    const placed = { ...piece, start, end };
    start = end;
    return placed;
  });
}

/** The index of each step's last moment. */
function lastMomentOf(moments: readonly Moment[]): ReadonlyMap<number, number> {
  return new Map(moments.map(({ stepIndex }, index) => [stepIndex, index]));
}

function placeSteps(
  steps: readonly Step[],
  moments: readonly Moment[],
  placed: readonly number[],
  lostAt: (step: Step, start: number) => number,
): TimeAxis['steps'] {
  const starts = new Map<number, number>();
  const ends = new Map<number, number>();
  moments.forEach(({ stepIndex, phase }, index) => {
    const at = placed[index] ?? 0;
    if (phase === 'sent') starts.set(stepIndex, at);
    else ends.set(stepIndex, at);
  });
  return steps.map((step, index) => {
    const start = starts.get(index) ?? ends.get(index) ?? 0;
    if (step.arrival.kind === 'unknown') return { start, end: start };
    return { start, end: ends.get(index) ?? lostAt(step, start) };
  });
}

/** A step after the other, without a scale. */
function spacedAxis(
  steps: readonly Step[],
  moments: readonly Moment[],
  { folds, hiddenFolds, textScale, stripLength, rowLength }: AxisOptions,
): TimeAxis {
  const foldOf = new Map<number, Fold>();
  for (const fold of [...folds, ...hiddenFolds]) {
    for (let step = fold.firstStep; step < fold.endStep; step++) foldOf.set(step, fold);
  }
  const strips: Strip[] = [];
  let place = 0;
  let eventBefore: number | undefined;
  let foldBefore: Fold | undefined;
  const rows = steps.map(({ eventIndices }, index) => {
    const fold = foldOf.get(index);
    const [event] = eventIndices;
    const isShared = event !== undefined && event === eventBefore;
    const isSameFold = fold !== undefined && fold === foldBefore;
    if (index > 0 && !isShared && !isSameFold) place += rowLength * textScale;
    if (fold !== undefined && !isSameFold && folds.includes(fold)) {
      const end = place + stripLength * textScale;
      strips.push({ fold, start: place, end });
      place = end;
    }
    eventBefore = event;
    foldBefore = fold;
    return place;
  });
  const placed: number[] = [];
  for (const { stepIndex } of moments) {
    placed.push(Math.max(rows[stepIndex] ?? 0, placed.at(-1) ?? 0));
  }
  return {
    pieces: [],
    perMs: null,
    moments: placed,
    steps: placeSteps(steps, moments, placed, (_, start) => start + (rowLength / 2) * textScale),
    strips,
    length: (rows.at(-1) ?? 0) + (rowLength / 2) * textScale,
  };
}

/** The time at a place in milliseconds since the trace began; null without a scale. */
export function timeAt({ pieces }: Pick<TimeAxis, 'pieces'>, place: number): number | null {
  const last = pieces.at(-1);
  if (last === undefined) return null;
  const piece = pieces[firstReached(pieces.length, (index) => pieces[index]!.end >= place)] ?? last;
  const length = piece.end - piece.start;
  const share = length === 0 ? 0 : (place - piece.start) / length;
  return piece.startMs + Math.min(1, Math.max(0, share)) * (piece.endMs - piece.startMs);
}
