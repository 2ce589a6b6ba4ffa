/**
 * A reconnect storm: all clients lose their connection at time 0, connect again after a wait, and
 * wait longer if the server refuses them.
 *
 * Clients that have made as many attempts are alike, so they are counted and not followed. A run
 * costs a few operations for each 50 ms until all are back, and one for each attempt whose time is
 * random. Where many choose among few moments, it costs some for each moment instead.
 */

import { SeededRandom } from '#core/simulation/seeded-random.ts';
import { BACKOFF_KINDS, distinctWaits, type Backoff, type WaitRange } from './backoff.ts';
import { spreadAtRandom } from './random-spread.ts';
import { SEED_BOUNDS, withinBounds, type BoundsOf } from './setting-bounds.ts';

export type StormSettings = Backoff & {
  readonly clients: number;
  /** Opening handshakes that the server accepts in each whole second. It refuses more. */
  readonly acceptedPerSecond: number;
  /** A client notices its loss at any time within this, each at another. */
  readonly noticeMs: number;
  readonly seed: number;
};

export const STORM_BOUNDS: BoundsOf<StormSettings> = {
  clients: { min: 0, max: 100_000, isWhole: true },
  acceptedPerSecond: { min: 0, max: 100_000, isWhole: true },
  noticeMs: { min: 0, max: 60_000 },
  baseMs: { min: 100, max: 60_000 },
  capMs: { min: 100, max: 600_000 },
  seed: SEED_BOUNDS,
};

/** Times are multiples of this. A client knows this much later whether it was accepted. */
export const SLOT_MS = 50;
const SLOTS_PER_SECOND = 1000 / SLOT_MS;

/** A storm that isn't over after 20 minutes is left. */
export const STORM_OBSERVED_MS = 1_200_000;

export type StormSecond = {
  readonly atMs: number;
  readonly attempts: number;
  /** The others are refused. */
  readonly accepted: number;
};

export type ReconnectStorm = {
  /** Within `STORM_BOUNDS`. */
  readonly settings: StormSettings;
  /** Attempts in each 50 ms, from time 0 to the last one. */
  readonly attemptsPerSlot: readonly number[];
  /** Each second, from time 0 to the one with the last attempt. */
  readonly seconds: readonly StormSecond[];
  readonly attempts: number;
  readonly accepted: number;
  /** Clients that aren't back at the end of the observation. */
  readonly missing: number;
  /** When the last client is back; null if some are missing. 0 without clients. */
  readonly recoveredAtMs: number | null;
  /** The second with most attempts, the earliest of these; null without attempts. */
  readonly worst: StormSecond | null;
};

export function simulateStorm(wanted: StormSettings): ReconnectStorm {
  const settings = withinBounds(wanted, STORM_BOUNDS);
  const { clients, acceptedPerSecond } = settings;
  const crowd = new WaitingCrowd(settings);
  const attemptsPerSlot: number[] = [];
  const seconds: StormSecond[] = [];
  let missing = clients;
  let [attempts, accepted] = [0, 0];
  let lastSlot = 0;
  const endSecond = () => {
    seconds.push({ atMs: seconds.length * 1000, attempts, accepted });
    [attempts, accepted] = [0, 0];
  };
  for (let slot = 0; missing > 0 && slot < STORM_OBSERVED_MS / SLOT_MS; slot++) {
    if (slot > 0 && slot % SLOTS_PER_SECOND === 0) endSecond();
    const arrivals = crowd.arrivalsAt(slot);
    const room = Math.min(arrivals, acceptedPerSecond - accepted);
    crowd.answer(slot, room);
    attemptsPerSlot.push(arrivals);
    attempts += arrivals;
    accepted += room;
    missing -= room;
    lastSlot = slot;
  }
  if (attemptsPerSlot.length > 0) endSecond();
  return {
    settings,
    attemptsPerSlot,
    seconds,
    attempts: attemptsPerSlot.reduce((sum, each) => sum + each, 0),
    accepted: clients - missing,
    missing,
    recoveredAtMs: missing === 0 ? lastSlot * SLOT_MS : null,
    worst: seconds.reduce<StormSecond | null>(
      (worst, each) => (each.attempts > (worst?.attempts ?? 0) ? each : worst),
      null,
    ),
  };
}

