/** Messages without frames: rows of a list in a browser or a proxy, and the frames of SockJS. */

import type { Block } from '#core/paste/block.ts';
import { BlockWriter } from '#core/paste/block-writer.ts';
import type { FormId } from '#core/paste/form.ts';
import type { PastedLines } from '#core/paste/lines/pasted-lines.ts';
import type { TextRange } from '#core/paste/text/text-range.ts';
import { collectUtf8 } from '#core/paste/text/utf8-text.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import { markedMessageAt } from './marked-messages.ts';
import { cellsAt, namesColumns, stackAt } from './message-cells.ts';
import type { MessageRow, MessageRowReader } from './message-row.ts';

export function claimMessageRows(lines: PastedLines, from: number): Block | null {
  return (
    claimRows(lines, from, cellsAt, 'message-rows') ??
    claimRows(lines, from, stackAt, 'message-rows') ??
    claimRows(lines, from, markedMessageAt, 'message-rows') ??
    claimRows(lines, from, sockJsAt, 'sockjs')
  );
}

function claimRows(
  lines: PastedLines,
  from: number,
  rowAt: MessageRowReader,
  form: FormId,
): Block | null {
  const hasNames = rowAt === cellsAt && namesColumns(lines, from);
  let to = hasNames ? from + 1 : from;
  const first = rowAt(lines, to);
  if (first === null) return null;
  const rows: (MessageRow & { readonly from: number })[] = [];
  for (let row: MessageRow | null = first; row !== null; row = rowAt(lines, to)) {
    rows.push({ ...row, from: to });
    ({ to } = row);
  }
  if (rows.every(({ data }) => data === null)) return null;
  // A letter alone can be anything.
  if (form === 'sockjs' && rows.every(({ data }) => lengthOf(data) === 1)) return null;
  const writer = new BlockWriter();
  for (const { data, opcode, told, from: line, to: next } of rows) {
    if (data === null) {
      writer.skip({ start: lines.content(line), end: lines.contentEnd(next - 1) });
      continue;
    }
    writer.begin(data.start, told, {
      kind: 'payload',
      opcode,
      isFinal: true,
      isCompressed: false,
    });
    collectUtf8(lines.text, data.start, data.end, writer);
    writer.end(lines.contentEnd(next - 1));
  }
  if (hasNames) writer.leaveOut('labels');
  const range = { start: lines.content(from), end: lines.contentEnd(to - 1) };
  return {
    from,
    to,
    ...range,
    readings: [writer.finish(form, form === 'sockjs' ? 'likely' : 'sure')],
  };
}

function lengthOf(range: TextRange | null): number {
  return range === null ? 0 : range.end - range.start;
}

const SOCKJS_FIRST = 'ohac';
const SOCKJS = /^(?:o|h|a\["[^]*"\]|c\[\d{3,4},"[^"]*"\])$/;

/** Only servers send these. */
function sockJsAt(lines: PastedLines, line: number): MessageRow | null {
  if (line >= lines.count || lines.isEmpty(line)) return null;
  const range = lines.contentRange(line);
  if (!SOCKJS_FIRST.includes(lines.text.charAt(range.start))) return null;
  if (range.end - range.start > 1 && lines.text.charAt(range.start + 1) !== '[') return null;
  if (!SOCKJS.test(lines.slice(line, Infinity))) return null;
  const told = { speaker: 'server-to-client' } as const;
  return { data: range, opcode: OPCODE.text, told, to: line + 1 };
}
