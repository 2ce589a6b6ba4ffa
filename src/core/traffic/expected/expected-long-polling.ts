/**
 * Long polling (RFC 6202 §2): the server holds a request until there is a message, or for a time.
 * After a response it has no request for a round trip. What is made meanwhile shares the next
 * response.
 */

import { SeededRandom } from '#core/simulation/seeded-random.ts';
import { CARRIED_WITHIN_MS } from '#core/traffic/counting/transport.ts';
import { connectionsOf } from '#core/traffic/settings/comparison-plan.ts';
import { AmountSum } from './amounts.ts';
import { messagesBesideOne, type CountShare, type MessageArrivals } from './arrivals.ts';
import {
  delayed,
  partsOfSample,
  spreadOf,
  type DelayAtom,
  type DelayPart,
} from './delay-spread.ts';
import { bothDelays, exchangeLosses, postLossDelays, type ExchangeLosses } from './loss.ts';
import { effectiveInterval } from './in-session.ts';
import { newSecondShare } from './new-second.ts';
import { firstShareOf, postsOf } from './posts.ts';
import type { Expectation, Situation } from './situation.ts';
import { ACKNOWLEDGEMENT, isPlainHttp1 } from './write-costs.ts';

type Holding = {
  /** Without a request, after a response. */
  readonly awayMs: number;
  /** Without a request, after a connection was cut. */
  readonly awayAfterCutMs: number;
  /** How long a request is held at most. */
  readonly heldMs: number;
  /** How much longer it is without a request if packets are lost. */
  readonly lostMs: readonly DelayAtom[];
};

type LongPollCycles = {
  /** Responses and cuts, per millisecond. */
  readonly perMs: number;
  /** Of these: responses with so many messages, none after a timeout. */
  readonly counts: readonly CountShare[];
  /** Of these: the share whose request was held before. */
  readonly heldShare: number;
  /** Of these: the share that is no response, because the connection was cut. */
  readonly cutShare: number;
  /** Waits for a request, without the network. */
  readonly waits: readonly DelayPart[];
};

/** Messages of a sampled schedule. */
const SAMPLE = 4000;
/** Even messages can stay in step with requests, so a sample has this many phases. */
const PHASES = 16;
/** Of finding how many messages share a response if packets are lost. */
const ROUNDS = 6;

function holdingOf(situation: Situation): Omit<Holding, 'lostMs'> & { readonly isCut: boolean } {
  const { settings, roundTripMs, setupMs, idleLimitMs } = situation;
  const timeoutMs = Math.round(settings.longPollTimeoutSeconds * 1000);
  const { areNew } = connectionsOf(settings);
  // A limit that equals the timeout can come first.
  const isCut = idleLimitMs <= timeoutMs;
  const awayMs = roundTripMs + (areNew ? setupMs : 0);
  const awayAfterCutMs = roundTripMs + setupMs;
  const mostMs = Math.min(timeoutMs, idleLimitMs);
  const heldMs = heldInSession(situation, mostMs, isCut ? awayAfterCutMs : awayMs);
  return { awayMs, awayAfterCutMs, heldMs, isCut };
}

/**
 * A session begins with a request, so without messages it has a whole number of holds. The more
 * messages there are, the less the holds keep in step with it.
 */
function heldInSession({ sessionMs, down }: Situation, mostMs: number, awayMs: number): number {
  const inStepMs = effectiveInterval(sessionMs, mostMs + awayMs) - awayMs;
  return inStepMs === Infinity ? Infinity : mostMs + (inStepMs - mostMs) * down.quiet(mostMs);
}

