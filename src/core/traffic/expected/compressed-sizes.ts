/**
 * The mean sizes of compressed messages: the project's compressor, with messages as the model makes
 * them. Sizes between the measured numbers of messages are interpolated.
 */

import type { Write } from '#core/traffic/methods/method-run.ts';
import { WriteCompressor } from '#core/traffic/wire/compressed-messages.ts';
import type { WirePlan } from '#core/traffic/wire/wire-plan.ts';
import type { AppMessage } from '#core/traffic/workload/app-message.ts';

/** Messages per body or frame whose sizes are measured. */
const COUNTS = [0, 1, 2, 4, 8, 16, 32, 64] as const;
/** Bytes to compress for each of them: enough for a mean, to fill a stream's window, and fast. */
const BUDGET = { stream: 44_000, bodies: 12_000 } as const;
/** Larger contents aren't measured, but extrapolated. */
const LARGEST = 60_000;
const REPETITIONS = { least: 3, most: 300 } as const;
/** Of separate bodies, fewer are enough. */
const BODIES = 40;

const AT_START = {
  connection: 0,
  sentAtMs: 0,
  arrivedAtMs: 0,
  direction: 'server-to-client',
} as const;

export class MessageSizes {
  readonly #plan: WirePlan;
  readonly #messageSize: number;
  readonly #firstIndex: number;
  readonly #bodies = new Map<number, number>();
  readonly #frames = new Map<number, number>();
  readonly #events = new Map<boolean, number>();

  /** Messages contain their number, so that those from `firstIndex` on are typical. */
  constructor(plan: WirePlan, messageSize: number, firstIndex: number) {
    this.#plan = plan;
    this.#firstIndex = firstIndex;
    this.#messageSize = messageSize;
  }

  /** Bytes of a response's body with this many messages, with gzip. */
  body(count: number): number {
    return this.#interpolated(count, (measured) =>
      remembered(this.#bodies, measured, () =>
        this.#mean(measured, false, (messages) => ({
          kind: 'answer',
          purpose: 'poll',
          ...AT_START,
          messages,
        })),
      ),
    );
  }

  /** Bytes of a frame's payload with this many messages, with permessage-deflate. */
  frame(count: number): number {
    return this.#interpolated(count, (measured) =>
      remembered(this.#frames, measured, () =>
        this.#mean(measured, true, (messages) => ({
          kind: 'frame',
          carries: 'messages',
          ...AT_START,
          messages,
        })),
      ),
    );
  }

  /** Bytes of an event, or of a comment, in a gzip stream that is flushed after each. */
  event(isComment: boolean): number {
    return remembered(this.#events, isComment, () =>
      this.#mean(1, true, ([message]) => ({
        kind: 'event',
        ...AT_START,
        message: isComment ? null : message!,
      })),
    );
  }

  /** Linear between the measured counts, and after the last. */
  #interpolated(count: number, sizeOf: (count: number) => number): number {
    const counts = COUNTS.filter((each) => each <= 1 || each * this.#messageSize <= LARGEST);
    const next = counts.findIndex((measured) => measured >= count);
    const end = next === -1 ? counts.length - 1 : Math.max(1, next);
    const [from, to] = [counts[end - 1]!, counts[end]!];
    const [fromSize, toSize] = [sizeOf(from), sizeOf(to)];
    return Math.round(fromSize + ((count - from) / (to - from)) * (toSize - fromSize));
  }

  /** The first half of a stream fills the window of later ones, so it isn't counted. */
  #mean(
    count: number,
    isStream: boolean,
    write: (messages: readonly AppMessage[]) => Write,
  ): number {
    const compressor = new WriteCompressor(this.#plan);
    const each = Math.max(1, count * this.#messageSize);
    const wanted = Math.max(
      REPETITIONS.least,
      Math.round(BUDGET[isStream ? 'stream' : 'bodies'] / each),
    );
    const repetitions = Math.min(isStream ? REPETITIONS.most : BODIES, wanted);
    const skipped = isStream ? repetitions >> 1 : 0;
    let total = 0;
    for (let repetition = 0; repetition < repetitions; repetition++) {
      const messages = Array.from({ length: count }, (_, index) => ({
        direction: AT_START.direction,
        index: this.#firstIndex + repetition * count + index,
        madeAtMs: 0,
        size: this.#messageSize,
      }));
      const size = compressor.compress(write(messages))?.length ?? 0;
      if (repetition >= skipped) total += size;
    }
    return Math.round(total / (repetitions - skipped));
  }
}

function remembered<Key>(known: Map<Key, number>, key: Key, measure: () => number): number {
  const size = known.get(key) ?? measure();
  known.set(key, size);
  return size;
}