/** The same storm with each way of waiting. */
export function compareBackoffs(settings: Omit<StormSettings, 'kind'>): ReconnectStorm[] {
  return BACKOFF_KINDS.map((kind) => simulateStorm({ ...settings, kind }));
}

/**
 * The least time until all can be back, however they wait: the seconds before the last one are
 * full. Infinity if the server accepts none.
 */
export function leastRecoveryMs(clients: number, acceptedPerSecond: number): number {
  return clients <= 0 ? 0 : (Math.ceil(clients / acceptedPerSecond) - 1) * 1000;
}

/** A wait in slots: any of `count` slots from `first` on. */
type SlotRange = { readonly first: number; readonly count: number };

function slotRange({ fromMs, toMs }: WaitRange): SlotRange {
  const first = Math.round(fromMs / SLOT_MS);
  return { first, count: Math.max(1, Math.round(toMs / SLOT_MS) - first) };
}

/** How many clients will make an attempt in which slot, by the number of their attempts. */
class WaitingCrowd {
  readonly #random: SeededRandom;
  readonly #waits: readonly SlotRange[];
  /** A ring of slots for each of the waits. */
  readonly #waiting: readonly Int32Array[];
  readonly #ringSize: number;

  constructor({ clients, noticeMs, seed, ...backoff }: StormSettings) {
    this.#random = new SeededRandom(seed);
    this.#waits = distinctWaits(backoff).map(slotRange);
    const noticeSlots = Math.max(1, Math.round(noticeMs / SLOT_MS));
    const longest = Math.max(...this.#waits.map(({ first, count }) => first + count));
    this.#ringSize = noticeSlots + longest + 2;
    this.#waiting = this.#waits.map(() => new Int32Array(this.#ringSize));
    spreadAtRandom(clients, noticeSlots, this.#random, (slot, count) =>
      this.#wait(0, slot, count, noticeMs > 0),
    );
  }

  arrivalsAt(slot: number): number {
    const place = slot % this.#ringSize;
    return this.#waiting.reduce((sum, counts) => sum + counts[place]!, 0);
  }

  /** Takes `accepted` clients out, of each number of attempts alike. The others wait again. */
  answer(slot: number, accepted: number): void {
    const arrivals = this.arrivalsAt(slot);
    const place = slot % this.#ringSize;
    let [arrived, taken] = [0, 0];
    for (const [level, counts] of this.#waiting.entries()) {
      const count = counts[place]!;
      if (count === 0) continue;
      counts[place] = 0;
      arrived += count;
      // Rounding what was taken so far makes the sum exact.
      const takenNext = Math.round((accepted * arrived) / arrivals);
      const refused = count - (takenNext - taken);
      taken = takenNext;
      this.#wait(Math.min(level + 1, this.#waits.length - 1), slot + 1, refused, true);
    }
  }

  /**
   * `startsWithin` says whether the waits begin at any time within their slot. Added to a random
   * wait, that reaches the next slot half of the time.
   */
  #wait(level: number, fromSlot: number, count: number, startsWithin: boolean): void {
    const { first, count: slots } = this.#waits[level]!;
    const counts = this.#waiting[level]!;
    const isSum = startsWithin && slots > 1;
    spreadAtRandom(count, isSum ? 2 * slots : slots, this.#random, (part, many) => {
      const slot = isSum ? (part + 1) >> 1 : part;
      const place = (fromSlot + first + slot) % this.#ringSize;
      counts[place] = counts[place]! + many;
    });
  }
}
