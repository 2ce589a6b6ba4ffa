/** Counts with their nouns. */

/** "65,536". */
export function formatCount(count: number | bigint): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** "1 frame", "2 frames". */
export function countOf(count: number | bigint, singular: string, plural = `${singular}s`): string {
  return `${formatCount(count)} ${Number(count) === 1 ? singular : plural}`;
}

/** Units after numbers: of these, only bytes have a singular. */
export type Unit = 'bytes' | 'ms' | 's';

/** The unit after a number: "byte" after 1. */
export function unitAfter(count: number, unit: Unit): string {
  return unit === 'bytes' && count === 1 ? 'byte' : unit;
}

/** "1 byte", "2,000 ms": a number and its unit stay on one line. */
export function withUnit(count: number, unit: Unit): string {
  return `${formatCount(count)}\u00a0${unitAfter(count, unit)}`;
}
