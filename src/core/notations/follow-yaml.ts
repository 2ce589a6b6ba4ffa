/** A followed stream in Wireshark's YAML: peers with addresses, packets with times, base64. */

import { transcribeBase64 } from './base64-text.ts';
import { skipBlanks } from './characters.ts';
import { linesOf } from './lines.ts';
import type { Reading } from './reading.ts';
import { Transcript } from './transcript.ts';

/** Lines of keys are short. */
const LONGEST_KEY = 120;

const ITEM = /^(?:- )?(peer|host|port|packet|timestamp|index): (\S+)$/;
const DATA = /^(?:- )?(?:data|peer([01])_\d+): !!binary \|/;

export function readFollowYaml(text: string): Reading[] {
  if (!text.includes('!!binary |')) return [];
  const transcript = new Transcript();
  let peer: 0 | 1 = 0;
  let host = '';
  let atMs: number | null = null;
  /** The start of the current base64 block, and the indentation of its key. */
  let block: { readonly start: number; readonly indent: number } | null = null;
  const close = (end: number) => {
    if (block !== null) transcribeBase64(text, block.start, end, transcript);
    block = null;
  };
  for (const { start, end } of linesOf(text)) {
    const at = skipBlanks(text, start, end);
    if (at === end) continue;
    if (block !== null && at - start > block.indent) continue;
    close(start);
    const line = text.slice(at, Math.min(end, at + LONGEST_KEY));
    const data = DATA.exec(line);
    if (data) {
      if (data[1] !== undefined) peer = data[1] === '0' ? 0 : 1;
      transcript.begin(peer, atMs);
      transcript.leaveOut('labels');
      block = { start: end, indent: at - start };
      continue;
    }
    const [, key, value = ''] = ITEM.exec(line) ?? [];
    if (key === 'peer') peer = value === '0' ? 0 : 1;
    if (key === 'host') host = value;
    if (key === 'port')
      transcript.name(peer, host.includes(':') ? `[${host}]:${value}` : `${host}:${value}`);
    if (key === 'timestamp') {
      atMs = Number(value) * 1000;
      transcript.leaveOut('times');
    }
  }
  close(text.length);
  return transcript.count > 0 ? [transcript.finish('follow-yaml', 'sure')] : [];
}
