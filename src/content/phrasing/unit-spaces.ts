/** Spaces between numbers and units, at which lines must not break. */

const UNITS = [
  'ms',
  's',
  'min',
  'h',
  '[kKMGT]?B(?:/s)?',
  '[KMGT]iB',
  'm?W',
  'J',
  '[kMGT]?bit/s',
  'px',
  'bits?',
  'bytes?',
  'seconds?',
  'minutes?',
  'hours?',
  'days?',
];

/** A plain space between a digit and a unit, if the unit is a whole word. */
const UNIT_SPACE = new RegExp(`(?<=\\d) (?=(?:${UNITS.join('|')})(?![\\w/-]))`, 'g');

/** The text with no-break spaces before its units: "30 ms", "9 min 54 s". */
export function keepUnits(text: string): string {
  return text.replace(UNIT_SPACE, '\u00a0');
}

/** What contains characters exactly as they are sent or typed, a tag, or text between tags. */
const PART = /<(pre|code|textarea|script|style)\b[^]*?<\/\1>|<[^>]*>|[^<]+/g;

/** The same in the texts of HTML, but not in its code and its attributes. */
export function keepUnitsInHtml(html: string): string {
  return html.replace(PART, (part) => (part.startsWith('<') ? part : keepUnits(part)));
}
