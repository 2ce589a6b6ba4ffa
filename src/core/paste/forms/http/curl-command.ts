/** The request that a command of curl makes, as browsers' "Copy as cURL" writes it. */

import type { Block } from '#core/paste/block.ts';
import type { PastedLines } from '#core/paste/lines/pasted-lines.ts';
import { isBlank } from '#core/paste/text/characters.ts';
import { isToken } from '#core/protocol/http/token.ts';
import { blockOfParts, type PartOfHead } from './head-parts.ts';
import { make, type ByteSink, type MadeField } from './made-head.ts';
import { shellWords, writeWord, type ShellWord } from './shell-words.ts';

/** Behind a prompt or not. */
const COMMAND = /^(?:\S{0,80}[$%#>]\s?)?(?:[\w./\\:-]*[/\\])?curl(?:\.exe)?\s/;

export function claimCurlCommand(lines: PastedLines, from: number): Block | null {
  if (from < (readUpTo.get(lines) ?? 0)) return null;
  const command = COMMAND.exec(lines.slice(from, 200))?.[0];
  if (command === undefined) return null;
  const to = afterContinuations(lines, from);
  const start = lines.content(from) + command.length;
  const words = shellWords(lines.text, start, lines.contentEnd(to - 1));
  const isGet = !words.some(({ text }) => OTHER_METHOD.test(text));
  const parts = partsOf(words);
  const block = blockOfParts(lines, { from, to }, parts, { only: 'client', isGet });
  if (block === null) readUpTo.set(lines, to);
  return block;
}

/** Lines of commands without fields, which aren't read again. */
const readUpTo = new WeakMap<PastedLines, number>();

function afterContinuations(lines: PastedLines, from: number): number {
  let to = from + 1;
  while (to < lines.count && isContinued(lines, to - 1)) to++;
  return to;
}

function isContinued(lines: PastedLines, index: number): boolean {
  return /[\\^`]$/.test(lines.text.charAt(lines.contentEnd(index) - 1)) && !lines.isEmpty(index);
}

/** Options that change the method. */
const OTHER_METHOD = /^(?:-[dFTI]|--(?:data|form|upload|head|json)\b)/;

/** Options with a value that says nothing of the head. */
const OTHER_OPTIONS: ReadonlySet<string> = new Set(
  '-d --data --data-raw --data-binary --data-urlencode -o --output -x --proxy -m --max-time --resolve --connect-to --cacert --cert -E --key --interface -w --write-out --connect-timeout -K --config -F --form -T --upload-file -c --cookie-jar -u --user'.split(
    ' ',
  ),
);

const NAMED_FIELDS: ReadonlyMap<string, string> = new Map([
  ['-A', 'User-Agent'],
  ['--user-agent', 'User-Agent'],
  ['-e', 'Referer'],
  ['--referer', 'Referer'],
  ['-b', 'Cookie'],
  ['--cookie', 'Cookie'],
]);

function partsOf(words: readonly ShellWord[]): PartOfHead[] {
  const parts: PartOfHead[] = [];
  let hasTarget = false;
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!;
    const next = words[index + 1];
    const option = word.text;
    const name = NAMED_FIELDS.get(option);
    if (option === '-H' || option === '--header') {
      const field = next && fieldOf(next);
      if (field) parts.push({ kind: 'field', field });
      index++;
    } else if (option.startsWith('-H') && option.length > 2) {
      const field = fieldOf(word, 2);
      if (field) parts.push({ kind: 'field', field });
    } else if (option === '-X' || option === '--request') {
      if (next) parts.push({ kind: 'method', range: { ...next.range, word: next } });
      index++;
    } else if (name !== undefined) {
      if (next) parts.push({ kind: 'field', field: namedField(name, next) });
      index++;
    } else if (OTHER_OPTIONS.has(option)) index++;
    else if (!option.startsWith('-') || option === '--url') {
      const address = option === '--url' ? next : word;
      if (option === '--url') index++;
      if (address && !hasTarget) {
        parts.push({ kind: 'target', range: { ...address.range, word: address } });
        hasTarget = true;
      }
    }
  }
  return parts;
}

/** `Name: value`, or `Name;` for a field without a value. */
function fieldOf(word: ShellWord, from = 0): MadeField | null {
  const colon = word.text.indexOf(':', from);
  const name = word.text.slice(from, colon === -1 ? undefined : colon).trim();
  const { range } = word;
  if (colon === -1) {
    const empty = name.slice(0, -1);
    if (!name.endsWith(';') || !isToken(empty)) return null;
    const write = (sink: ByteSink) => {
      writeWord(word, from, from + empty.length, sink);
      make(sink, ':', range.end);
    };
    return { name: empty, range, value: '', write };
  }
  const value = word.text.slice(colon + 1).trim();
  // "Name:" without a value removes the field.
  if (!isToken(name) || value === '') return null;
  let start = colon + 1;
  while (isBlank(word.text.charCodeAt(start))) start++;
  const write = (sink: ByteSink) => {
    writeWord(word, from, from + name.length, sink);
    make(sink, ': ', word.starts[start]!);
    writeWord(word, start, start + value.length, sink);
  };
  return { name, range, value, write };
}

function namedField(name: string, word: ShellWord): MadeField {
  const write = (sink: ByteSink) => {
    make(sink, `${name}: `, word.range.start);
    writeWord(word, 0, word.text.length, sink);
  };
  return { name, range: word.range, value: word.text, write };
}
