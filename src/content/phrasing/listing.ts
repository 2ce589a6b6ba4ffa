/** "ws", "ws and wsproto", "ws, wsproto and Firefox". */
export function inList(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  const others = names.slice(0, -1);
  return others.length === 0 ? last : `${others.join(', ')} and ${last}`;
}
