/** How wide a text is, estimated without a page: in em of a bold heading. */

/** Measured in the font of headings. The first class that a character is in counts. */
const CLASSES: readonly (readonly [characters: RegExp, width: number])[] = [
  [/[\p{M}\p{Cf}]/u, 0],
  [/[ ijl.,:;'!|]/, 0.32],
  [/[frtI1()[\]{}"`/\\_*-]/, 0.44],
  [/[acesvxyzkJ7]/, 0.55],
  [/[mMW%]/, 0.97],
  [/[A-Zw&#@…“”\u00a1-\u024f]/, 0.8],
  [/[ -~]/, 0.63],
  // The widest characters of all.
  [/[\ufdfa-\ufdfd\u2e3a\u2e3b\u{12000}-\u{1254f}]/u, 10],
];

/** Of emoji, and of letters that come from other fonts. */
const OTHER = 1.25;

/** In em. Rather too much than too little. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) {
    width += CLASSES.find(([characters]) => characters.test(character))?.[1] ?? OTHER;
  }
  return width;
}
