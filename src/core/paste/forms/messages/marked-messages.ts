/**
 * Messages as mitmproxy exports them below the heads (`WebSocketMessage._format_ws_message`):
 * "[OUTGOING] hello" is the client's, "[INCOMING] hi" the server's. It doesn't say which are text.
 */

import { startLineIn } from '#core/paste/forms/http/start-line.ts';
import type { PastedLines } from '#core/paste/lines/pasted-lines.ts';
import type { MessageRow } from './message-row.ts';

const MARK = /^\[(?:OUTGOING|INCOMING)\](?: |$)/;
const MARK_LENGTH = '[OUTGOING] '.length;

/** A message of several lines goes on up to the next mark. */
export function markedMessageAt(lines: PastedLines, line: number): MessageRow | null {
  if (line >= lines.count || !isMarked(lines, line)) return null;
  let to = line + 1;
  while (to < lines.count && !isEnd(lines, to)) to++;
  // Nothing shows where the last message ends.
  if (to === lines.count || !isMarked(lines, to)) to = line + 1;
  const start = Math.min(lines.contentEnd(line), lines.content(line) + MARK_LENGTH);
  return {
    data: { start, end: lines.end(to - 1) },
    opcode: null,
    told: { speaker: lines.slice(line, 2) === '[O' ? 'client-to-server' : 'server-to-client' },
    to,
  };
}

function isMarked(lines: PastedLines, line: number): boolean {
  return MARK.test(lines.slice(line, MARK_LENGTH));
}

/** Whether another message begins in a line, or the request of another connection. */
function isEnd(lines: PastedLines, line: number): boolean {
  return isMarked(lines, line) || startLineIn(lines, line) !== null;
}
