/** The quotes that open and close literals in a line. */

import { CODE } from '#core/paste/text/characters.ts';

const CLOSING: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '`': '`',
  '“': '”',
  '‘': '’',
  '„': '“',
  '«': '»',
};

/** Remembers of a line which quotes have no end, so that each is looked for once. */
export class LineQuotes {
  #end: number;
  readonly #openUntil = new Map<string, number>();
  readonly #text: string;
  isBareTried = false;

  constructor(text: string, _from: number, end: number) {
    this.#text = text;
    this.#end = end;
  }

  /** Goes on in a later line. */
  move(_from: number, end: number): void {
    this.#end = end;
    this.#openUntil.clear();
    this.isBareTried = false;
  }

  /** Where the literal that opens at `at` closes; −1 if it doesn't in its line. */
  closeOf(at: number): number {
    const quote = this.#text.charAt(at);
    const closer = CLOSING[quote] ?? quote;
    if (this.#openUntil.has(closer)) return -1;
    for (let place = at + 1; place < this.#end; place++) {
      const code = this.#text.charCodeAt(place);
      if (code === CODE.backslash) {
        place++;
        // A backslash before the line end joins the lines.
        if (place === this.#end && this.#end < this.#text.length)
          return this.#closeInNextLines(place, closer);
      } else if (this.#text.charAt(place) === closer) return place;
    }
    this.#openUntil.set(closer, at);
    return -1;
  }

  #closeInNextLines(from: number, closer: string): number {
    const most = Math.min(this.#text.length, from + LONGEST_CONTINUED);
    for (let place = from; place < most; place++) {
      if (this.#text.charCodeAt(place) === CODE.backslash) place++;
      else if (this.#text.charAt(place) === closer) return place;
    }
    return -1;
  }
}

const LONGEST_CONTINUED = 1_000_000;

export function isOpeningQuote(character: string): boolean {
  return character in CLOSING;
}
