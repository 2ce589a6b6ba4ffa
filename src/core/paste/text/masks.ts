/**
 * The parts of a line that can look like bytes but are none: times, dates, addresses, ids, lengths,
 * pointers and other values of labels.
 */

import { MARK, marksIn } from './marks.ts';
import type { TextRange } from './text-range.ts';

/** Names before "=" or ":" whose value can be bytes. */
const DATA_KEY =
  /(?:^|[^a-z])(?:data|bytes?|hex|hexdump|raw|payload|frame|msg|message|buf(?:fer)?|body|chunk|content|packet|dump|recv|received|send|sent|rx|tx|read|write|in|out|client|server|c|s|i|o)\d*$/i;

type Masked = {
  /** The characters of which one is in it, and others of which one is in it, too. */
  readonly needs: number;
  readonly also?: number;
  readonly pattern: RegExp;
};

/** Behind a host, unless bytes follow it. */
const PORT = String.raw`:(?:\d{4,5}\b|\d{1,3}\b(?!(?:[ ,:-]{1,2}(?:[\da-f]{2}|\d{1,3})\b){2}|[ ,:-](?:[\da-f]{2}|\d{1,3})\s*$))`;

/** What can't be bytes. */
const MASKED: readonly Masked[] = [
  {
    needs: MARK.minus,
    also: MARK.digit | MARK.hexLetter,
    pattern: /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/gi,
  },
  {
    needs: MARK.minus | MARK.slash,
    pattern: /(?:\d{4}[-/]\d\d[-/]\d\d|\d\d[-/]\d\d(?=\s+\d\d:)|\d\d\/[A-Z][a-z]{2}\/\d{4})[T :]?/g,
  },
  {
    needs: MARK.colon,
    pattern:
      /(?<![\da-f:])(?:[01]?\d|2[0-3]):[0-5]\d:[0-6]\d(?:[.,]\d{1,9}|:\d{3})?(?![\da-f:])(?:\s?(?:Z|UTC|GMT|[+-]\d\d:?\d\d)\b)?/gi,
  },
  // Of a chat: "10:15 81 05". Bytes have colons between all of them, or none.
  {
    needs: MARK.colon,
    pattern: /^\[?(?:[01]?\d|2[0-3]):[0-5]\d(?: ?[AP]M)?\]?(?=\s+(?![\da-f]{2}:)\S)/gi,
  },
  // 20261201 101500, and the day alone before pairs.
  {
    needs: MARK.digit,
    pattern:
      /(?<![\w.])(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[T _-]?(?:[01]\d|2[0-3])[0-5]\d[0-5]\d(?:[.,]\d{1,9})?Z?(?!\w)|(?=\s+[\da-f]{2}\s))/gi,
  },
  // Kubernetes: level, month and day, time, thread.
  { needs: MARK.colon, also: MARK.dot, pattern: /^[IWEF]\d{4} \d\d:\d\d:\d\d\.\d{6} +\d+(?= )/g },
  // What names a version, not bytes.
  {
    needs: MARK.otherLetter,
    pattern:
      /\b(?:commit|tree|parent|revision|sha-?\d{0,3}|md5|digest|checksum|etag)\b["':=\s]{1,4}[\da-f]{7,128}\b/gi,
  },
  // A line of a program: main.go:42.
  {
    needs: MARK.dot,
    also: MARK.colon,
    pattern: /\b[\w-]+\.(?:m?[jt]sx?|py|rb|go|rs|java|kt|c|cc|cpp|cs|php|swift):\d{1,5}\b/gi,
  },
  // Android's process, thread and level.
  { needs: MARK.colon, also: MARK.dot, pattern: /(?<=:\d\d\.\d{3}) +\d+ +\d+ [VDIWEFA](?= )/g },
  {
    needs: MARK.hexLetter | MARK.otherLetter,
    pattern:
      /\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\s+\d{1,2}(?:\s+\d\d:\d\d:\d\d(?:\.\d+)?)?(?:\s+\d{4}\b)?/g,
  },
  { needs: MARK.dot, pattern: /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?:[.:]\d{1,5})?(?![\d.])/g },
  { needs: MARK.dot, pattern: /(?<![\w.])[+-]?\d+\.\d+s?(?![\w.])/g },
  { needs: MARK.digit, pattern: /(?<![\w.])1[5-9]\d{8}(?:\d{3})?(?![\w.])/g },
  { needs: MARK.otherLetter, pattern: /(?<!^)\b(?:0x[\da-f]{5,16})(?=\s*[,\])]|\s*$)/gi },
  { needs: MARK.round, pattern: /\((?:\d+|0x[\da-f]+)\)/gi },
  { needs: MARK.square, pattern: /\[[^\]]{0,80}\]/g },
  { needs: MARK.hash | MARK.star, pattern: /[#*]\d+\b/g },
  { needs: MARK.colon, also: MARK.digit, pattern: /:\d+:\d+(?=\)|\s|$)/g },
  {
    needs: MARK.colon,
    also: MARK.dot | MARK.square | MARK.slash,
    pattern: new RegExp(
      String.raw`(?:(?:\d{1,3}\.){3}\d{1,3}|\[[\da-f:]+\]|[\w-]+\.[\w.-]+|\/\/[\w.-]+)${PORT}`,
      'gi',
    ),
  },
  { needs: MARK.colon, also: MARK.otherLetter, pattern: new RegExp(`localhost${PORT}`, 'gi') },
  // IPv6 with a run of zeros left out.
  {
    needs: MARK.colon,
    pattern:
      /(?<![\w:])(?:[\da-f]{1,4}(?::[\da-f]{1,4})*)?::(?:[\da-f]{1,4}(?::[\da-f]{1,4})*)?(?![\w:])/gi,
  },
  { needs: MARK.angle, pattern: /\(?\b\d+ bytes? => \d+ \(0x[\da-f]+\)\)?/gi },
  { needs: MARK.slash, pattern: /\b(?:https?|wss?):\/\/\S+/gi },
  {
    needs: MARK.hexLetter | MARK.otherLetter,
    pattern:
      /(?!^\dB(?:[\s,]|$)|^(?:\d\d)+\dB\s*$)\b\d+\s?(?:bytes?|B|ms|us|µs|kB|KB|MB|items?|times)\b/g,
  },
];

