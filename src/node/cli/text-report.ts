/** Connections, frames and findings as plain text, for a terminal. */

import {
  breaksWord,
  connectionHeading,
  notShownWords,
  REPORT_HEADINGS,
} from '#content/command-line/report-words.ts';
import { factsOf } from '#content/decode/decoded-facts.ts';
import { conversationWords } from '#content/decode/export-words.ts';
import { connectionWords } from '#content/decode/reading-words.ts';
import { rowTime } from '#content/decode/row-times.ts';
import { unitSummary } from '#content/decode/unit-words.ts';
import { findingsCaveat, verdictLimits, verdictWords } from '#content/decode/verdict-words.ts';
import { countOf } from '#content/phrasing/quantity.ts';
import { brokenBy } from '#core/conduct/conduct-finding.ts';
import { CONDUCT_RULES } from '#core/conduct/conduct-rules.ts';
import { escapeUnseen } from '#core/exports/markdown.ts';
import { NO_UNREAD_LINES, rangesApart, TextLines } from '#core/paste/text/text-lines.ts';
import { referenceLabel, type Reference } from '#core/protocol/rules/reference.ts';
import type { Requirement } from '#core/protocol/rules/rules.ts';
import { senderOf } from '#core/trace/direction.ts';
import type { Decoded, DecodeInput } from '#core/workbench/decoded.ts';
import { judgementOf } from '#core/workbench/judgement.ts';
import { hasRealUnit, isMisread } from '#core/workbench/recognised-start.ts';
import { connectionRemarks, inputRemarks } from './remarks.ts';

/** What comes before the connections: all of them in a list, and remarks on the input. */
export function* inputLines(
  first: Decoded,
  input: DecodeInput,
  shown: readonly number[],
): Generator<string, void> {
  const { connections } = first;
  const remarks = inputRemarks(first, input);
  if (connections.length > 1) {
    yield REPORT_HEADINGS.connections;
    const width = String(connections.length).length;
    for (const [index, each] of connections.entries()) {
      yield `  ${String(index + 1).padStart(width)}  ${connectionWords(each, index)}`;
    }
    const others = connections.length - shown.length;
    if (others > 0 && shown.length > 0) yield notShownWords(others);
  }
  yield* remarks;
  if (connections.length > 1 || remarks.length > 0) yield '';
}

/** "Connection 2 of 3: WebSocket /chat at example.com · …". */
export function connectionTitle({ connections, connection }: Decoded): string {
  const chosen = connections[connection];
  if (chosen === undefined) throw new RangeError(`expected a connection ${connection}, got none`);
  return connectionHeading(connection, connections.length) + connectionWords(chosen, connection);
}

export function* connectionLines(decoded: Decoded, input: DecodeInput): Generator<string, void> {
  const { otherProtocol, recognised, conversation } = decoded;
  yield connectionTitle(decoded);
  if (recognised.length === 0 || hasRealUnit(recognised, conversation))
    yield factsOf(decoded).join(' · ');
  yield* connectionRemarks(decoded);
  if (otherProtocol === null) {
    yield* unitLines(decoded);
    yield* findingLines(decoded, input);
  }
  yield '';
}

/** Leaves out units where something other than frames was recognised. */
function* unitLines({ conversation, recognised }: Decoded): Generator<string, void> {
  const { units, deliveries } = conversation;
  const words = conversationWords(conversation);
  if (hasRealUnit(recognised, conversation)) yield '';
  for (const [index, unit] of units.entries()) {
    if (isMisread(recognised, conversation, index)) continue;
    const { text, remark } = unitSummary(unit, conversation);
    const time = rowTime(deliveries[index]?.sentAtMs ?? null, null, 'start', null) ?? '';
    const size = words.size(unit.range.end - unit.range.start);
    const sender = senderOf(unit.direction);
    const row = [
      time.padStart(12),
      sender,
      words.unitTitle(index).padEnd(24),
      size.padStart(12),
      [text, remark].filter((part) => part !== '').join(', '),
    ];
    yield row.join('  ');
  }
}

function* findingLines(decoded: Decoded, input: DecodeInput): Generator<string, void> {
  const { conversation, conduct, recognised } = decoded;
  const words = conversationWords(conversation, conduct);
  const judgement = judgementOf(decoded);
  const { findings, units } = conversation;
  yield '';
  if (findings.length > 0) {
    yield `${REPORT_HEADINGS.findings}: ${countOf(findings.length, 'finding')}`;
    const caveat = findingsCaveat(judgement);
    if (caveat !== '') yield caveat;
    for (const finding of findings) {
      const { violation, buffer } = finding;
      const { title, why, remedy, reaction } = words.finding(finding);
      const place = words.position(violation.range, buffer);
      const text = [why, remedy, reaction].join(' ');
      const breaks = judgement.isAltered ? null : violation.breaks;
      yield* findingLine(`${title} (${place})`, breaks, text, violation.reference);
    }
  } else if (units.length > 0 && recognised.length === 0) {
    const verdict = verdictWords(judgement, unreadLines(decoded, input));
    yield [verdict, ...verdictLimits(judgement, unreadLines(decoded, input))].join(' ');
  }
  if (words.conduct.length === 0) return;
  yield `${REPORT_HEADINGS.conduct}: ${countOf(words.conduct.length, 'finding')}`;
  for (const { finding, title, text } of words.conduct) {
    yield* findingLine(title, brokenBy(finding), text, CONDUCT_RULES[finding.id].reference);
  }
}

function* findingLine(
  title: string,
  breaks: Requirement | null,
  text: string,
  reference: Reference,
): Generator<string, void> {
  yield [`- ${title}`, breaksWord(breaks)].filter((part) => part !== '').join(' · ');
  yield `  ${text} ${referenceLabel(reference)}`;
}

function unreadLines({ reading }: Decoded, input: DecodeInput) {
  if (input.kind !== 'text' || reading === null) return NO_UNREAD_LINES;
  const unread = rangesApart(reading.unread);
  return unread.length === 0 ? NO_UNREAD_LINES : new TextLines(input.text).unread(unread);
}

/** A line of a terminal. Nothing in it moves the cursor, sets a colour or reverses text. */
export function terminalLine(line: string): string {
  return `${escapeUnseen(line.trimEnd())}\n`;
}
