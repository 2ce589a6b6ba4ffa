import type { TimelineMark } from '#core/scenes/timeline-lane.ts';
import { boxPath, dotPath, squarePath, verticalPath } from '#core/scenes/timeline-paths.ts';

export const KEY_SIZE = 22;
const MIDDLE = KEY_SIZE / 2;

/** `made` is the line at the time a message is made. It crosses all lanes. */
export type KeyMark = TimelineMark | 'made';

/** The timeline's marks, each drawn in a square. */
export const KEY_PATHS: Readonly<Record<KeyMark, string>> = {
  exchange: boxPath(MIDDLE - 4, 1, 8, KEY_SIZE - 2),
  'empty-exchange': boxPath(MIDDLE - 4, 1, 8, KEY_SIZE - 2),
  held: boxPath(0, MIDDLE - 3, KEY_SIZE, 6),
  connection: boxPath(0, MIDDLE - 2, KEY_SIZE, 4),
  heartbeat: verticalPath(MIDDLE, MIDDLE - 6, MIDDLE + 6),
  'to-client': dotPath(MIDDLE, MIDDLE, 4.5),
  'from-client': squarePath(MIDDLE, MIDDLE, 4),
  made: verticalPath(MIDDLE, 0, KEY_SIZE),
};
