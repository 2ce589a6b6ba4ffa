/** The numbers above the columns of a dump, and PowerShell's labels. */

const COLUMN_HEADING =
  /^\|?\s*(?:Label: .*|Path: .*|(?:Offset(?: Bytes|\(\w\))?|Address|- offset -)?\s*(?:0?0 +0?1 +0?2 +0?3 +0?4 +0?5 +0?6 +0?7(?![ -]+0?8[ -]+0?9.*[ -]0?f[ -]+[\da-f]{2}[ -])|0 2 4 6 8|0 1 {1,2}2 3 {1,2}4 5 {1,2}6 7)\b.*)$/i;

/** What a heading can begin with. */
const FIRST = '|-0aAlLoOpP';

/** That of HxD or radare2, not of PowerShell. */
export function isNamedHeading(line: string): boolean {
  return /^(?:Offset\(|- offset)/.test(line);
}

/** Only a heading has a name before numbers that count up like this. */
const NAMED_HEADING = /^Offset\(\w\)\s+00 01 02 03\b/i;

export function isColumnHeading(line: string): boolean {
  if (!FIRST.includes(line.charAt(0))) return false;
  return COLUMN_HEADING.test(line) || (/^o/i.test(line) && NAMED_HEADING.test(line));
}
