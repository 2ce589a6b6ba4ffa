/**
 * The names of containers and pods before each line of a log of several: "ws-server-1  | ", as
 * Docker Compose writes, or "[pod/ws-5d4/app] ", as kubectl does. Each logs its own connection.
 */

import type { PastedLines } from './pasted-lines.ts';

const NAME = /^(?:([a-z][\w.-]{0,60}[-_]\d{1,4})\s{1,40}\| ?|\[(pod\/[\w./-]{1,100})\] )/i;

/** The name before a line; null if it has none. */
export function containerNameIn(line: string): string | null {
  const found = NAME.exec(line);
  return found?.[1] ?? found?.[2] ?? null;
}

const KNOWN = new WeakMap<PastedLines, boolean>();

/** Whether the lines of a text come from more than one container. */
export function hasContainers(lines: PastedLines): boolean {
  const known = KNOWN.get(lines);
  if (known !== undefined) return known;
  let first: string | null = null;
  let hasSeveral = false;
  for (let line = 0; line < lines.count && !hasSeveral; line++) {
    const name = containerNameIn(lines.slice(line, 120));
    if (first !== null && name !== null && name !== first) hasSeveral = true;
    first ??= name;
  }
  KNOWN.set(lines, hasSeveral);
  return hasSeveral;
}
