/**
 * Hexadecimal in angle brackets or after a name, as runtimes print bytes: Node's <Buffer 81 85>,
 * its ArrayBuffer with <81 85>, Apple's <818537fa 213d> and {length = 22, bytes = 0x8185}. Some
 * print only the first bytes and how many they omit.
 */

import { hexValue, isBlank } from './characters.ts';
import { speakerOf } from './line-label.ts';
import type { Reading } from './reading.ts';
import { Transcript } from './transcript.ts';

/** The start of a possible block. Its end decides whether it is one. */
const OPENING =
  /<Buffer(?= )|\[Uint8Contents\]: <|\bbytes ?= ?0x|<(?=[\da-f]{8}[ >])|["'`](?=[\da-f]{2}[\da-f ])/gi;
const MORE = /^(?:\.{3}|…)\s*(\d{1,12}) more bytes?/;
const LENGTH_BEFORE = /length ?= ?(\d{1,12}),[^{<]{0,20}$/;
const LENGTH_BEHIND = /^>?,\s*byteLength: (\d{1,12})/;
/** How much of the text before a block is examined. */
const LABEL_LENGTH = 80;
const DECODES_HEX =
  /(?:\bfrom|fromhex|unhex|decode_?(?:hex|string)|hex2bin|unhexlify|FromHexString)\($/i;

export function readBracketedHex(text: string): Reading[] {
  const transcript = new Transcript();
  let isBroken = false;
  let isQuoted = false;
  let isCalled = false;
  // Each pattern matches only a short text, so the time is linear.
  OPENING.lastIndex = 0;
  for (let found = OPENING.exec(text); found && !isBroken; found = OPENING.exec(text)) {
    const beside = text.slice(Math.max(0, found.index - LABEL_LENGTH), found.index);
    const label = beside.slice(beside.lastIndexOf('\n') + 1);
    const speaker = speakerOf(label);
    const from = found.index + found[0].length;
    const before = transcript.count;
    const end = readBlock(text, from, transcript);
    const closer = CLOSERS[found[0]];
    OPENING.lastIndex = Math.max(end, from);
    if (closer !== undefined && (text.charAt(end) !== closer || transcript.count === before)) {
      transcript.collector.dropTo(before);
      continue;
    }
    transcript.begin(speaker, null, before);
    if (label.trim() !== '') transcript.leaveOut('labels');
    if (found[0] in QUOTES) {
      isQuoted = true;
      isCalled ||= DECODES_HEX.test(label);
      continue;
    }
    const declared = LENGTH_BEFORE.exec(beside)?.[1];
    isBroken = !checkBlock(text, end, transcript, transcript.count - before, declared);
  }
  if (transcript.count === 0) return [];
  if (isQuoted) return [transcript.finish('hex-string', isCalled ? 'sure' : 'possible')];
  return [transcript.finish('node-buffer', isBroken ? 'likely' : 'sure')];
}

const QUOTES: Readonly<Record<string, string>> = { '"': '"', "'": "'", '`': '`' };

/** The required end of a block whose start proves little. */
const CLOSERS: Readonly<Record<string, string>> = { ...QUOTES, '<': '>' };

/** Returns where the digits end. */
function readBlock(text: string, from: number, transcript: Transcript): number {
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

/** Records the bytes that were not printed; false if the block has an impossible end. */
function checkBlock(
  text: string,
  end: number,
  transcript: Transcript,
  shown: number,
  declared: string | undefined,
): boolean {
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
