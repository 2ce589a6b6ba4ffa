/** How many bytes precede, at the end of a line: "(17 bytes)", "len=17". */

const COUNT = /\s*(?:\(\d{1,9} bytes?\)|\b(?:len(?:gth)?|size|count|bytes)\s?[=:]\s?\d{1,9})$/i;

export function withoutCount(line: string): string {
  return line.slice(0, line.length - (COUNT.exec(line.slice(-LONGEST))?.[0].length ?? 0));
}

const LONGEST = 40;
