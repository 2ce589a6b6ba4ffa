/** Names for the segments of one run of bytes, by what begins or goes on in each. */

/** Bytes with the name of what they are: "client-text-1". */
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
   * The first of what begins in it; or what goes on in it, and for which time. To be asked in the
   * order of the bytes.
   */
  nameOf(start: number, end: number): string {
    const carried = this.#pieces.filter((piece) => piece.start < end && start < piece.end);
    for (const piece of carried) piece.parts++;
    const first = carried.find((piece) => piece.start >= start) ?? carried[0];
    if (first === undefined) throw new RangeError(`expected bytes that were written, got ${start}`);
    return first.parts === 1 ? first.name : `${first.name}-part-${first.parts}`;
  }
}
