/** Two versions of a request, line beside line. */

export type LinePair = {
  /** Empty if the line is only in the other version. */
  readonly before: string;
  readonly after: string;
  readonly isChanged: boolean;
};

/**
 * The second version has the lines of the first in the same order, some of them with another value,
 * and some left out.
 */
export function changedLines(before: string, after: string): LinePair[] {
  const rest = linesOf(after);
  return linesOf(before).map((line, index) => {
    const isRequestLine = index === 0;
    const isNext = isRequestLine || nameOf(rest[0] ?? '') === nameOf(line);
    const partner = isNext ? (rest.shift() ?? '') : '';
    return { before: line, after: partner, isChanged: partner !== line };
  });
}

function linesOf(head: string): string[] {
  return head.split(/\r?\n/).filter((line) => line !== '');
}

function nameOf(line: string): string {
  return line.slice(0, line.indexOf(':')).toLowerCase();
}
