/** How large a text is, estimated for pictures that are drawn without a browser. */

/** The advance of a monospaced font in ems: a little above most fonts, so that text fits in all. */
const ADVANCE = 0.62;

export function widthOf(text: string, fontSize: number): number {
  return [...text].length * fontSize * ADVANCE;
}

/** As much of a text as has room. */
export function fitText(text: string, width: number, fontSize: number): string {
  return shorten(text, Math.floor(width / (fontSize * ADVANCE)));
}

/** At most so many characters, the last of them an ellipsis if the text is longer. */
export function shorten(text: string, maxCharacters: number): string {
  const most = Math.max(1, maxCharacters);
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}

/** The baseline of a text whose middle is at `y`. */
export function baselineAt(y: number, fontSize: number): number {
  return y + fontSize * 0.35;
}
