/** Names for the segments of one send, by the pieces that start or continue in each. */

/** Bytes with a name for what they contain: "client-text-1". */
export type NamedBytes = { readonly name: string; readonly bytes: Uint8Array };

type Piece = { readonly name: string; readonly start: number; readonly end: number; parts: number };

export class SegmentNames {
  readonly #pieces: readonly Piece[];

  constructor(written: readonly NamedBytes[]) {
    let end = 0;
    this.#pieces = written.map(({ name, bytes }) => {
      const start = end;
      end += bytes.length;
      return { name, start, end, parts: 0 };
    });
  }

  /**
   * The name of the first piece that starts in the segment. If none does, the piece that continues
   * in it, with the number of its part. Expects segments in the order of their bytes.
   */
  nameOf(start: number, end: number): string {
    const carried = this.#pieces.filter((piece) => piece.start < end && start < piece.end);
    for (const piece of carried) piece.parts++;
    const first = carried.find((piece) => piece.start >= start) ?? carried[0];
    if (first === undefined) throw new RangeError(`expected bytes that were written, got ${start}`);
    return first.parts === 1 ? first.name : `${first.name}-part-${first.parts}`;
  }
}
