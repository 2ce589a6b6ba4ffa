/**
 * Lost packets: what is sent again, and how much later messages arrive for it.
 *
 * A segment is lost with the same probability each time it is sent. Messages are small and far
 * apart, so a loss shows when the retransmission timeout expires: a round trip and Linux's minimum
 * of 200 ms, doubled with each further loss (RFC 6298 §5.5). If three later segments arrive before,
 * their duplicate acknowledgements show it (RFC 5681 §3.2).
 */

import { ETHERNET_OVERHEAD, SEGMENT_HEADERS } from '#core/traffic/counting/transport.ts';
import { noBytes, totalOf } from '#core/traffic/counting/byte-counts.ts';
import { AmountSum, type Amounts } from './amounts.ts';
import type { DelayAtom } from './delay-spread.ts';
import type { Situation } from './situation.ts';
import type { WriteCost } from './write-costs.ts';

/** Linux's TCP_RTO_MIN. RFC 6298 §2.4 recommends 1 s. */
export const MIN_TIMEOUT_MS = 200;
const DUPLICATES_OF_LOSS = 3;
/** Longer series of losses are left out. */
const MAX_LOSSES = 6;
/** Rarer combinations are left out. */
const RARE = 1e-9;
/** Times at which the wait behind a lost segment is evaluated. */
const STEPS = 8;

export function lossShare({ settings }: Situation): number {
  return settings.lossPercent / 100;
}

/** The same amounts with what is sent again. A lost acknowledgement isn't. */
export function withRetransmissions(amounts: Amounts, loss: number): Amounts {
  if (loss === 0) return amounts;
  const { bytes, packets } = amounts;
  const again = loss / (1 - loss);
  const data = totalOf(bytes, 'tcp') - bytes.acknowledgements;
  const dataPackets = packets - bytes.acknowledgements / SEGMENT_HEADERS;
  return new AmountSum().add(amounts).add(
    {
      bytes: { ...noBytes(), retransmissions: data, ethernet: dataPackets * ETHERNET_OVERHEAD },
      packets: dataPackets,
    },
    again,
  ).total;
}

/** How late a segment is that is lost this often, in the order of losses: none, one, two. */
export function lossDelays(loss: number, firstMs: number, timeoutMs: number): DelayAtom[] {
  const atoms: DelayAtom[] = [];
  let ms = 0;
  for (let losses = 0; losses <= MAX_LOSSES; losses++) {
    const isLast = losses === MAX_LOSSES;
    atoms.push({ share: loss ** losses * (isLast ? 1 : 1 - loss), ms });
    ms += losses === 0 ? firstMs : timeoutMs * 2 ** losses;
  }
  return atoms;
}

/** What losses add to a request, and to a response of so many segments. */
export type ExchangeLosses = {
  readonly request: readonly DelayAtom[];
  readonly response: readonly DelayAtom[];
};

const NONE: readonly DelayAtom[] = [{ share: 1, ms: 0 }];

export function exchangeLosses(situation: Situation, segments: number): ExchangeLosses {
  const loss = lossShare(situation);
  if (loss === 0) return { request: NONE, response: NONE };
  const one = lossDelays(loss, timeoutOf(situation), timeoutOf(situation));
  return { request: one, response: latestOf(one, Math.max(1, segments)) };
}

/** The delays of a message that is posted: of a request. Empty if nothing is lost. */
export function postLossDelays(
  situation: Situation,
  write: Pick<WriteCost, 'packets'>,
): readonly DelayAtom[] {
  if (lossShare(situation) === 0) return [];
  return exchangeLosses(situation, write.packets).response;
}

/** One delay after the other. Those that are about as long are taken together. */
export function bothDelays(
  one: readonly DelayAtom[],
  other: readonly DelayAtom[],
): readonly DelayAtom[] {
  const groups = new Map<number, { share: number; sum: number }>();
  for (const first of one) {
    for (const second of other) {
      const [share, ms] = [first.share * second.share, first.ms + second.ms];
      const key = ms === 0 ? -1 : Math.round(2 * Math.log2(ms));
      const group = groups.get(key) ?? { share: 0, sum: 0 };
      groups.set(key, { share: group.share + share, sum: group.sum + share * ms });
    }
  }
  return [...groups.values()]
    .filter(({ share }) => share > RARE)
    .map(({ share, sum }) => ({ share, ms: sum / share }));
}

/**
 * The delays of a pushed message on a connection with other messages, which TCP delivers in order:
 * a message waits for every lost one before it (head-of-line blocking).
 */
export function pushLossDelays(
  situation: Situation,
  write: Pick<WriteCost, 'packets'>,
  perMs: number,
): DelayAtom[] {
  const loss = lossShare(situation);
  if (loss === 0) return [];
  const timeoutMs = timeoutOf(situation);
  const segments = Math.max(1, write.packets);
  // Three later segments show the loss sooner.
  const shownMs = perMs === 0 ? Infinity : DUPLICATES_OF_LOSS / (perMs * segments);
  const firstMs = Math.min(timeoutMs, shownMs + situation.roundTripMs);
  return blockedDelays(latestOf(lossDelays(loss, firstMs, timeoutMs), segments), perMs);
}

function timeoutOf({ roundTripMs }: Situation): number {
  return roundTripMs + MIN_TIMEOUT_MS;
}

/** A message of several segments is as late as the latest of them. */
function latestOf(atoms: readonly DelayAtom[], segments: number): DelayAtom[] {
  let [passed, before] = [0, 0];
  return atoms.map(({ share, ms }) => {
    passed += share;
    const all = passed ** segments;
    const atom = { share: all - before, ms };
    before = all;
    return atom;
  });
}

/**
 * Messages at random times, each recovered after one of these delays, delivered in order. A message
 * is blocked longer than x if it or an earlier one still has more than x to go: with a Poisson
 * process of rate λ, 1 - P(D ≤ x) exp(-λ ∫ P(D > y) dy) from x.
 */
export function blockedDelays(atoms: readonly DelayAtom[], perMs: number): DelayAtom[] {
  const longer = (x: number) =>
    atoms.reduce((sum, { share, ms }) => sum + (ms > x + 1e-9 ? share : 0), 0);
  const rest = (x: number) =>
    atoms.reduce((sum, { share, ms }) => sum + share * Math.max(0, ms - x), 0);
  const notLonger = (x: number) => (1 - longer(x)) * Math.exp(-perMs * rest(x));
  const ends = [0, ...new Set(atoms.map(({ ms }) => ms).filter((ms) => ms > 0))];
  const result: DelayAtom[] = [{ share: notLonger(0), ms: 0 }];
  for (let index = 1; index < ends.length; index++) {
    const [from, to] = [ends[index - 1]!, ends[index]!];
    for (let step = 1; step <= STEPS; step++) {
      const [start, end] = [step - 1, step].map((each) => from + (each / STEPS) * (to - from));
      const isEnd = step === STEPS;
      const before = isEnd ? notLonger(end! - 1e-6) : notLonger(end!);
      const share = before - notLonger(start!);
      if (share > 1e-12) {
        // The mean delay within the step, by Simpson's rule.
        const middle = before - notLonger((start! + end!) / 2);
        const meanMs = start! + ((end! - start!) * (share + 4 * middle)) / 6 / share;
        result.push({ share, ms: meanMs });
      }
      if (isEnd) result.push({ share: notLonger(end!) - before, ms: end! });
    }
  }
  return result.filter(({ share }) => share > 1e-12);
}
