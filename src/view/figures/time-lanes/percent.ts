/** A place or a length in an SVG that is as wide as its room: "33.33%". */
export function percent(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(2)}%`;
}
