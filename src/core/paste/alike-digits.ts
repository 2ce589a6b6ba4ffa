/**
 * Bytes in another spelling than forms know: full-width digits, as input methods for Chinese and
 * Japanese type them, underscores or dots between pairs, numbers with their base, and digits among
 * the colours of a terminal. What replaces them is as long, so places stay the same.
 */

/** A full-width form of a character of ASCII (Unicode, U+FF01 to U+FF5E), and its blank. */
const WIDE = /[\uff01-\uff5e\u3000]/g;
const WIDE_DIGIT = /[\uff10-\uff19\uff21-\uff26\uff41-\uff46]/;
/** From U+FF01 to U+0021. */
const WIDE_DISTANCE = 0xfee0;
const WIDE_BLANK = '\u3000';

/** Several pairs: two or three are a name. */
const JOINED =
  /(?<![\w+/=-])(?:0x)?[\da-f]{2}(?:_(?:0x)?[\da-f]{2}){3,}(?![\w+/=-])|(?<![\w+/=-])[\da-f]{4}(?:_[\da-f]{4}){2,}(?:_[\da-f]{2})?(?![\w+/=-])/gi;

/** More pairs than an address has numbers. */
const DOTTED = /(?<![\w.+/=-])[\da-f]{2}(?:\.[\da-f]{2}){4,}(?![\w+/=-]|\.\w)/gi;

/** Verilog's 8'h81 and Ada's 16#81#, several of them. */
const BASED = /(?<!\w)(?:8'h|16#)([\da-f]{2})(#?)(?!\w)/gi;

/** With spaces between pairs and 0x before them; the same text if it has no other spelling. */
export function withSpacesBetween(text: string): string {
  const apart = text.includes('_') ? text.replace(JOINED, spaced) : text;
  const undotted = apart.includes('.') ? apart.replace(DOTTED, spaced) : apart;
  return /(?:8'h|16#)[\da-f]{2}/i.test(undotted)
    ? undotted.replace(BASED, (all, pair: string) => `0x${pair}`.padEnd(all.length))
    : undotted;
}

/** Without a digit it is a name. */
function spaced(pairs: string): string {
  return /\d/.test(pairs) ? pairs.replaceAll(/[_.]/g, ' ') : pairs;
}

/** Colours of a terminal (ECMA-48 §8.3.117). */
const COLOURS = /\u001b\[[\d;:]*m/g;

/** With spaces for colours; null if it has none. */
export function uncolouredText(text: string): string | null {
  if (!text.includes('\u001b[')) return null;
  return text.replace(COLOURS, (colour) => ' '.repeat(colour.length));
}

/** In characters of ASCII; null if it has no full-width digits. */
export function narrowText(text: string): string | null {
  if (!WIDE_DIGIT.test(text)) return null;
  return text.replace(WIDE, (wide) =>
    wide === WIDE_BLANK ? ' ' : String.fromCharCode(wide.charCodeAt(0) - WIDE_DISTANCE),
  );
}
