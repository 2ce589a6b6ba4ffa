/** Finds the values in lines of a log or a program: `recv b'\x81\x05Hello'`, `[129, 5, 72]`. */

import type { Block, BlockReading } from '#core/paste/block.ts';
import { BlockWriter } from '#core/paste/block-writer.ts';
import type { FormId } from '#core/paste/form.ts';
import type { PastedLines } from '#core/paste/lines/pasted-lines.ts';
import type { ReadingConfidence } from '#core/paste/reading.ts';
import { CODE } from '#core/paste/text/characters.ts';
import type { TextRange } from '#core/paste/text/text-range.ts';
import { namesMaskingKey } from '#core/paste/text/masks.ts';
import { claimHexInProse } from '#core/paste/forms/hex/hex-in-prose.ts';
import { bracketedHexAt } from './bracketed-hex.ts';
import { claimGdbCharacters } from './gdb-character-rows.ts';
import { repeatedCharacterAt } from './gdb-repeats.ts';
import { LineQuotes } from './line-quotes.ts';
import { literalAt } from './literal.ts';
import { numberListAt } from './number-list.ts';
import type { Radix, Value } from './value.ts';

/** websocket-client prints each frame twice: raw, and then its content. */
const REPEATED = /^\+\+(?:Sent|Rcv) decoded: /;

