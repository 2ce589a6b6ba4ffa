/** The page's complete address, for sharing. */
export function pageLink(): string {
  return location.href;
}
