/**
 * A reading in the making: what one notation's rule takes down, byte by byte and chunk by chunk.
 */

import type { Direction } from '#core/trace/direction.ts';
import { ByteCollector } from './byte-collector.ts';
import type { NotationId, NotationProblem } from './notation.ts';
import type { Confidence, LeftOut, Lost, ReadChunk, Reading } from './reading.ts';
import { clientVoice } from './client-speaker.ts';

/**
 * Who speaks in a text: named there, or only told apart from the other one, as by indentation; null
 * where nothing tells. Of two that are merely told apart, 0 is the one who is taken for the client
 * unless the bytes say otherwise.
 */
export type Voice = Direction | 0 | 1 | null;

type OpenChunk = { readonly voice: Voice; readonly start: number; readonly atMs: number | null };

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

  /** What is added from now on, or from `start` on, is another chunk. */
  begin(voice: Voice, atMs: number | null = null, start = this.count): void {
    this.#chunks.push({ voice, start, atMs });
  }

  /** The address of a voice that the text only tells apart. */
  name(voice: 0 | 1, address: string): void {
    this.#addresses[voice] = address;
  }

  leaveOut(kind: LeftOut['kind'], count = 1): void {
    if (count > 0) this.#leftOut.set(kind, (this.#leftOut.get(kind) ?? 0) + count);
  }

  lose(lost: Lost): void {
    this.#lost.push(lost);
  }

  /** Says what stands in the way; only the first is kept. */
  stop(problem: NotationProblem): void {
    this.#problem ??= problem;
  }

  finish(notation: NotationId, confidence: Confidence): Reading {
    const { collector } = this;
    const bytes = collector.view();
    const open = this.#chunks[0]?.start === 0 ? this.#chunks : [SILENT, ...this.#chunks];
    const client = clientVoice(open, bytes);
    const directionOf = (voice: Voice): Direction | null => {
      if (typeof voice !== 'number') return voice;
      return voice === client ? 'client-to-server' : 'server-to-client';
    };
    const firstMs = open.find(({ atMs }) => atMs !== null)?.atMs ?? 0;
    const chunks = open.flatMap(({ voice, start, atMs }, index): ReadChunk[] => {
      const end = open[index + 1]?.start ?? bytes.length;
      if (end === start) return [];
      const direction = directionOf(voice);
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

const SILENT: OpenChunk = { voice: null, start: 0, atMs: null };
