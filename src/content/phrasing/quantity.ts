/** Counts with their nouns. */

/** "65,536". */
export function formatCount(count: number | bigint): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** "1 frame", "2 frames". */
export function countOf(count: number | bigint, singular: string, plural = `${singular}s`): string {
  return `${formatCount(count)} ${Number(count) === 1 ? singular : plural}`;
}