const PACKED = /\bpack\(\s*["'][^"']*["']\s*,\s*\d/;
const LONGEST_PACKED = 400;

/** Chromium lists the same buffer as numbers of several types. */
const VIEW = /^\[\[(?:Int8|U?[Ii]nt(?:16|32)|Float\d\d)Array\]\]: /;
const VIEW_OF_BYTES = '[[Uint8Array]]: ';
/** How many lines the views of a buffer take. */
const MOST_VIEWS = 8;

function isOtherView(lines: PastedLines, line: number, beginning: string): boolean {
  if (!VIEW.test(beginning)) return false;
  for (let other = line - MOST_VIEWS; other <= line + MOST_VIEWS; other++)
    if (other >= 0 && other < lines.count && lines.slice(other, 40).startsWith(VIEW_OF_BYTES))
      return true;
  return false;
}

export function claimValues(lines: PastedLines, from: number): Block | null {
  const beginning = lines.slice(from, 40);
  if (REPEATED.test(beginning) || isOtherView(lines, from, beginning))
    return repeatedBlock(lines, from);
  // Which bytes Python makes of its arguments depends on the format.
  if (PACKED.test(lines.slice(from, LONGEST_PACKED))) return null;
  const characters = claimGdbCharacters(lines, from);
  if (characters !== null) return characters;
  const values: Value[] = [];
  let line = from;
  let to = from;
  let at = lines.content(from);
  while (line < lines.count) {
    const found = valuesFrom(lines, line, at);
    for (const value of found) values.push(value);
    const last = found.at(-1);
    if (last === undefined) break;
    to = lineHolding(lines, line, last.end) + 1;
    at = last.end;
    line = to - 1;
    if (!isContinued(lines, to, last)) break;
    line = to;
    at = lines.content(to);
  }
  if (values.length === 0) return null;
  // Quotes around bytes in a sentence, in which others have none.
  if (values.every(isBareHex) && claimHexInProse(lines, from) !== null) return null;
  const { end } = values.at(-1)!;
  const rest = bytesBehind(lines, to - 1, end);
  const readings = readingsOf(values);
  return {
    from,
    to,
    start: values[0]!.start,
    end,
    readings: rest === null ? readings : readings.map((reading) => withUnread(reading, rest)),
  };
}

/** Bytes of another form behind the last value of a line, or a text in quotes. */
function bytesBehind(lines: PastedLines, line: number, start: number): TextRange | null {
  const end = lines.contentEnd(line);
  const found = PAIRS_BEHIND.exec(lines.text.slice(start, Math.min(end, start + LONGEST_BEHIND)));
  return found === null ? null : { start: start + found.index, end };
}

const PAIRS_BEHIND =
  /^\s*(?:<>|\+|\.|&)\s*["'`].*|(?<=\s)(?:0x)?[\da-f]{2}(?:[ ,]+(?:0x)?[\da-f]{2})+(?![\w:])/i;
const LONGEST_BEHIND = 400;

function withUnread(reading: BlockReading, rest: TextRange): BlockReading {
  return { ...reading, unread: [...reading.unread, rest] };
}

/** Digits in quotes that no program decodes. */
function isBareHex(value: Value): boolean {
  return value.form('hex') === 'hex-string' && value.confidence('hex') === 'possible';
}

function repeatedBlock(lines: PastedLines, line: number): Block {
  const writer = new BlockWriter();
  writer.leaveOut('other-blocks');
  const { start, end } = lines.contentRange(line);
  return {
    from: line,
    to: line + 1,
    start,
    end,
    readings: [writer.finish('escaped-string', 'sure')],
  };
}

/** Whether the next line goes on with the same literal: "…" + or "…" \ or nothing between them. */
function isContinued(lines: PastedLines, next: number, last: Value): boolean {
  if (next >= lines.count || lines.isEmpty(next) || !last.form('octal').endsWith('string'))
    return false;
  const text = lines.text;
  const between = text.slice(last.end, lines.content(next)).trim();
  const start = text.slice(lines.content(next), lines.content(next) + 4);
  if (!/^(?:[+.&]\s*)?(?:[bB]|[rR][bB])?["'`]/.test(start)) return false;
  return /^[+.&,\\]?$/.test(between);
}

/** The values of a line, and of the lines in which its last value goes on. */
function valuesFrom(lines: PastedLines, line: number, from: number): readonly Value[] {
  const { text } = lines;
  let end = lines.contentEnd(line);
  const values: Value[] = [];
  const quotes = new LineQuotes(text, from, end);
  for (let at = from; at < end;) {
    if (!mayOpen(text.charCodeAt(at))) {
      at++;
      continue;
    }
    const isAdjacent = follows(text, values.at(-1), at) || isBesideRepeats(text, values.at(-1), at);
    const value = valueAt(text, at, from, end, quotes, isAdjacent);
    if (value === null) {
      at++;
      continue;
    }
    values.push(
      namesMaskingKey(text.slice(Math.max(from, at - LONGEST_NAME), at)) ? asUnread(value) : value,
    );
    at = value.end;
    if (value.end > end) {
      const last = lineHolding(lines, line, value.end);
      end = lines.contentEnd(last);
      quotes.move(value.end, end);
    }
  }
  return values;
}

/** Some quotes are beyond ASCII. */
function mayOpen(code: number): boolean {
  return code >= 0x80 || OPENING[code] === 1;
}

/** 1 for the characters that can open a value: "bytes = 0x…" begins with a letter. */
const OPENING = Uint8Array.from({ length: 0x80 }, (_, code) =>
  '<[{("\'`\\b'.includes(String.fromCharCode(code)) ? 1 : 0,
);

const LONGEST_NAME = 40;

/** A masking key beside a payload. */
function asUnread(value: Value): Value {
  const { start, end, radices, isAdjacent = false } = value;
  return {
    start,
    end,
    radices,
    isAdjacent,
    form: (radix) => value.form(radix),
    confidence: (radix) => value.confidence(radix),
    read: (writer) => writer.skip({ start, end }),
  };
}

/** Whether a literal at `at` goes on with the one before: "\\x81\\x05" "Hello". */
function follows(text: string, last: Value | undefined, at: number): boolean {
  if (last === undefined || at - last.end > MOST_BETWEEN) return false;
  // Elixir joins its binaries so.
  if (/^\s*<>\s*$/.test(text.slice(last.end, at))) return text.charAt(last.end - 1) === '>';
  const between = text.slice(last.end, at);
  // Node: Buffer.concat([Buffer.from([0x81, 5]), Buffer.from('Hello')]).
  if (/^\)\s*,\s*Buffer\.from\(\s*$/.test(between)) return true;
  return isString(last) && /^\s*[+.&]?\s*$/.test(between);
}

const MOST_BETWEEN = 24;

/** Whether gdb cut an array here: "ab", 'c' <repeats 20 times>, "d". */
function isBesideRepeats(text: string, last: Value | undefined, at: number): boolean {
  if (last === undefined || text.slice(last.end, at) !== ', ') return false;
  const isRepeated = (from: number) => text.startsWith(' times>', from - ' times>'.length);
  return isRepeated(last.end) || (isString(last) && repeatedCharacterAt(text, at, true) !== null);
}

function isString(value: Value): boolean {
  const id = value.form('octal');
  return id.endsWith('string') && id !== 'hex-string';
}

function valueAt(
  text: string,
  at: number,
  from: number,
  end: number,
  quotes: LineQuotes,
  isAdjacent: boolean,
): Value | null {
  const code = text.charCodeAt(at);
  switch (code) {
    case CODE.less:
      if (isArrow(text, at)) return null;
      return bracketedHexAt(text, at) ?? numberListAt(text, at, from);
    case 0x5b:
      return bracketedHexAt(text, at) ?? numberListAt(text, at, from);
    case 0x7b:
    case 0x28:
      return numberListAt(text, at, from);
    case 0x62:
      return bracketedHexAt(text, at);
    case CODE.singleQuote:
      return (
        repeatedCharacterAt(text, at, isAdjacent) ??
        literalAt(text, at, from, end, quotes, isAdjacent)
      );
    default:
      return literalAt(text, at, from, end, quotes, isAdjacent);
  }
}

/** Three of them are an arrow: "<<< RECV". */
function isArrow(text: string, at: number): boolean {
  return text.slice(Math.max(0, at - 2), at + 3).includes('<<<');
}

function lineHolding(lines: PastedLines, from: number, place: number): number {
  let line = from;
  while (line + 1 < lines.count && lines.start(line + 1) < place) line++;
  return line;
}

const ALL: readonly Radix[] = ['decimal', 'hex', 'octal'];

/** One reading for each radix that all values allow; those without a choice allow each. */
function readingsOf(values: readonly Value[]): BlockReading[] {
  const [only] = values;
  if (values.length === 1 && only !== undefined && only.radices.length < 2)
    return [readAll(values, only.radices[0] ?? 'decimal')];
  const choosing = values.filter(({ radices }) => radices.length > 0);
  const first = choosing[0]?.radices ?? ['decimal'];
  const common = first.filter((radix) => choosing.every(({ radices }) => radices.includes(radix)));
  const radices =
    choosing.length === 0 ? (['decimal'] as const) : common.length > 0 ? common : [first[0]!];
  // One value that allows only one radix decides for all.
  const forced = ALL.filter((radix) =>
    choosing.some((value) => value.radices.length === 1 && value.radices[0] === radix),
  );
  const order = [...radices].sort(
    (a, b) => Number(forced.includes(b)) - Number(forced.includes(a)),
  );
  return order.map((radix) => readAll(values, radix));
}

function readAll(values: readonly Value[], radix: Radix): BlockReading {
  const writer = new BlockWriter();
  const sizes = new Map<FormId, number>();
  let confidence: ReadingConfidence = 'sure';
  let isBroken = false;
  let last: FormId | null = null;
  for (const value of values) {
    // The rest of a value whose bytes before it are unknown.
    if (isBroken && value.isAdjacent === true) {
      writer.skip({ start: value.start, end: value.end });
      continue;
    }
    const chosen = value.radices.includes(radix) ? radix : (value.radices[0] ?? radix);
    const before = writer.count;
    const problems = writer.problemCount;
    value.read(writer, chosen);
    // What goes on with a value is of its form.
    const form: FormId = value.isAdjacent === true && last !== null ? last : value.form(chosen);
    last = form;
    sizes.set(form, (sizes.get(form) ?? 0) + writer.count - before + 1);
    confidence = lesser(confidence, value.confidence(chosen));
    const problem = writer.problemAfter(problems);
    isBroken = problem !== null;
    if (problem === null) continue;
    writer.miss(null);
    writer.skip({ start: problem.range.start, end: value.end });
  }
  return writer.finish(formOfMost(sizes), confidence);
}

function formOfMost(sizes: ReadonlyMap<FormId, number>): FormId {
  let best: FormId = 'decimal-list';
  let most = 0;
  for (const [form, size] of sizes) {
    if (size > most) [best, most] = [form, size];
  }
  return best;
}

const CONFIDENCES: readonly ReadingConfidence[] = ['possible', 'likely', 'sure'];

function lesser(one: ReadingConfidence, other: ReadingConfidence): ReadingConfidence {
  return CONFIDENCES[Math.min(CONFIDENCES.indexOf(one), CONFIDENCES.indexOf(other))]!;
}
