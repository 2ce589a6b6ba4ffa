/** Reads a pasted text in every notation that it may be, and puts the likeliest reading first. */

import { readBase64 } from './base64.ts';
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
import type { Confidence, Reading } from './reading.ts';
import { readTsharkJson } from './tshark-json.ts';
import { readWebsocketsLog } from './websockets-log.ts';
import { findUnreadBytes } from './unread-bytes.ts';
import { wireEvidence, type WireEvidence } from './wire-unit.ts';

/**
 * A rule reads a text in a notation or a family of them; nothing comes of a text that is none of
 * it.
 */
type Rule = (text: string) => readonly Reading[];

/** In the order in which they are tried; of readings that are as good, the earlier is taken. */
const RULES: readonly Rule[] = [
  readHar,
  readTsharkJson,
  readWebsocketsLog,
  readFollowYaml,
  readPayloadFields,
  readCharacterDump,
  readHexDump,
  readBracketedHex,
  readBits,
  readNumberList,
  readEscapedString,
  readPercentText,
  readHex,
  readBase64,
  readDottedText,
  readPayloadText,
];

/** They take what stands within their marks, and pass over the rest. */
const TAKING_MARKED: ReadonlySet<Rule> = new Set([
  readFollowYaml,
  readBracketedHex,
  readNumberList,
  readEscapedString,
]);

const CONFIDENCE_SCORES: Readonly<Record<Confidence, number>> = { sure: 6, likely: 3, possible: 1 };

/** Bytes that are frames to the last are better evidence than any look of the text. */
const EVIDENCE_SCORES: Readonly<Record<WireEvidence, number>> = { whole: 2.5, begun: 1, none: 0 };

/** That of a sure form with clean frames. */
const CLEAR_SCORE = CONFIDENCE_SCORES.sure + EVIDENCE_SCORES.whole;

/** What the reading of a text that stops in its middle is worth less. */
const PROBLEM_COST = 2;

/** Readings that are worse than the best by more than this are none. */
const NOT_WORTH_OFFERING = 4.5;

type Scored = { readonly rule: Rule; readonly reading: Reading; readonly score: number };

/** Logs of frames have heads, too, and a rule of their own. */
const FRAME_IN_LOG = /[<>] (?:TEXT|BINARY|CONT|CLOSE|PING|PONG) /;
const LOG_BEGINNING = 20_000;

/**
 * Never empty, the likeliest first, each in another notation. Takes time in proportion to the text,
 * whatever it is.
 */
export function readText(text: string): readonly Reading[] {
  // A head says itself what it is; whatever stands behind it is read as if it stood alone.
  const isLog = FRAME_IN_LOG.test(text.slice(0, LOG_BEGINNING));
  const withHeads = isLog ? [] : readHttpText(text, readByRules);
  return withHeads.length > 0 ? withHeads : readByRules(text);
}

function readByRules(text: string): readonly Reading[] {
  const found: Scored[] = [];
  for (const rule of RULES) {
    // Where a form has shown itself by its marks and by clean frames, only what any JSON may be is
    // left to ask.
    const isClear = found.some(({ score }) => score >= CLEAR_SCORE);
    if (isClear && rule !== readPayloadText) continue;
    if (isClear && !/^\s*[[{]/.test(text.slice(0, 100))) continue;
    for (const read of rule(text)) {
      const opened = openPackets(read) ?? read;
      const reading = TAKING_MARKED.has(rule) ? withUnread(text, opened) : opened;
      found.push({ rule, reading, score: scoreOf(reading) });
    }
  }
  found.sort((a, b) => b.score - a.score);
  const names = new Set<NotationId>();
  const isNew = ({ notation }: Reading) => !names.has(notation) && names.add(notation);
  return found
    .filter((each) => isWorthOffering(each, found[0]!))
    .map(({ reading }) => reading)
    .filter(isNew);
}

function withUnread(text: string, reading: Reading): Reading {
  const [only] = reading.connections;
  if (reading.problem !== null || only === undefined) return reading;
  return { ...reading, problem: findUnreadBytes(text, only.positions) };
}

function isWorthOffering({ rule, reading, score }: Scored, best: Scored): boolean {
  // A rule that gives two readings does so because nothing tells them apart; and any JSON may be
  // meant as such.
  if (rule === best.rule || reading.notation === 'json') return true;
  if (reading.notation === 'text') return best.reading.confidence !== 'sure';
  if (reading.problem !== null && best.reading.problem === null) return false;
  return score >= best.score - NOT_WORTH_OFFERING;
}

function scoreOf({ confidence, problem, connections, isReconstructed }: Reading): number {
  const bytes = connections[0]?.bytes;
  // What we wrapped ourselves is frames because we did so.
  const evidence = bytes === undefined || isReconstructed ? 'none' : wireEvidence(bytes);
  // A lone digit at the end is a byte that somebody has begun to type.
  const cost = problem === null || problem.kind === 'odd-digit' ? 0 : PROBLEM_COST;
  return CONFIDENCE_SCORES[confidence] + EVIDENCE_SCORES[evidence] - cost;
}
