/**
 * Which sorts of characters a line has. What needs a quote or a tab isn't sought in a line without
 * one: a text can have a hundred thousand lines, and there are two dozen forms.
 */

export const MARK = {
  digit: 1,
  /** a to f. */
  hexLetter: 2,
  otherLetter: 4,
  tab: 8,
  colon: 0x10,
  equals: 0x20,
  /** Any quote, and all characters beyond ASCII, because some of them are quotes. */
  quote: 0x40,
  backslash: 0x80,
  square: 0x100,
  curly: 0x200,
  round: 0x400,
  angle: 0x800,
  pipe: 0x1000,
  percent: 0x2000,
  slash: 0x4000,
  star: 0x8000,
  minus: 0x1_0000,
  dot: 0x2_0000,
  hash: 0x4_0000,
} as const;

const CHARACTERS: readonly (readonly [mark: number, characters: string])[] = [
  [MARK.digit, '0123456789'],
  [MARK.hexLetter, 'abcdefABCDEF'],
  [MARK.otherLetter, 'ghijklmnopqrstuvwxyzGHIJKLMNOPQRSTUVWXYZ'],
  [MARK.tab, '\t'],
  [MARK.colon, ':'],
  [MARK.equals, '='],
  [MARK.quote, '"\'`'],
  [MARK.backslash, '\\'],
  [MARK.square, '[]'],
  [MARK.curly, '{}'],
  [MARK.round, '()'],
  [MARK.angle, '<>'],
  [MARK.pipe, '|'],
  [MARK.percent, '%'],
  [MARK.slash, '/'],
  [MARK.star, '*'],
  [MARK.minus, '-'],
  [MARK.dot, '.'],
  [MARK.hash, '#'],
];

const MARKS = Uint32Array.from({ length: 0x80 }, (_, code) => {
  const character = String.fromCharCode(code);
  return CHARACTERS.find(([, characters]) => characters.includes(character))?.[0] ?? 0;
});

/** The marks of the text from `start` to `end`, joined. */
export function marksIn(text: string, start: number, end: number): number {
  let marks = 0;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    marks |= code < 0x80 ? MARKS[code]! : MARK.quote;
  }
  return marks;
}
