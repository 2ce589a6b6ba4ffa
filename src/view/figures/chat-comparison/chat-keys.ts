import type { ChatMark } from '#core/scenes/chat-lanes.ts';
import { boxPath, dotPath, squarePath } from '#core/scenes/timeline-paths.ts';

export const KEY_SIZE = 18;
const MIDDLE = KEY_SIZE / 2;

const crossing = boxPath(MIDDLE - 4, 1, 8, KEY_SIZE - 2);

/** The marks of a chat, each drawn in a square. */
export const CHAT_KEY_PATHS: Readonly<Record<ChatMark, string>> = {
  open: boxPath(0, 2, KEY_SIZE, KEY_SIZE - 4),
  'empty-poll': crossing,
  exchange: crossing,
  heartbeat: crossing,
  close: crossing,
  waiting: boxPath(0, MIDDLE - 2.5, KEY_SIZE, 5),
  message: boxPath(MIDDLE - 2, 1, 4, KEY_SIZE - 2),
  'at-browser': dotPath(MIDDLE, MIDDLE, 4.5),
  'at-server': squarePath(MIDDLE, MIDDLE, 4.5),
};
