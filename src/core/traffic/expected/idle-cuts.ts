/**
 * A connection that is cut after a silence, and opened again at once: how often that happens, and
 * how long messages made meanwhile wait.
 */

import type { MessageArrivals } from './arrivals.ts';
import type { DelayPart } from './delay-spread.ts';
import { effectiveInterval, intervalsIn } from './in-session.ts';

export type IdleConnection = {
  /** What is sent on it, in both directions together. */
  readonly traffic: readonly MessageArrivals[];
  /** Infinity for none. */
  readonly idleLimitMs: number;
  /** 0 for none. Beats begin when the connection opens. */
  readonly heartbeatMs: number;
  /** From a cut until messages can be sent again. */
  readonly awayMs: number;
  readonly sessionMs: number;
};

export type Cuts = {
  /** Cuts per millisecond. */
  readonly perMs: number;
  /** Heartbeats per millisecond. */
  readonly beatsPerMs: number;
  /** The share of time without a connection. */
  readonly awayShare: number;
};

type Life = {
  /** From opening until the cut; Infinity if it practically never comes. */
  readonly openMs: number;
  readonly beats: number;
};

/** A cut every e^40 messages is none. */
const NEVER = 40;

/** Steps of the numeric solution, per limit. */
const STEPS = 200;
/** Messages of a sampled schedule. */
const SAMPLE = 3000;
const MIN_SAMPLE = 200;
/** Fewer messages are sampled if there would be more cuts between them. */
const MOST_CUTS = 50_000;

export function cutsOf(connection: IdleConnection, seed: number): Cuts {
  const { idleLimitMs, heartbeatMs, awayMs, traffic, sessionMs } = connection;
  const beats = heartbeatMs === 0 ? 0 : intervalsIn(sessionMs, heartbeatMs) / sessionMs;
  const isSafe = idleLimitMs === Infinity || (heartbeatMs > 0 && heartbeatMs < idleLimitMs);
  if (isSafe) return { perMs: 0, beatsPerMs: beats, awayShare: 0 };
  const busy = traffic.filter(({ perMs }) => perMs > 0);
  const life = busy.every((each) => each.isPoisson)
    ? poissonLife(
        busy.reduce((sum, { perMs }) => sum + perMs, 0),
        idleLimitMs,
        heartbeatMs,
      )
    : sampledLife(busy, connection, seed);
  const { openMs } = life;
  if (openMs === Infinity) return { perMs: 0, beatsPerMs: beats, awayShare: 0 };
  const everyMs = openMs + awayMs;
  const cycleMs = busy.length === 0 ? effectiveInterval(sessionMs, everyMs) : everyMs;
  return {
    perMs: 1 / cycleMs,
    beatsPerMs: life.beats / cycleMs,
    awayShare: awayMs / cycleMs,
  };
}

/** Messages wait for the rest of the outage. */
export function outageParts({ awayShare }: Cuts, awayMs: number): DelayPart[] {
  return [
    { share: 1 - awayShare, fromMs: 0, toMs: 0 },
    { share: awayShare, fromMs: 0, toMs: awayMs },
  ];
}

/**
 * The mean time from opening until a silence longer than the limit, with messages at random times.
 *
 * Without beats it is (e^(λL) - 1) / λ. With beats, G(t), the probability to be open at t, follows
 * from when the last message before a cut came: G(t) = 1 - e^(-λL) (1 + λ ∫ G) until t - L.
 */
function poissonLife(perMs: number, limitMs: number, heartbeatMs: number): Life {
  if (perMs === 0) return { openMs: limitMs, beats: 0 };
  const exponent = perMs * limitMs;
  if (exponent > NEVER) return { openMs: Infinity, beats: 0 };
  if (heartbeatMs === 0) return { openMs: Math.expm1(exponent) / perMs, beats: 0 };
  const stepMs = limitMs / STEPS;
  const steps = Math.ceil(heartbeatMs / stepMs);
  const quiet = Math.exp(-exponent);
  const open: number[] = [];
  const passed: number[] = [0];
  for (let step = 0; step <= steps; step++) {
    const before = step < STEPS ? null : passed[step - STEPS]!;
    open.push(before === null ? 1 : Math.max(0, 1 - quiet * (1 + perMs * before)));
    const last = step === 0 ? 1 : open[step - 1]!;
    if (step > 0) passed.push(passed[step - 1]! + ((last + open[step]!) / 2) * stepMs);
  }
  const survived = open.at(-1)!;
  return { openMs: passed.at(-1)! / (1 - survived), beats: survived / (1 - survived) };
}

/** The same for other patterns, from a long schedule. */
function sampledLife(
  traffic: readonly MessageArrivals[],
  connection: IdleConnection,
  seed: number,
): Life {
  const { idleLimitMs, heartbeatMs, awayMs } = connection;
  const times = timesOf(traffic, idleLimitMs, seed);
  let [cuts, beats, openMs] = [0, 0, 0];
  let openedMs = times[0]!;
  let activeMs = openedMs;
  let beatMs = heartbeatMs === 0 ? Infinity : openedMs + heartbeatMs;
  const cut = () => {
    cuts++;
    openMs += activeMs + idleLimitMs - openedMs;
    openedMs = activeMs + idleLimitMs + awayMs;
    activeMs = openedMs;
    beatMs = heartbeatMs === 0 ? Infinity : openedMs + heartbeatMs;
  };
  for (const time of times) {
    for (;;) {
      const nextMs = Math.min(time, beatMs);
      if (nextMs > activeMs + idleLimitMs) cut();
      else if (beatMs < time) {
        activeMs = beatMs;
        beatMs += heartbeatMs;
        beats++;
      } else break;
    }
    activeMs = Math.max(activeMs, time);
  }
  if (cuts === 0) return { openMs: Infinity, beats: 0 };
  return { openMs: openMs / cuts, beats: beats / cuts };
}

/** The messages of both directions, which have no fixed phase to each other. */
function timesOf(traffic: readonly MessageArrivals[], idleLimitMs: number, seed: number): number[] {
  const perMs = traffic.reduce((sum, each) => sum + each.perMs, 0);
  const messages = Math.min(SAMPLE, Math.max(MIN_SAMPLE, MOST_CUTS * idleLimitMs * perMs));
  const lanes = traffic.map((each, index) => {
    const count = Math.max(2, Math.ceil((messages * each.perMs) / perMs));
    const phase = (seed * 0.618_034 + index * 0.5) % 1;
    const shiftMs = each.isEven ? each.meanGapMs * phase : 0;
    return Array.from(each.sample(count, seed + index), (time) => time + shiftMs);
  });
  const endMs = Math.min(...lanes.map((times) => times.at(-1)!));
  return lanes
    .flat()
    .filter((time) => time <= endMs)
    .sort((one, other) => one - other);
}
