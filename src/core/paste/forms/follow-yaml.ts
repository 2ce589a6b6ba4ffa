/** A followed stream in Wireshark's YAML: peers with addresses, packets with times, base64. */

import type { Block } from '#core/paste/block.ts';
import { BlockWriter } from '#core/paste/block-writer.ts';
import type { PastedLines } from '#core/paste/lines/pasted-lines.ts';
import type { TextRange } from '#core/paste/text/text-range.ts';
import { transcribeBase64 } from '#core/paste/text/base64-codec.ts';

/** Lines of keys are short. */
const LONGEST_KEY = 120;

const BEGINNING =
  /^(?:# Packet \d|peers:$|packets:$|- peer: \d+$|- packet: \d+$|peer[01]_\d+: !!binary \|)/;
const ITEM = /^(?:- )?(peer|host|port|packet|timestamp|index): (\S+)$/;
const DATA = /^(?:- )?(?:data|peer([01])_\d+): !!binary \|/;
const BASE64 = /^[\w+/]+=*$/;

export function claimFollowYaml(lines: PastedLines, from: number): Block | null {
  if (!BEGINNING.test(lines.slice(from, LONGEST_KEY))) return null;
  const writer = new BlockWriter();
  const addresses: [string | null, string | null] = [null, null];
  let peer: 0 | 1 = 0;
  let host = '';
  let atMs: number | null = null;
  let block: TextRange | null = null;
  let keyColumn = 0;
  const columnOf = (index: number) => lines.content(index) - lines.start(index);
  const close = (open: TextRange | null): null => {
    if (open !== null && transcribeBase64(lines.text, open.start, open.end, writer) === null)
      writer.skip(open);
    return null;
  };
  let line = from;
  for (; line < lines.count; line++) {
    if (lines.isEmpty(line)) continue;
    const content = lines.slice(line, LONGEST_KEY);
    const data = DATA.exec(content);
    if (data) {
      block = close(block);
      if (data[1] !== undefined) peer = data[1] === '0' ? 0 : 1;
      const destination = addresses[peer === 0 ? 1 : 0];
      const source = addresses[peer];
      const told =
        source !== null && destination !== null ? { source, destination } : { speaker: peer };
      writer.begin(lines.content(line), { ...told, atMs });
      writer.leaveOut('labels');
      block = { start: lines.contentEnd(line), end: lines.contentEnd(line) };
      keyColumn = columnOf(line);
      continue;
    }
    // What belongs to a key is indented.
    if (block !== null && columnOf(line) > keyColumn && BASE64.test(content)) {
      block = { start: block.start, end: lines.contentEnd(line) };
      continue;
    }
    const [, key, value = ''] = ITEM.exec(content) ?? [];
    if (key === undefined && !BEGINNING.test(content) && !content.startsWith('#')) break;
    block = close(block);
    if (key === 'peer') peer = value === '0' ? 0 : 1;
    if (key === 'host') host = value;
    if (key === 'port')
      addresses[peer] = host.includes(':') ? `[${host}]:${value}` : `${host}:${value}`;
    if (key === 'timestamp') {
      atMs = Number(value) * 1000;
      writer.leaveOut('times');
    }
  }
  close(block);
  if (writer.count === 0) return null;
  const start = lines.content(from);
  const end = lines.contentEnd(line - 1);
  return { from, to: line, start, end, readings: [writer.finish('follow-yaml', 'sure')] };
}
