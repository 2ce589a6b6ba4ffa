/** The rows of a list of units with TCP's events between them, without a list of all of them. */

import { firstReached } from '#core/bytes/bisect.ts';
import type { TcpRow } from './tcp-rows.ts';

export type MixedRow =
  | { readonly kind: 'unit'; readonly unitIndex: number }
  | { readonly kind: 'tcp'; readonly row: TcpRow };

export class MixedRows {
  readonly #unitCount: number;
  /** In the order of the units before which they are. */
  readonly #tcp: readonly TcpRow[];

  constructor(unitCount: number, tcp: readonly TcpRow[]) {
    this.#unitCount = unitCount;
    this.#tcp = tcp;
  }

  get count(): number {
    return this.#unitCount + this.#tcp.length;
  }

  /** Null beyond the last row. */
  at(position: number): MixedRow | null {
    if (position < 0 || position >= this.count) return null;
    const tcp = this.#tcp;
    // The first row of TCP at this position or after it.
    const next = firstReached(tcp.length, (index) => this.#positionOf(index) >= position);
    const row = tcp[next];
    return row !== undefined && this.#positionOf(next) === position
      ? { kind: 'tcp', row }
      : { kind: 'unit', unitIndex: position - next };
  }

  positionOfUnit(unitIndex: number): number {
    const tcp = this.#tcp;
    return unitIndex + firstReached(tcp.length, (index) => tcp[index]!.beforeUnit > unitIndex);
  }

  /** Of a row of TCP. */
  #positionOf(index: number): number {
    return this.#tcp[index]!.beforeUnit + index;
  }
}
