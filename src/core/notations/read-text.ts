/** Reads a pasted text in every possible notation, and puts the likeliest reading first. */

import { readBase64 } from './base64-text.ts';
import { readBits } from './bits.ts';
import { readBracketedHex } from './bracketed-hex.ts';
import { readCharacterDump } from './character-dump.ts';
import { readDottedText } from './dotted-text.ts';
import { readEscapedString } from './escaped-string.ts';
import { readFollowYaml } from './follow-yaml.ts';
import { readHar } from './har.ts';
import { readHex } from './hex.ts';
import { readHexDump } from './hex-dump.ts';
import { readHttpText } from './http-text.ts';
import type { NotationId } from './notation.ts';
import { readNumberList } from './number-list.ts';
import { openPackets } from './packet-text.ts';
import { readPayloadFields } from './payload-fields.ts';
import { readPayloadText } from './payload-text.ts';
import { readPercentText } from './percent-text.ts';
import type { ReadingConfidence, Reading } from './reading.ts';
import { readTsharkJson } from './tshark-json.ts';
import { readWebsocketsLog } from './websockets-log.ts';
import { findUnreadBytes } from './unread-bytes.ts';
import { wireEvidence, type WireEvidence } from './wire-unit.ts';

/** Reads one notation, or a family of them; empty for a text in another one. */
type Reader = (text: string) => readonly Reading[];

/**
 * The reader of each notation, in the order in which they are tried. Of two equally good readings
 * the first is used. `readHttpText` reads heads first. Packets are opened after any reader.
 */
export const NOTATION_READERS: Readonly<Record<Exclude<NotationId, 'http'>, Reader>> = {
  har: readHar,
  'tshark-json': readTsharkJson,
  'websockets-log': readWebsocketsLog,
  'follow-yaml': readFollowYaml,
  'tshark-fields': readPayloadFields,
  'od-characters': readCharacterDump,
  xxd: readHexDump,
  'xxd-little-endian': readHexDump,
  'xxd-bits': readHexDump,
  hexdump: readHexDump,
  'hexdump-canonical': readHexDump,
  'od-hex': readHexDump,
  'od-octal': readHexDump,
  'od-words': readHexDump,
  'od-words-big-endian': readHexDump,
  'wireshark-dump': readHexDump,
  'format-hex': readHexDump,
  gdb: readHexDump,
  'hex-dump': readHexDump,
  tcpdump: readHexDump,
  'tshark-dump': readHexDump,
  'packet-hex': readHexDump,
  'follow-hex': readHexDump,
  'node-buffer': readBracketedHex,
  'hex-string': readBracketedHex,
  bits: readBits,
  'byte-array': readNumberList,
  'c-array': readNumberList,
  'hex-list': readNumberList,
  'decimal-list': readNumberList,
  'number-list': readNumberList,
  'buffer-json': readNumberList,
  'follow-arrays': readNumberList,
  'escaped-string': readEscapedString,
  'octal-string': readEscapedString,
  'decimal-string': readEscapedString,
  'system-call': readEscapedString,
  percent: readPercentText,
  'quoted-printable': readPercentText,
  hex: readHex,
  'hex-log': readHex,
  'follow-raw': readHex,
  base64: readBase64,
  base64url: readBase64,
  'data-url': readBase64,
  'dotted-text': readDottedText,
  text: readPayloadText,
  json: readPayloadText,
  'socket-io': readPayloadText,
};

/** Each once, although some read several notations. */
const READERS: ReadonlySet<Reader> = new Set(Object.values(NOTATION_READERS));

/** Readers that read only between delimiters and skip the rest. */
const DELIMITED_READERS: ReadonlySet<Reader> = new Set([
  readFollowYaml,
  readBracketedHex,
  readNumberList,
  readEscapedString,
]);

const CONFIDENCE_SCORES: Readonly<Record<ReadingConfidence, number>> = {
  sure: 6,
  likely: 3,
  possible: 1,
};

/** If the bytes are frames to the last one, that is better evidence than any form of the text. */
const EVIDENCE_SCORES: Readonly<Record<WireEvidence, number>> = { whole: 2.5, begun: 1, none: 0 };

/** The score of a sure form whose bytes are whole frames. */
const CLEAR_SCORE = CONFIDENCE_SCORES.sure + EVIDENCE_SCORES.whole;

/** Subtracted from a reading that stops before the end of the text. */
const PROBLEM_COST = 2;

/** Discard readings scoring more than this below the best. */
const MAX_SCORE_GAP = 4.5;

type Scored = { readonly reader: Reader; readonly reading: Reading; readonly score: number };

/** Logs of frames contain heads too, but another reader reads them. */
const FRAME_IN_LOG = /[<>] (?:TEXT|BINARY|CONT|CLOSE|PING|PONG) /;
const LOG_BEGINNING = 20_000;

/**
 * The likeliest reading first, each in a different notation; never empty. Takes time proportional
 * to the length of any text.
 */
export function readText(text: string): readonly Reading[] {
  // A head identifies itself. The text after it is read as if it were alone.
  const isLog = FRAME_IN_LOG.test(text.slice(0, LOG_BEGINNING));
  const withHeads = isLog ? [] : readHttpText(text, readWithReaders);
  return withHeads.length > 0 ? withHeads : readWithReaders(text);
}

function readWithReaders(text: string): readonly Reading[] {
  const found: Scored[] = [];
  for (const reader of READERS) {
    // Once a form is certain, only JSON can still be meant: any JSON can also be a payload.
    const isClear = found.some(({ score }) => score >= CLEAR_SCORE);
    if (isClear && reader !== readPayloadText) continue;
    if (isClear && !/^\s*[[{]/.test(text.slice(0, 100))) continue;
    for (const read of reader(text)) {
      const opened = openPackets(read) ?? read;
      const reading = DELIMITED_READERS.has(reader) ? withUnread(text, opened) : opened;
      found.push({ reader, reading, score: scoreOf(reading) });
    }
  }
  found.sort((a, b) => b.score - a.score);
  const offered = new Map<NotationId, Reading>();
  for (const each of found) {
    const { notation } = each.reading;
    if (!isWorthOffering(each, found[0]!) || offered.has(notation)) continue;
    offered.set(notation, each.reading);
  }
  return [...offered.values()];
}

function withUnread(text: string, reading: Reading): Reading {
  const [only] = reading.connections;
  if (reading.problem !== null || only === undefined) return reading;
  return { ...reading, problem: findUnreadBytes(text, only.positions) };
}

function isWorthOffering({ reader, reading, score }: Scored, best: Scored): boolean {
  // A reader gives two readings only if the text allows both, and any JSON can be meant as JSON.
  if (reader === best.reader || reading.notation === 'json') return true;
  if (reading.notation === 'text') return best.reading.confidence !== 'sure';
  if (reading.problem !== null && best.reading.problem === null) return false;
  return score >= best.score - MAX_SCORE_GAP;
}

function scoreOf({ confidence, problem, connections, isReconstructed }: Reading): number {
  const bytes = connections[0]?.bytes;
  // Reconstructed frames are frames because we built them, so they are no evidence.
  const evidence = bytes === undefined || isReconstructed ? 'none' : wireEvidence(bytes);
  // A single digit at the end is a byte that the reader is still typing.
  const cost = problem === null || problem.kind === 'odd-digit' ? 0 : PROBLEM_COST;
  return CONFIDENCE_SCORES[confidence] + EVIDENCE_SCORES[evidence] - cost;
}
