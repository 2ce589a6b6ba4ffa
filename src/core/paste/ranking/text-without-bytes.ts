/**
 * Texts that are about frames and connections but have none of their bytes: lists and trees of
 * Wireshark, access logs, error messages, logs of programs, text in which bytes became dots.
 */

import type { PastedLines } from '#core/paste/lines/pasted-lines.ts';
import type { PasteProblem, TextWithoutBytes } from '#core/paste/problem.ts';

type Signs = {
  readonly text: TextWithoutBytes;
  readonly line: RegExp;
  /** How many lines must look like this. */
  readonly least: number;
};

const SIGNS: readonly Signs[] = [
  {
    text: 'proxy-session',
    line: /<\?charles serialisation-version|<charles-session\b/,
    least: 1,
  },
  {
    // Postman's and mitmdump's, and the names of columns that several proxies have.
    text: 'message-list',
    line: /^(?:(?:Connected to|Disconnected from) wss?:\/\/\S+|\S{1,80} (?:->|<-) WebSocket \w+ message (?:->|<-) \S+|(?:(?:#|Body|Data|Direction|Frame|ID|Kind|Length|Message|No\.?|Opcode|Payload|Preview|Sender|Size|Time|Timestamp|Type)(?:\t+|$)){3,})$/i,
    least: 1,
  },
  { text: 'certificate', line: /^-----BEGIN [A-Z ]{1,40}-----$/, least: 1 },
  { text: 'followed-ascii', line: /^Follow: \w+,ascii$/, least: 1 },
  {
    text: 'socat-text',
    line: /^(?:[<>] )?\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d\.\d+\s+length=\d+ from=\d+ to=\d+$/,
    least: 1,
  },
  {
    text: 'tcpdump-ascii',
    line: /^\d\d:\d\d:\d\d\.\d{6} IP6? \S{1,80} > \S{1,80}: Flags/,
    least: 1,
  },
  {
    text: 'dissection-tree',
    line: /^(?:[01.]{4} [01.]{4}(?: [01.]{4} [01.]{4})? = .+|WebSocket$|(?:Masking-Key|Payload length|Extended Payload length|Masked payload|Reserved|Opcode|Fin)\b.*|(?:Ethernet II|Internet Protocol Version [46]|Transmission Control Protocol), Src.*)$/,
    least: 3,
  },
  {
    text: 'packet-list',
    line: /^(?:"No\.","Time",.*|No\.\s+Time\s+Source\s+Destination\s+Protocol\b.*|\d+\s+\d+\.\d+\s+\S+\s+(?:→\s+)?\S+\s+(?:WebSocket|TCP|HTTP|TLSv1(?:\.\d)?)\s+\d+\b.*)$/,
    least: 1,
  },
  {
    text: 'access-log',
    line: /\[\d\d\/\w{3}\/\d{4}:\d\d:\d\d:\d\d(?:\.\d+| [+-]\d{4})\].*"[A-Z]+ \S+ HTTP\/\d(?:\.\d)?"(?: \d{3} |$)/,
    least: 1,
  },
  {
    text: 'error-message',
    line: /(?:\b\w*(?:Error|Exception|Failure)\b\s?[:(]|\bfailed: |\bWebSocket connection to '|\bcan(?:'|’)t establish a connection|\bnet::ERR_|\bECONN|\b(?:on)?close[d]? (?:with )?(?:(?:code|status)[ =:]*)?1\d{3}\b)/,
    least: 1,
  },
  {
    text: 'program-log',
    line: /^(?:\S{1,60} ?\| )?(?:\[?\d{4}[-/]\d\d[-/]\d\d[T ]|\[?\d\d:\d\d:\d\d)\S*.*(?:web-?socket|\bframe|\bopcode|\bhandshake\b|\b(?:TRACE|DEBUG|INFO|WARN|WARNING|ERROR)\b)|^(?:[\w.-]+ (?:Verbose|Information|Warning|Error): \d+ : |[EWIDV] \(\d+\) [\w-]+: |(?:TRACE|DEBUG|INFO|WARN|ERROR)[: ] ?[\w.:]+)|^[\w.-]+(?::[\w.-]+)+ .* \+\d+m?s$|^Connected \(press CTRL\+C to quit\)$|^\* (?:\[WS\]|WS-(?:ENC|DEC):) |^\[(?:trace|debug|info|warn|error) *[\w:]*\] |\b(?:Text|Binary|Ping|Pong|Close|Continuation)WebSocketFrame\(|^Frame\[[A-Z]+\]@/i,
    least: 1,
  },
];

/** How many lines are looked at. */
const MOST_LINES = 400;

/** What kind of text it is, with the line that tells; null for any other text. */
export function textWithoutBytes(lines: PastedLines): PasteProblem | null {
  const found = new Map<TextWithoutBytes, { count: number; line: number }>();
  let filled = 0;
  for (let line = 0; line < Math.min(lines.count, MOST_LINES); line++) {
    const content = lines.slice(line, 400);
    if (content !== '') filled++;
    for (const { text, line: pattern } of SIGNS) {
      if (!pattern.test(content)) continue;
      const known = found.get(text);
      if (known) known.count++;
      else found.set(text, { count: 1, line });
      break;
    }
  }
  const sign = SIGNS.find(({ text, least }) => {
    const { count = 0 } = found.get(text) ?? {};
    // A copied part of a tree can be a single field.
    return count >= least || (text === 'dissection-tree' && count > 0 && count === filled);
  });
  if (sign === undefined) return null;
  const { line, count } = found.get(sign.text)!;
  // The lines of tcpdump without what -A prints below them.
  const text = sign.text === 'tcpdump-ascii' && count === filled ? 'packet-list' : sign.text;
  return { kind: 'no-bytes', text, range: lines.contentRange(line) };
}