export function expectLongPolling(situation: Situation): Expectation {
  const { settings, plan, costs, down, up, since, connection, oneWayMs } = situation;
  const { areNew, isMultiplexed } = connectionsOf(settings);
  const { isCut, ...holding } = holdingOf(situation);
  const { cycles, losses } = lossyCycles(situation, holding, isCut);
  const perSecond = cycles.perMs * 1000;
  const afterCut = cycles.cutShare;
  const steady = new AmountSum();

  const request = costs.request('long-poll', since, 'same-second');
  const firstRequest = costs.request('long-poll', since, 'first');
  const firstShare = areNew ? 1 : afterCut;
  const emptyShare = cycles.counts.find(({ count }) => count === 0)?.share ?? 0;
  const afterNothing = emptyShare + afterCut;
  // A response acknowledges the request if it comes soon.
  const late =
    (1 - afterNothing) * stillQuiet(down, holding.awayMs, CARRIED_WITHIN_MS) +
    afterNothing * down.quiet(CARRIED_WITHIN_MS);
  const held = late * (isMultiplexed ? up.quiet(CARRIED_WITHIN_MS) : 1);
  const early = areNew && isPlainHttp1(plan) ? 1 : cycles.heldShare * held;
  steady
    .add(request, perSecond * (1 - firstShare))
    .add(firstRequest, perSecond * firstShare)
    .add(ACKNOWLEDGEMENT, perSecond * request.owed * early);

  // An empty list has the same fields as one with messages.
  const afterEmpty = settings.emptyAnswer === 'empty-list' ? emptyShare : 0;
  const newShare = newSecondShare((ms) => {
    if (ms < holding.awayMs) return 1;
    const since = ms - holding.awayMs;
    return (1 - afterEmpty) * down.quietAfter(0, ms) + afterEmpty * down.quiet(since);
  });
  for (const { count, share } of cycles.counts) {
    const isNew = count === 0 ? 1 : newShare;
    for (const [kind, part] of areNew
      ? ([['first', 1]] as const)
      : ([
          ['same-second', 1 - isNew],
          ['new-second', isNew],
        ] as const)) {
      if (part === 0) continue;
      const answer = costs.answer('long-poll', count, kind);
      // The next request acknowledges a response on a connection that is used again.
      steady
        .add(answer, perSecond * share * part)
        .add(ACKNOWLEDGEMENT, areNew ? perSecond * share * part * answer.owed : 0);
    }
  }
  steady
    .add({ requests: 1, polls: 1, emptyPolls: emptyShare }, perSecond)
    .add(connection, perSecond * (areNew ? 1 : afterCut));

  const posts = postsOf(situation, {
    busyShare: isMultiplexed ? 0 : 1,
    perMs: cycles.perMs,
    quiet: isMultiplexed ? Math.exp(-cycles.perMs * CARRIED_WITHIN_MS) : 1,
    reopenedPerMs: 0,
    firstShare: isMultiplexed ? firstShareOf(afterCut * cycles.perMs, up.perMs) : 0,
  });
  const waits = cycles.waits.map(({ share, fromMs, toMs }) => ({
    share,
    fromMs: fromMs + oneWayMs,
    toMs: toMs + oneWayMs,
  }));
  // The first request is answered by the first cycle, and the last one is still held at the end.
  const setup = new AmountSum()
    .add(areNew || settings.visit === 'first' ? firstRequest : request)
    .add(ACKNOWLEDGEMENT, request.owed)
    .add({ requests: 1, polls: 1 });
  return {
    steady: steady.add(posts.steady).total,
    setup: setup.add(posts.setup).total,
    delays: () => ({
      'server-to-client': down.perMs === 0 ? null : spreadOf(delayed(waits, losses.response)),
      'client-to-server': posts.isOverloaded
        ? null
        : spreadOf(delayed(posts.delays, postLossDelays(situation, request))),
    }),
    connectionsHeld: 1 + posts.connectionsHeld,
    cutsPerSecond: perSecond * afterCut,
    isOverloaded: posts.isOverloaded,
  };
}

/**
 * Losses of a response and of the next request leave the server longer without one. Then more
 * messages share the next response, of which more segments can be lost.
 */
function lossyCycles(
  situation: Situation,
  holding: Omit<Holding, 'lostMs'>,
  isCut: boolean,
): { readonly cycles: LongPollCycles; readonly losses: ExchangeLosses } {
  const { costs, down, settings } = situation;
  let many = 1;
  for (let round = 1; ; round++) {
    const answer = costs.answer('long-poll', many, 'same-second');
    const losses = exchangeLosses(situation, answer.packets);
    const lostMs = bothDelays(losses.request, losses.response);
    const cycles = longPollCycles(down, { ...holding, lostMs }, isCut, settings.seed);
    const more = messagesBesideOne(cycles.counts);
    if (settings.lossPercent === 0 || more === many || round === ROUNDS) return { cycles, losses };
    many = more;
  }
}

function longPollCycles(
  down: MessageArrivals,
  holding: Holding,
  isCut: boolean,
  seed: number,
): LongPollCycles {
  if (down.perMs === 0) return silentCycles(holding, isCut);
  return down.isPoisson
    ? poissonCycles(down, holding, isCut)
    : sampledCycles(down, holding, isCut, seed);
}

/** The probability that no message comes in a time, if none has come since the last one. */
function stillQuiet(down: MessageArrivals, sinceMs: number, windowMs: number): number {
  const before = down.quietAfter(0, sinceMs);
  return before === 0 ? 1 : down.quietAfter(0, sinceMs + windowMs) / before;
}

function silentCycles({ awayMs, awayAfterCutMs, heldMs }: Holding, isCut: boolean): LongPollCycles {
  return {
    perMs: 1 / (heldMs + (isCut ? awayAfterCutMs : awayMs)),
    counts: isCut ? [] : [{ count: 0, share: 1 }],
    heldShare: 1,
    cutShare: isCut ? 1 : 0,
    waits: [],
  };
}

