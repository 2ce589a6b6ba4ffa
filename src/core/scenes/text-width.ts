/** Estimates the size of texts for pictures that are drawn without a browser. */

/**
 * The advance width of monospaced fonts in ems. Slightly above most, so that text fits with any
 * font.
 */
const ADVANCE = 0.62;

/** Takes no room: accents, and what joins the parts of an emoji. */
const COMBINING = /[\p{M}\p{Cf}]/u;

/** Comes from another font, and is as wide as it is high: Chinese, Japanese, Korean, emoji. */
const FULL_WIDTH = /[\u1100-\u115f\u2e80-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;

export function widthOf(text: string, fontSize: number): number {
  return [...text].reduce((sum, character) => sum + advanceOf(character), 0) * fontSize;
}

/** In ems. */
function advanceOf(character: string): number {
  if (character < '\u0300') return ADVANCE;
  if (COMBINING.test(character)) return 0;
  return FULL_WIDTH.test(character) ? 2 * ADVANCE : ADVANCE;
}

/** As much of a text as fits. */
export function fitText(text: string, width: number, fontSize: number): string {
  // A margin for rounding, so that a text fits its own width.
  const room = width / fontSize + 1e-6;
  const characters = [...text];
  let [used, fitting] = [0, 0];
  for (const character of characters) {
    used += advanceOf(character);
    if (used > room) return `${characters.slice(0, fitting).join('')}…`;
    if (used + ADVANCE <= room) fitting += 1;
  }
  return text;
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
