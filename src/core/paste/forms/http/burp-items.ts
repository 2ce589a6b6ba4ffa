/** Heads in the XML of Burp’s “Save items”: `<request base64="true"><![CDATA[R0VU…]]>`. */

import type { Block } from '#core/paste/block.ts';
import { BlockWriter } from '#core/paste/block-writer.ts';
import type { PastedLines } from '#core/paste/lines/pasted-lines.ts';
import { transcribeBase64 } from '#core/paste/text/base64-codec.ts';

const OPENING = /^<(request|response) base64="true"><!\[CDATA\[/;

export function claimBurpItem(lines: PastedLines, from: number): Block | null {
  const found = OPENING.exec(lines.slice(from, 60));
  if (found === null) return null;
  const start = lines.content(from) + found[0].length;
  const lineEnd = lines.contentEnd(from);
  const close = lines.text.indexOf(']]>', start);
  const end = close === -1 || close > lineEnd ? lineEnd : close;
  const writer = new BlockWriter();
  const speaker = found[1] === 'request' ? 'client-to-server' : 'server-to-client';
  writer.begin(start, { speaker }, { kind: 'head', isMade: false });
  const traits = transcribeBase64(lines.text, start, end, writer);
  if (traits === null || writer.count === 0) return null;
  writer.end(end);
  writer.leaveOut('program-text');
  return { from, to: from + 1, start, end, readings: [writer.finish('http', 'sure')] };
}
