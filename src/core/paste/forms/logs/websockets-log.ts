/**
 * Debug logs of Python's websockets: "> TEXT 'Hello' [5 bytes]". The lines contain opcodes and
 * payloads, so frames can be reconstructed. Masking keys and the middle of long payloads are
 * missing.
 */

import { toUtf8 } from '#core/bytes/text.ts';
import type { Block, PieceContent } from '#core/paste/block.ts';
import { BlockWriter } from '#core/paste/block-writer.ts';
import type { PastedLines } from '#core/paste/lines/pasted-lines.ts';
import type { Speaker } from '#core/paste/speaker.ts';
import { CODE, skipBlanks } from '#core/paste/text/characters.ts';
import { escapeAt } from '#core/paste/text/escape.ts';
import { transcribeHexPairs } from '#core/paste/text/hex-pairs.ts';
import type { TextRange } from '#core/paste/text/text-range.ts';
import { collectUtf8 } from '#core/paste/text/utf8-text.ts';
import { OPCODE, type DefinedOpcode } from '#core/protocol/framing/opcode.ts';

/** Text before the arrow comes from the logger. */
const LONGEST_LABEL = 1000;
/** Remarks behind the payload. */
const LONGEST_REMARKS = 200;

const OPCODES: Readonly<Record<string, DefinedOpcode>> = {
  CONT: OPCODE.continuation,
  TEXT: OPCODE.text,
  BINARY: OPCODE.binary,
  CLOSE: OPCODE.close,
  PING: OPCODE.ping,
  PONG: OPCODE.pong,
};

const BEGINNING = /(?:^|[\s:\]])([<>]) (CONT|TEXT|BINARY|CLOSE|PING|PONG) /;
const REMARKS = / \[((?:[a-z]+, )*\d+ bytes?[^\]]*)\]$/;
const CLOSE = /^(\d{4}) \([^)]*\) ?(.*)$/;
const SERVER_LOG = /websockets\.server|< [A-Z]+ \S+ HTTP/;

export function claimWebsocketsLog(lines: PastedLines, from: number): Block | null {
  if (lines.text.charAt(lines.contentEnd(from) - 1) !== ']') return null;
  const writer = new BlockWriter();
  let line = from;
  let start = 0;
  for (; line < lines.count; line++) {
    const lineEnd = lines.contentEnd(line);
    if (lines.text.charAt(lineEnd - 1) !== ']') break;
    // An arrow can look like the quote mark of a mail.
    const frame = frameIn(lines.text, lines.start(line), lineEnd);
    if (frame === null) break;
    if (line === from) start = frame.start;
    readFrame(lines, frame, writer);
  }
  if (line === from) return null;
  const end = lines.contentEnd(line - 1);
  return { from, to: line, start, end, readings: [writer.finish('websockets-log', 'sure')] };
}

type LoggedFrame = {
  /** Before the arrow. */
  readonly label: string;
  readonly mark: string;
  readonly name: string;
  readonly start: number;
  readonly data: TextRange;
  readonly remarks: string;
  readonly end: number;
};

/** The frame of a line, which can be as long as the payload; null if it has none. */
function frameIn(text: string, lineStart: number, end: number): LoggedFrame | null {
  const remarks = REMARKS.exec(text.slice(Math.max(lineStart, end - LONGEST_REMARKS), end));
  if (remarks === null) return null;
  const sample = text.slice(lineStart, Math.min(end, lineStart + LONGEST_LABEL));
  const found = BEGINNING.exec(sample);
  if (found === null) return null;
  const [all, mark = '', name = ''] = found;
  const behind = lineStart + found.index + all.length;
  const data = { start: behind, end: end - remarks[0].length };
  if (data.end < data.start) return null;
  const start = lineStart + found.index + all.search(/[<>]/);
  return {
    label: sample.slice(0, found.index),
    mark,
    name,
    start,
    data,
    remarks: remarks[1]!,
    end,
  };
}

/** The log is the server's if its logger says so, or if it received the request. */
function speakerOf(lines: PastedLines, mark: string, label: string): Speaker {
  const isSent = mark === '>';
  if (label.includes('websockets.client')) return isSent ? 'client-to-server' : 'server-to-client';
  const isServer = SERVER_LOG.test(label) || SERVER_LOG.test(lines.text.slice(0, 4000));
  if (isServer) return isSent ? 'server-to-client' : 'client-to-server';
  return isSent ? 0 : 1;
}

function readFrame(
  lines: PastedLines,
  { label, mark, name, start, data, remarks, end }: LoggedFrame,
  writer: BlockWriter,
): void {
  const opcode = OPCODES[name] ?? OPCODE.text;
  const content: PieceContent = {
    kind: 'payload',
    opcode,
    isFinal: !remarks.includes('continued'),
    isCompressed: false,
  };
  writer.begin(start, { speaker: speakerOf(lines, mark, label) }, content);
  const before = writer.count;
  readPayload(lines.text, opcode, data, writer);
  writer.end(end);
  const shown = writer.count - before;
  const total = Number(/\b(\d{1,12}) bytes?/.exec(remarks)?.[1] ?? shown);
  if (total <= shown) return;
  writer.miss(total - shown);
  writer.lose({ kind: 'print-limit', printer: 'websockets', shown, total });
}

/** A string in Python's repr, bytes in hex, or a close code with its name and reason. */
function readPayload(
  text: string,
  opcode: DefinedOpcode,
  { start, end }: TextRange,
  writer: BlockWriter,
): void {
  const quote = text.charAt(start);
  if (opcode === OPCODE.close) {
    const [, code, reason = ''] = CLOSE.exec(text.slice(start, end)) ?? [];
    // Any code, even one that must not be sent, because it was observed.
    if (code !== undefined) {
      writer.add(Number(code) >> 8, start, start + code.length);
      writer.add(Number(code) & 0xff, start, start + code.length);
    }
    collectUtf8(text, end - reason.length, end, writer);
  } else if (quote === "'" || quote === '"') {
    readRepr(text, start + 1, text.charAt(end - 1) === quote ? end - 1 : end, writer);
  } else {
    for (let at = start; at < end; at = skipBlanks(text, at, end)) {
      const next = transcribeHexPairs(text, at, writer);
      if (next === at) break;
      at = next;
    }
  }
}

/** The part before the omitted middle. */
function readRepr(text: string, start: number, end: number, writer: BlockWriter): void {
  for (let at = start; at < end;) {
    if (text.startsWith('...', at) && at - start >= ELIDED_AT - 1) return;
    if (text.charCodeAt(at) !== CODE.backslash) {
      const next = at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
      collectUtf8(text, at, next, writer);
      at = next;
      continue;
    }
    const escape = escapeAt(text, at + 1, 'octal');
    if (escape.kind === 'byte' || escape.kind === 'character') {
      const code = escape.kind === 'byte' ? escape.byte : escape.code;
      for (const byte of toUtf8(String.fromCodePoint(code))) writer.add(byte, at, escape.end);
    }
    at = escape.end;
  }
}

/** The number of characters of a long payload before its dots, including the quote. */
const ELIDED_AT = 48;
