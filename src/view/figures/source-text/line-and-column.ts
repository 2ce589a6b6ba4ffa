/** Line and column of a position in a text, counted from 1. */
export function lineAndColumn(text: string, place: number): { line: number; column: number } {
  let line = 1;
  let lineStart = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < place; at = text.indexOf('\n', at + 1)) {
    line += 1;
    lineStart = at + 1;
  }
  return { line, column: place - lineStart + 1 };
}
