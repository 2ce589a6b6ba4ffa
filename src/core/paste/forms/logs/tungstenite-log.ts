/**
 * Frames in the trace log of tungstenite: lines of names and values from "<FRAME>" on, with the
 * payload in hex.
 */

import type { Block, PieceContent } from '#core/paste/block.ts';
import { BlockWriter } from '#core/paste/block-writer.ts';
import type { PastedLines } from '#core/paste/lines/pasted-lines.ts';
import { hasHexPrefix } from '#core/paste/text/characters.ts';
import { transcribeHexPairs } from '#core/paste/text/hex-pairs.ts';
import { OPCODE, type DefinedOpcode } from '#core/protocol/framing/opcode.ts';

const OPCODES: Readonly<Record<string, DefinedOpcode>> = {
  CONTINUE: OPCODE.continuation,
  TEXT: OPCODE.text,
  BINARY: OPCODE.binary,
  CLOSE: OPCODE.close,
  PING: OPCODE.ping,
  PONG: OPCODE.pong,
};

const MOST_LINES = 12;

export function claimTungsteniteLog(lines: PastedLines, from: number): Block | null {
  const headers = claimParsedHeaders(lines, from);
  if (headers !== null) return headers;
  if (!/^<FRAME>$|<FRAME>$/.test(lines.slice(from, 400))) return null;
  const values = new Map<string, string>();
  for (let line = from + 1; line < Math.min(lines.count, from + MOST_LINES); line++) {
    const found = /^([a-z ]+):(?: (.*))?$/.exec(lines.slice(line, 200));
    if (found === null) return null;
    values.set(found[1] ?? '', found[2] ?? '');
    if (found[1] !== 'payload') continue;
    const start = lines.contentEnd(from) - '<FRAME>'.length;
    const end = lines.contentEnd(line);
    const writer = new BlockWriter();
    const content: PieceContent = {
      kind: 'payload',
      opcode: OPCODES[(values.get('opcode') ?? '').toUpperCase()] ?? null,
      isFinal: values.get('final') !== 'false',
      isCompressed: (values.get('reserved') ?? '').startsWith('true'),
    };
    writer.begin(start, {}, content);
    const data = lines.content(line) + 'payload:'.length + 1;
    const digits = hasHexPrefix(lines.text, data) ? data + 2 : data;
    transcribeHexPairs(lines.text, digits, writer);
    writer.end(end);
    const total = Number(values.get('payload length') ?? writer.count);
    if (total > writer.count) {
      writer.miss(total - writer.count);
      writer.lose({ kind: 'print-limit', printer: 'tungstenite', shown: writer.count, total });
    }
    return { from, to: line + 1, start, end, readings: [writer.finish('tungstenite-log', 'sure')] };
  }
  return null;
}

const PARSED_HEADERS = /\bParsed headers \[(\d{1,3}), (\d{1,3})\]$/;
/** What it prints of the same two bytes after them. */
const REPEATED =
  /(?:^|[\]:] )(?:(?:First|Second): [01]{1,8}|Opcode: \w+\(\w+\)|Masked: (?:true|false))$/;

/** The first two bytes of a frame that arrived. The rest of it isn't printed. */
function claimParsedHeaders(lines: PastedLines, from: number): Block | null {
  const content = lines.slice(from, 400);
  const found = PARSED_HEADERS.exec(content);
  if (found === null) return null;
  const [, first = '', second = ''] = found;
  let to = from + 1;
  const writer = new BlockWriter();
  for (; to < lines.count && REPEATED.test(lines.slice(to, 400)); to++) {
    writer.leaveOut('other-blocks');
  }
  const end = lines.contentEnd(from);
  const start = end - 1 - second.length - 2 - first.length;
  const isHeader = Number(first) <= 0xff && Number(second) < LENGTH_IN_MORE_BYTES;
  if (isHeader) {
    writer.begin(start);
    writer.add(Number(first), start, start + first.length);
    writer.add(Number(second), end - 1 - second.length, end - 1);
    writer.end(end);
    writer.miss(null);
    writer.lose({ kind: 'elided', printer: 'tungstenite', shown: 2, total: null });
  } else writer.skip({ start, end });
  const readings = [writer.finish('tungstenite-log', 'sure')];
  return { from, to, start, end, readings };
}

/** From here on, more bytes of the header follow: a longer length, or a masking key. */
const LENGTH_IN_MORE_BYTES = 126;
