/** The page's whole address, as one would send it to somebody. */
export function pageLink(): string {
  return location.href;
}
