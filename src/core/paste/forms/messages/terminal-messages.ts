/**
 * What wscat and its like show in a terminal: "> hello" was typed, "< hello" was received. These
 * are the texts of messages, without their frames.
 */

import type { Block, PieceContent } from '#core/paste/block.ts';
import { BlockWriter } from '#core/paste/block-writer.ts';
import type { PastedLines } from '#core/paste/lines/pasted-lines.ts';
import type { Speaker } from '#core/paste/speaker.ts';
import { pairAt } from '#core/paste/text/hex-token.ts';
import type { TextRange } from '#core/paste/text/text-range.ts';
import { collectUtf8 } from '#core/paste/text/utf8-text.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';

const START = /^connected \(press CTRL\+C to quit\)$/i;
/** wscat's own lines between and below messages (its bin/wscat). */
const REMARK =
  /^(?:Disconnected \(code: |Received (?:ping|pong)(?: \(data: |$)|error: |Listening on port |Client (?:connected|disconnected)$)/i;

/** Claims the line that wscat prints first, with the messages below it. */
export function claimTerminalMessages(lines: PastedLines, from: number): Block | null {
  if (!START.test(lines.slice(from, 60))) return null;
  const writer = new BlockWriter();
  /** The Buffers among the messages, if they are frames that a program read itself. */
  const wire = new BlockWriter();
  writer.leaveOut('labels');
  let to = from + 1;
  let messages = 0;
  while (to < lines.count) {
    const speaker = speakerAt(lines, to);
    if (speaker === null) break;
    const next = endOfMessage(lines, to);
    if (!isPrompt(lines, to, next)) {
      const buffer = bufferIn(lines, to, next);
      if (buffer === null) {
        addMessage(lines, to, next, speaker, writer);
        wire.skip({ start: lines.start(to), end: lines.end(next - 1) });
      } else {
        addBuffer(lines.text, buffer, speaker, BINARY, writer);
        addBuffer(lines.text, buffer, speaker, WIRE, wire);
      }
      messages++;
    }
    to = next;
  }
  if (messages === 0) return null;
  const start = lines.content(from);
  const end = lines.end(to - 1);
  const readings = [writer.finish('terminal-messages', 'sure')];
  if (wire.count > 0) readings.push(wire.finish('node-buffer', 'possible'));
  return { from, to, start, end, readings };
}

/** What Node prints for the bytes of a binary message. */
const BUFFER = /^<Buffer((?: [\da-f]{2})+)(?: \.\.\. (\d{1,12}) more bytes?)?>$/;

type PrintedBuffer = TextRange & { readonly digits: TextRange; readonly missing: number };

/** Null if a message is any other text. */
function bufferIn(lines: PastedLines, line: number, next: number): PrintedBuffer | null {
  if (next !== line + 1) return null;
  const start = lines.start(line) + MARK_SIZE;
  const end = lines.end(line);
  const found = BUFFER.exec(lines.text.slice(start, end));
  if (found === null) return null;
  const from = start + '<Buffer '.length;
  const digits = { start: from, end: from + found[1]!.length - 1 };
  return { start, end, digits, missing: Number(found[2] ?? 0) };
}

const WIRE: PieceContent = { kind: 'wire' };
const BINARY: PieceContent = {
  kind: 'payload',
  opcode: OPCODE.binary,
  isFinal: true,
  isCompressed: false,
};

function addBuffer(
  text: string,
  { start, end, digits, missing }: PrintedBuffer,
  speaker: Speaker,
  content: PieceContent,
  writer: BlockWriter,
): void {
  writer.begin(start, { speaker }, content);
  const before = writer.count;
  for (let at = digits.start; at < digits.end; at += '81 '.length)
    writer.add(pairAt(text, at), at, at + 2);
  writer.end(end);
  if (missing === 0) return;
  const shown = writer.count - before;
  writer.miss(missing);
  writer.lose({ kind: 'print-limit', printer: 'Node', shown, total: shown + missing });
}

/** Claims a whole text of such lines. Asked last, because bytes can be behind arrows, too. */
export function claimArrowMessages(lines: PastedLines, from: number): Block | null {
  // Something was read above this line.
  if (from !== lines.firstFilled) return null;
  const speakers = new Set<Speaker>();
  for (let line = from; line < lines.count; line++) {
    if (lines.isEmpty(line)) continue;
    const speaker = speakerAt(lines, line);
    if (speaker === null) return null;
    speakers.add(speaker);
  }
  if (speakers.size < 2) return null;
  const writer = new BlockWriter();
  let to = from;
  for (let line = from; line < lines.count; line++) {
    if (lines.isEmpty(line)) continue;
    if (!isPrompt(lines, line, line + 1))
      addMessage(lines, line, line + 1, speakerAt(lines, line), writer);
    to = line + 1;
  }
  const start = lines.content(from);
  const end = lines.end(to - 1);
  return { from, to, start, end, readings: [writer.finish('terminal-messages', 'possible')] };
}

/** The mark and a space. */
const MARK_SIZE = 2;

/** Marks are sought in the text itself, because ">" before a line can be taken for a quote. */
function speakerAt(lines: PastedLines, line: number): Speaker {
  const start = lines.start(line);
  const mark = lines.text.charAt(start);
  const isApart = lines.end(line) === start + 1 || lines.text.charAt(start + 1) === ' ';
  if (!isApart) return null;
  if (mark === '>') return 'client-to-server';
  return mark === '<' ? 'server-to-client' : null;
}

/** A message of several lines goes on up to the next mark. Only then is it known to end there. */
function endOfMessage(lines: PastedLines, line: number): number {
  let next = line + 1;
  while (next < lines.count && speakerAt(lines, next) === null && !isRemark(lines, next)) next++;
  return next < lines.count ? next : line + 1;
}

function isRemark(lines: PastedLines, line: number): boolean {
  return REMARK.test(lines.slice(line, 60));
}

/** Whether it is the empty line at the end, where the next message would be typed. */
function isPrompt(lines: PastedLines, line: number, next: number): boolean {
  const isLast = next >= lines.count || isRemark(lines, next);
  return isLast && lines.end(line) <= lines.start(line) + MARK_SIZE;
}

function addMessage(
  lines: PastedLines,
  line: number,
  next: number,
  speaker: Speaker,
  writer: BlockWriter,
): void {
  const end = lines.end(next - 1);
  const start = Math.min(end, lines.start(line) + MARK_SIZE);
  // It shows received binary messages as text, too.
  const opcode = speaker === 'client-to-server' ? OPCODE.text : null;
  writer.begin(start, { speaker }, { kind: 'payload', opcode, isFinal: true, isCompressed: false });
  collectUtf8(lines.text, start, end, writer);
  writer.end(end);
}