/** A renewal process: away, then held until a message or the end, unless one came meanwhile. */
function poissonCycles(
  down: MessageArrivals,
  { awayMs, awayAfterCutMs, heldMs, lostMs }: Holding,
  isCut: boolean,
): LongPollCycles {
  const { perMs } = down;
  const ended = Math.exp(-perMs * heldMs);
  const quietAgain = lostMs.reduce((sum, { share, ms }) => sum + share * Math.exp(-perMs * ms), 0);
  const quiet = Math.exp(-perMs * awayMs) * quietAgain;
  const quietAfterCut = Math.exp(-perMs * awayAfterCutMs) * quietAgain;
  const cutShare = isCut ? (quiet * ended) / (1 + (quiet - quietAfterCut) * ended) : 0;
  const heldShare = (1 - cutShare) * quiet + cutShare * quietAfterCut;
  const aways = [
    { ms: awayMs, share: 1 - cutShare },
    { ms: awayAfterCutMs, share: cutShare },
  ].flatMap(({ ms, share }) =>
    lostMs.map((lost) => ({ ms: ms + lost.ms, share: share * lost.share })),
  );
  const meanAwayMs = aways.reduce((sum, { ms, share }) => sum + ms * share, 0);
  const cycleMs = meanAwayMs + (heldShare * (1 - ended)) / perMs;
  const counts = new Map<number, number>();
  const add = (count: number, share: number) => counts.set(count, (counts.get(count) ?? 0) + share);
  for (const { ms, share } of aways) {
    if (share === 0) continue;
    for (const each of down.countsIn(ms)) if (each.count > 0) add(each.count, each.share * share);
  }
  add(1, heldShare * (1 - ended));
  if (!isCut) add(0, heldShare * ended);
  return {
    perMs: 1 / cycleMs,
    counts: [...counts].map(([count, share]) => ({ count, share })),
    heldShare,
    cutShare,
    waits: [
      { share: (heldShare * (1 - ended)) / perMs, fromMs: 0, toMs: 0 },
      ...aways.map(({ ms, share }) => ({ share: share * ms, fromMs: 0, toMs: ms })),
    ],
  };
}

/** The same for messages of other patterns, from a long schedule. */
function sampledCycles(
  down: MessageArrivals,
  { awayMs, awayAfterCutMs, heldMs, lostMs }: Holding,
  isCut: boolean,
  seed: number,
): LongPollCycles {
  const random = new SeededRandom(seed);
  const counts = new Map<number, number>();
  const waits: number[] = [];
  let [cycles, held, cuts] = [0, 0, 0];
  const answer = (count: number, number = 1) =>
    counts.set(count, (counts.get(count) ?? 0) + number);
  const phases = down.isEven ? PHASES : 1;
  const times = down.sample(SAMPLE / phases, seed);
  const phaseMs = Math.min(heldMs + awayMs, down.meanGapMs) / phases;
  for (let phase = 0; phase < phases; phase++) cycleFrom(times[0]! - phase * phaseMs);
  return {
    perMs: (cycles / (phases * times.length)) * down.perMs,
    counts: [...counts].map(([count, number]) => ({ count, share: number / cycles })),
    heldShare: held / cycles,
    cutShare: cuts / cycles,
    waits: partsOfSample(waits),
  };

  function cycleFrom(startMs: number): void {
    let askedAtMs = startMs;
    let index = 0;
    while (index < times.length) {
      const nextAtMs = times[index]!;
      if (nextAtMs > askedAtMs + heldMs) {
        // Nothing until the end of so many holds.
        const awayAfterMs = isCut ? awayAfterCutMs : awayMs;
        const rest = nextAtMs - askedAtMs - heldMs;
        const ends = Math.max(1, Math.ceil(rest / (heldMs + awayAfterMs) - 1e-9));
        cycles += ends;
        held += ends;
        if (isCut) cuts += ends;
        else answer(0, ends);
        askedAtMs += ends * (heldMs + awayAfterMs);
        continue;
      }
      const sentAtMs = Math.max(askedAtMs, nextAtMs);
      if (nextAtMs > askedAtMs) held++;
      let count = 0;
      while (index < times.length && times[index]! <= sentAtMs) {
        waits.push(sentAtMs - times[index++]!);
        count++;
      }
      cycles++;
      answer(count);
      askedAtMs = sentAtMs + awayMs + drawn();
    }
  }

  function drawn(): number {
    let rest = random.next();
    return lostMs.find(({ share }) => (rest -= share) < 0)?.ms ?? 0;
  }
}
