/**
 * Hexadecimal in angle brackets or behind a name, as runtimes print bytes: Node's <Buffer 81 85>, its ArrayBuffer with
 * <81 85>, Apple's <818537fa 213d> and {length = 22, bytes = 0x8185}. Some print no more than a few of them, and say so.
 */

import { hexValue, isBlank } from './characters.ts';
import { voiceOf } from './line-label.ts';
import type { Reading } from './reading.ts';
import { Transcript } from './transcript.ts';

/** What a block begins with. */
const OPENING =
  /<Buffer(?= )|\[Uint8Contents\]: <|\bbytes ?= ?0x|<(?=[\da-f]{8}(?: [\da-f]{2,8})*>)/g;
const MORE = /^(?:\.{3}|…)\s*(\d{1,12}) more bytes?/;
const LENGTH_BEFORE = /length ?= ?(\d{1,12}),[^{<]{0,20}$/;
const LENGTH_BEHIND = /^>?,\s*byteLength: (\d{1,12})/;

export function readBracketedHex(text: string): Reading[] {
  const transcript = new Transcript();
  let hasVoices = false;
  let isBroken = false;
  // Each is matched without looking far; what lies between is not looked at again.
  OPENING.lastIndex = 0;
  for (let found = OPENING.exec(text); found && !isBroken; found = OPENING.exec(text)) {
    const line = text.lastIndexOf('\n', found.index) + 1;
    const label = text.slice(Math.max(line, found.index - 80), found.index);
    const voice = voiceOf(label);
    hasVoices ||= voice !== null;
    transcript.begin(voice);
    if (label.trim() !== '') transcript.leaveOut('labels');
    const from = found.index + found[0].length;
    const end = readBlock(text, from, transcript);
    const before = LENGTH_BEFORE.exec(text.slice(Math.max(0, found.index - 40), found.index))?.[1];
    isBroken = !checkBlock(text, end, transcript, before);
    OPENING.lastIndex = Math.max(end, from);
  }
  if (transcript.count === 0) return [];
  return [transcript.finish('node-buffer', isBroken ? 'likely' : 'sure')];
}

let blockStart = 0;

/** Returns where the digits end. */
function readBlock(text: string, from: number, transcript: Transcript): number {
  blockStart = transcript.count;
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (isBlank(code)) {
      at++;
      continue;
    }
    const high = hexValue(code);
    const low = hexValue(text.charCodeAt(at + 1));
    if (high < 0 || !(low >= 0)) return at;
    transcript.add((high << 4) | low, at, at + 2);
    at += 2;
  }
  return at;
}

/** Says what of a block was not printed; false where it ends as none does. */
function checkBlock(text: string, end: number, transcript: Transcript, declared?: string): boolean {
  const shown = transcript.count - blockStart;
  const behind = text.slice(end, end + 60);
  const more = MORE.exec(behind)?.[1];
  if (more !== undefined) {
    transcript.lose({ kind: 'print-limit', printer: 'Node', shown, total: shown + Number(more) });
    return true;
  }
  const total = declared ?? LENGTH_BEHIND.exec(behind)?.[1];
  if (total !== undefined) {
    transcript.leaveOut('declared-length');
    if (Number(total) !== shown) {
      const isApple = declared !== undefined;
      const kind =
        isApple && /^\s*(?:\.{3}|…)/.test(behind) ? 'print-limit' : 'declared-length-differs';
      transcript.lose({
        kind,
        printer: isApple ? 'Foundation' : null,
        shown,
        total: Number(total),
      });
    }
    return true;
  }
  return end >= text.length || text.charAt(end) === '>' || text.charAt(end) === '}';
}
