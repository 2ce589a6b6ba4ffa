/**
 * Frames on their way from a sender's queue through TCP to a reader. Each one's times follow from
 * those before it.
 */

import { framesWithin, type QueueSettings } from './slow-reader.ts';

/** When a frame is sent, arrives, and has been handled by the reader. Infinity for never. */
export type Passage = {
  readonly sentAtMs: number;
  readonly arrivedAtMs: number;
  readonly readAtMs: number;
};

export class FramePassages {
  readonly #settings: QueueSettings;
  readonly #window: number;
  readonly #receiveBuffer: number;
  readonly #passages: Passage[] = [];

  constructor(settings: QueueSettings) {
    this.#settings = settings;
    this.#window = framesWithin(settings.windowSize, settings);
    this.#receiveBuffer = framesWithin(settings.receiveBufferSize, settings);
  }

  /**
   * When TCP takes the next frame: it is acknowledged that the frame a window before has arrived,
   * and that the one a buffer before was read.
   */
  get openAtMs(): number {
    const { oneWayMs } = this.#settings;
    const next = this.#passages.length;
    const acknowledged = this.#passages[next - this.#window];
    const freed = this.#passages[next - this.#receiveBuffer];
    return Math.max(
      this.#passages[next - 1]?.sentAtMs ?? 0,
      acknowledged === undefined ? 0 : acknowledged.arrivedAtMs + oneWayMs,
      freed === undefined ? 0 : freed.readAtMs + oneWayMs,
    );
  }

  /** When the reader has handled all frames that were sent. */
  get allReadAtMs(): number {
    return this.#passages.at(-1)?.readAtMs ?? 0;
  }

  /** Expects a time that isn't before `openAtMs`. */
  send(sentAtMs: number): Passage {
    const arrivedAtMs = sentAtMs + this.#settings.oneWayMs;
    const startsAtMs = Math.max(arrivedAtMs, this.allReadAtMs);
    const passage = { sentAtMs, arrivedAtMs, readAtMs: handledAt(startsAtMs, this.#settings) };
    this.#passages.push(passage);
    return passage;
  }
}

/** When the reader has handled a message that it could start with at `fromMs`. */
function handledAt(fromMs: number, settings: QueueSettings): number {
  const { consumedPerSecond, pausedFromMs, pausedUntilMs } = settings;
  const handlingMs = 1000 / consumedPerSecond;
  const pauseMs = Math.max(0, pausedUntilMs - pausedFromMs);
  if (fromMs >= pausedFromMs + pauseMs) return fromMs + handlingMs;
  if (fromMs >= pausedFromMs) return pausedUntilMs + handlingMs;
  const endMs = fromMs + handlingMs;
  return endMs > pausedFromMs ? endMs + pauseMs : endMs;
}
