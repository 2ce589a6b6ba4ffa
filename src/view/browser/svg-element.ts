/** An exported picture as an element. `svg` has to be well-formed. */
export function svgElementOf(svg: string): Element {
  return new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
}
