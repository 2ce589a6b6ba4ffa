/** Frame logs of akka-http and Pekko: "<< TEXT FIN length 7 [77 65 6c 63 6f 6d 65]". */

import type { Block, PieceContent } from '#core/paste/block.ts';
import { BlockWriter } from '#core/paste/block-writer.ts';
import type { PastedLines } from '#core/paste/lines/pasted-lines.ts';
import { elisionAt } from '#core/paste/text/elision.ts';
import { hexValue, skipBlanks } from '#core/paste/text/characters.ts';
import { pairAt } from '#core/paste/text/hex-token.ts';
import { OPCODE, type DefinedOpcode } from '#core/protocol/framing/opcode.ts';

const FRAME =
  /(<<|>>) (CONT(?:INUATION)?|TEXT|BINARY|CLOSE|PING|PONG)((?: [A-Z\d]+)*) length (\d{1,12}) \[/;

const OPCODES: Readonly<Record<string, DefinedOpcode>> = {
  CONT: OPCODE.continuation,
  TEXT: OPCODE.text,
  BINA: OPCODE.binary,
  CLOS: OPCODE.close,
  PING: OPCODE.ping,
  PONG: OPCODE.pong,
};

const MOST = 500;

export function claimAkkaLog(lines: PastedLines, from: number): Block | null {
  const found = FRAME.exec(lines.slice(from, MOST));
  if (found === null) return null;
  const [all, mark, name = '', flags = '', length = '0'] = found;
  const start = lines.content(from) + found.index;
  const end = lines.contentEnd(from);
  const writer = new BlockWriter();
  const content: PieceContent = {
    kind: 'payload',
    opcode: OPCODES[name.slice(0, 4)] ?? OPCODE.text,
    isFinal: flags.includes('FIN'),
    isCompressed: flags.includes('RSV1'),
  };
  writer.begin(start, { speaker: mark === '>>' ? 0 : 1 }, content);
  let at = start + all.length;
  for (;;) {
    at = skipBlanks(lines.text, at, end);
    if (hexValue(lines.text.charCodeAt(at)) < 0 || hexValue(lines.text.charCodeAt(at + 1)) < 0)
      break;
    writer.add(pairAt(lines.text, at), at, at + 2);
    at += 2;
  }
  writer.end(end);
  const shown = writer.count;
  const total = Number(length);
  if (elisionAt(lines.text, at, end) !== null || total > shown) {
    writer.miss(Math.max(0, total - shown));
    writer.lose({
      kind: 'print-limit',
      printer: 'akka-http',
      shown,
      total: Math.max(total, shown),
    });
  }
  return { from, to: from + 1, start, end, readings: [writer.finish('akka-log', 'sure')] };
}
