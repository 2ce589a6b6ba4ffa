/** Builds a reading byte by byte and chunk by chunk. */

import type { Direction } from '#core/trace/direction.ts';
import { ByteCollector } from './byte-collector.ts';
import type { NotationId, NotationProblem } from './notation.ts';
import type { ReadingConfidence, LeftOut, Lost, ReadChunk, Reading } from './reading.ts';
import { clientSpeaker } from './client-speaker.ts';

/**
 * The sender of a chunk of text: a direction if the text names it; 0 or 1 if the text only
 * separates two senders, as by indentation; otherwise null. 0 is the client unless the bytes show
 * otherwise.
 */
export type Speaker = Direction | 0 | 1 | null;

type OpenChunk = {
  readonly speaker: Speaker;
  readonly start: number;
  readonly atMs: number | null;
};

export class Transcript {
  readonly collector = new ByteCollector();
  readonly #chunks: OpenChunk[] = [];
  readonly #leftOut = new Map<LeftOut['kind'], number>();
  readonly #lost: Lost[] = [];
  readonly #addresses: [string | null, string | null] = [null, null];
  #problem: NotationProblem | null = null;

  get problem(): NotationProblem | null {
    return this.#problem;
  }

  get count(): number {
    return this.collector.count;
  }

  add(byte: number, start: number, end: number): void {
    this.collector.add(byte, start, end);
  }

  /** Starts another chunk, here or at `start`. */
  begin(speaker: Speaker, atMs: number | null = null, start = this.count): void {
    this.#chunks.push({ speaker, start, atMs });
  }

  /** The address of a speaker without a direction. */
  name(speaker: 0 | 1, address: string): void {
    this.#addresses[speaker] = address;
  }

  leaveOut(kind: LeftOut['kind'], count = 1): void {
    if (count > 0) this.#leftOut.set(kind, (this.#leftOut.get(kind) ?? 0) + count);
  }

  lose(lost: Lost): void {
    this.#lost.push(lost);
  }

  /** Records why reading stops. Only the first reason is kept. */
  stop(problem: NotationProblem): void {
    this.#problem ??= problem;
  }

  finish(notation: NotationId, confidence: ReadingConfidence): Reading {
    const { collector } = this;
    const bytes = collector.view();
    const open = this.#chunks[0]?.start === 0 ? this.#chunks : [SILENT, ...this.#chunks];
    const client = clientSpeaker(open, bytes);
    const directionOf = (speaker: Speaker): Direction | null => {
      if (typeof speaker !== 'number') return speaker;
      return speaker === client ? 'client-to-server' : 'server-to-client';
    };
    const firstMs = open.find(({ atMs }) => atMs !== null)?.atMs ?? 0;
    const chunks = open.flatMap(({ speaker, start, atMs }, index): ReadChunk[] => {
      const end = open[index + 1]?.start ?? bytes.length;
      if (end === start) return [];
      const direction = directionOf(speaker);
      return [{ direction, range: { start, end }, atMs: atMs === null ? null : atMs - firstMs }];
    });
    return {
      notation,
      confidence,
      connections: [
        {
          client: this.#addresses[client],
          server: this.#addresses[client === 0 ? 1 : 0],
          bytes,
          positions: collector.positions,
          chunks,
        },
      ],
      leftOut: Array.from(this.#leftOut, ([kind, count]) => ({ kind, count })),
      lost: this.#lost,
      isReconstructed: false,
      problem: this.#problem,
    };
  }
}

const SILENT: OpenChunk = { speaker: null, start: 0, atMs: null };
