/** Estimates the size of texts for pictures that are drawn without a browser. */

/**
 * The advance width of monospaced fonts in ems. Slightly above most, so that text fits with any
 * font.
 */
const ADVANCE = 0.62;

export function widthOf(text: string, fontSize: number): number {
  return [...text].length * fontSize * ADVANCE;
}

/** As much of a text as fits. */
export function fitText(text: string, width: number, fontSize: number): string {
  return shorten(text, Math.floor(width / (fontSize * ADVANCE)));
}

/** At most `maxCharacters` characters. If the text is longer, the last one is an ellipsis. */
export function shorten(text: string, maxCharacters: number): string {
  const limit = Math.max(1, maxCharacters);
  const characters = [...text];
  return characters.length <= limit ? text : `${characters.slice(0, limit - 1).join('')}…`;
}

/** The baseline of a text whose vertical center is `y`. */
export function baselineAt(y: number, fontSize: number): number {
  return y + fontSize * 0.35;
}