/** Before bytes that have spaces between them. */
const MAC_BEFORE_PAIRS = /^(?:[\da-f]{2}:){5}[\da-f]{2}(?=(?:\s+[\da-f]{2}){2,}$)/i;
const MAC_ADDRESS = /(?<![\da-f:])(?:[\da-f]{2}:){5}[\da-f]{2}(?![\da-f:])/gi;

const KEYED =
  /(?<![\p{L}\p{M}\d])([A-Za-z_][\w.-]{0,40})\s?[=:]\s?(?![\w.-]{1,40}=)("[^"]{0,80}"|[^\s,;|)}]{1,200})/gu;

/** The ranges of a line that are values of labels, as positions within `line`. */
export function masksIn(line: string): TextRange[] {
  const masks = plainMasksIn(line);
  addKeyedMasks(line, masks);
  return masks;
}

/** Those that have a form of their own, such as times and addresses. */
export function plainMasksIn(line: string): TextRange[] {
  const masks: TextRange[] = [];
  const marks = marksIn(line, 0, line.length);
  // A line of nothing but digits is no address.
  if ((marks & MARK.colon) !== 0 && (marks & MARK.otherLetter) !== 0) {
    forEachMatch(line, MAC_ADDRESS, ({ index, 0: found }) => {
      masks.push({ start: index, end: index + found.length });
    });
  }
  const mac = (marks & MARK.colon) === 0 ? null : MAC_BEFORE_PAIRS.exec(line);
  if (mac !== null) masks.push({ start: 0, end: mac[0].length });
  for (const { needs, also = needs, pattern } of MASKED) {
    if ((marks & needs) === 0 || (marks & also) === 0) continue;
    forEachMatch(line, pattern, ({ index, 0: found }) => {
      if (found.startsWith('[') && isHexGroup(found)) return;
      masks.push({ start: index, end: index + found.length });
    });
  }
  return masks;
}

/** Those behind a name: len=17. */
function addKeyedMasks(line: string, masks: TextRange[]): void {
  if (!line.includes('=') && !line.includes(':')) return;
  forEachMatch(line, KEYED, (found) => {
    const key = found[1] ?? '';
    const value = found[2] ?? '';
    if (!/^"?(?:0x)?[\da-f]{1,16}"?$/i.test(value) || DATA_KEY.test(key)) return;
    // "C1: 81 05": one letter and a number name a side, and bytes follow.
    const isKeyOfBytes = found[0].includes(': ') || !found[0].includes('=');
    if (
      isKeyOfBytes &&
      /^(?:(?:0x)?[\da-f]{2}|(?:[\da-f]{2}){4,})$/i.test(value) &&
      !LENGTH_KEY.test(key)
    )
      return;
    const end = found.index + found[0].length;
    // The first number of a list: "DEBUG: 129, 5, 72".
    const list = /:\s/.test(found[0]) ? SPACED_LIST : LIST;
    if (isKeyOfBytes && list.test(line.slice(end, end + 12))) return;
    masks.push({ start: end - value.length, end });
  });
}

/** More decimals, apart in the same way. */
const LIST = /^[,;]\s?-?\d{1,3}[,;]/;
const SPACED_LIST = /^(?:[,;]\s?-?\d{1,3}[,;]|\s-?\d{1,3}\s-?\d{1,3}(?:\s|$))/;

const LENGTH_KEY =
  /^(?:.*[^a-z])?(?:len(?:gth)?|cap|size|count|seq|ack|id|num|number|no|port|fd|pid|tid|line|offset|opcode|fin|mask|rsv\d?|code|status|version|n|k|x|y)$/i;

const MASKING_KEY =
  /(?:^|[^a-z])mask(?:ing)?[\s_-]?(?:key)?["']?(?:\s?[:=]\s*(?:[\da-f]{2}\s)*|\s)$/i;

/** Whether what follows a label is a masking key alone, which no frame begins with. */
export function namesMaskingKey(label: string): boolean {
  return MASKING_KEY.test(label);
}

/** "[81 05 48]", "[8105]" or okio’s "[size=2 hex=8105]" could be bytes. */
function isHexGroup(group: string): boolean {
  return /^\[\s*(?:(?:0x)?[\da-f]{2}[\s,]*){2,}\]$|\bhex=[\da-f]{4,}/i.test(group);
}

/** Like `matchAll`, which makes another expression for each line. None of them matches nothing. */
function forEachMatch(line: string, pattern: RegExp, take: (found: RegExpExecArray) => void): void {
  pattern.lastIndex = 0;
  for (let found = pattern.exec(line); found !== null; found = pattern.exec(line)) take(found);
}

export function isWithin(masks: readonly TextRange[], at: number): boolean {
  return masks.some(({ start, end }) => start <= at && at < end);
}
