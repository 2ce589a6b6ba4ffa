/** How far reading an input is. */

/** Gets the part of the work that is done, from 0 to 1, and never less than before. */
export type ReportProgress = (done: number) => void;

export const UNREPORTED: ReportProgress = () => undefined;

/** Packets between two reports of a loop over them. */
export const REPORTED_PACKETS = 1 << 15;

/** Reports a part of the work, which lasts from `start` to `end`, as a whole. */
export function partOf(report: ReportProgress, start: number, end: number): ReportProgress {
  return (done) => report(start + done * (end - start));
}
