/** The ids of folds that are open. */

export function unfoldedOf(ids: readonly string[]): ReadonlySet<string> {
  return new Set(ids);
}

/** The folds with one of them opened or closed. */
export function withFold(
  unfolded: Iterable<string>,
  foldId: string,
  isUnfolded: boolean,
): ReadonlySet<string> {
  const next = new Set(unfolded);
  if (isUnfolded) next.add(foldId);
  else next.delete(foldId);
  return next;
}
