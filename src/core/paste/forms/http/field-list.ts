/**
 * Heads without a start line: fields one below another, as in browsers' tools and in logs without
 * start lines.
 */

import type { Block } from '#core/paste/block.ts';
import type { PastedLines } from '#core/paste/lines/pasted-lines.ts';
import { CODE, isLetter } from '#core/paste/text/characters.ts';
import type { TextRange } from '#core/paste/text/text-range.ts';
import { fieldIn, isProducts } from './field-syntax.ts';
import { areHeads, blockOfParts, type PartOfHead } from './head-parts.ts';
import { isKnownField } from './known-fields.ts';
import { skipPrefix } from './line-prefix.ts';
import { isFieldName, lineField, pairField } from './made-head.ts';
import { sectionOf } from './section.ts';
import { startLineIn } from './start-line.ts';

/** Claims a list of fields of an opening handshake, or of several that only HTTP has. */
export function claimFieldList(lines: PastedLines, from: number): Block | null {
  const syntax = syntaxOf(lines, from);
  if (syntax === null) return null;
  const list = new FieldList(lines, syntax);
  list.read(from);
  // An address and a status alone are above heads that are shown as they are.
  if (list.fields === 0) return null;
  if (syntax.prefix.trim() !== '' && !syntax.isOfLog && list.fields < 2) return null;
  return blockOfParts(lines, { from, to: list.to }, list.parts);
}

/** How the lines of a list are written. */
type ListSyntax = {
  /** The label before each field. */
  readonly prefix: string;
  /** Whether the label ends like one of a log, not like a sentence. */
  readonly isOfLog: boolean;
  readonly form: 'line' | 'key-value' | 'quoted' | 'two-lines';
};

/** If the first fields of a list are no fields of HTTP, it is another list. */
const ENOUGH_PARTS = 8;
const MOST_FIELDS = 10_000;
const LONGEST_LABEL = 400;

class FieldList {
  readonly parts: PartOfHead[] = [];
  fields = 0;
  to = 0;
  readonly #lines: PastedLines;
  readonly #syntax: ListSyntax;

  constructor(lines: PastedLines, syntax: ListSyntax) {
    this.#lines = lines;
    this.#syntax = syntax;
  }

  read(from: number): void {
    const lines = this.#lines;
    let next = from;
    while (next < lines.count && this.fields < MOST_FIELDS) {
      if (lines.isEmpty(next)) {
        if (!this.#continuesAfter(next)) break;
        this.parts.push({ kind: 'section', section: null });
        next++;
        continue;
      }
      const taken = this.#readLine(next);
      if (taken === 0) break;
      next += taken;
      this.to = next;
      if (this.parts.length === ENOUGH_PARTS && !areHeads(lines.text, this.parts)) break;
    }
    while (this.parts.at(-1)?.kind === 'section') this.parts.pop();
  }

  /** How many lines were read: 0 if the line is none of the list. */
  #readLine(index: number): number {
    const lines = this.#lines;
    const { prefix, form } = this.#syntax;
    const end = lines.contentEnd(index);
    const start = skipPrefix(lines.text, lines.content(index), end, prefix);
    if (start === null) return 0;
    if (prefix === '') {
      const section = sectionOf(lines.slice(index, 80));
      if (section !== null && !this.#isTitleOfStartLine(index)) {
        this.parts.push({ kind: 'section', section });
        return 1;
      }
    }
    switch (form) {
      case 'line':
        return this.#readFieldLine(index, start, end);
      case 'key-value':
        return this.#readPair(start, end, KEY_VALUE, 'value=');
      case 'quoted':
        return this.#readPair(start, end, QUOTED, "', '");
      case 'two-lines':
        return this.#readTwoLines(index);
    }
  }

  #isTitleOfStartLine(index: number): boolean {
    return startLineIn(this.#lines, index + 1) !== null;
  }

  #readFieldLine(index: number, start: number, end: number): number {
    const { text } = this.#lines;
    if (startLineIn(this.#lines, index) !== null) return 0;
    const part = generalPart(text, start, end);
    if (part !== null) {
      this.parts.push(part);
      return 1;
    }
    const field = fieldIn(text, start, end);
    if (field === null) {
      // "(Challenge Response): 00:00:…" of an old Chromium.
      if (this.fields === 0 || text.charAt(start) !== '(') return 0;
      this.parts.push({ kind: 'other', range: { start, end } });
      return 1;
    }
    this.#addField(lineField(text, field.nameRange, field.valueRange));
    return 1;
  }

  #readPair(start: number, end: number, pattern: RegExp, separator: string): number {
    const { text } = this.#lines;
    const found = pattern.exec(text.slice(start, end));
    const [all, before = '', name = '', value = ''] = found ?? [];
    if (all === undefined || !isFieldName(name)) return 0;
    const nameStart = start + before.length;
    const valueStart = text.indexOf(separator, nameStart + name.length) + separator.length;
    const nameRange = { start: nameStart, end: nameStart + name.length };
    const valueRange = { start: valueStart, end: valueStart + value.length };
    this.#addField(pairField(text, nameRange, valueRange));
    return 1;
  }

  #readTwoLines(index: number): number {
    const lines = this.#lines;
    const { text } = lines;
    const name = loneName(lines, index);
    if (name === null || lines.isEmpty(index + 1) || index + 1 >= lines.count) return 0;
    const value = lines.contentRange(index + 1);
    const written = text.slice(name.start, name.end);
    // Who sent what is below.
    if (written.toLowerCase() === 'server' && !isProducts(lines.slice(index + 1, 200))) return 0;
    const general = GENERAL.get(written.toLowerCase());
    if (general !== undefined) {
      this.parts.push({ kind: general, range: value });
    } else {
      this.#addField(pairField(text, name, value));
    }
    return 2;
  }

  #addField(field: (PartOfHead & { readonly kind: 'field' })['field']): void {
    this.parts.push({ kind: 'field', field });
    this.fields++;
  }

  /** Whether a heading or another field comes after the empty line. */
  #continuesAfter(empty: number): boolean {
    const lines = this.#lines;
    const { prefix, form } = this.#syntax;
    const next = empty + 1;
    if (prefix !== '' || next >= lines.count || lines.isEmpty(next)) return false;
    if (startLineIn(lines, next) !== null) return false;
    if (sectionOf(lines.slice(next, 80)) !== null) return !this.#isTitleOfStartLine(next);
    if (form === 'two-lines') return loneName(lines, next) !== null && !lines.isEmpty(next + 1);
    const field = fieldIn(lines.text, lines.content(next), lines.contentEnd(next));
    return form === 'line' && field !== null && isKnownField(field.name);
  }
}

const KEY_VALUE = /^(.*?\bkey=)([:\w-]+) value=(.*)$/;
const QUOTED = /^(.*?')([:\w-]+)', '(.*)'[,;]?$/;

/** The lines above the fields in browsers' tools. */
const GENERAL: ReadonlyMap<string, 'method' | 'target' | 'status' | 'other'> = new Map([
  ['request url', 'target'],
  ['url', 'target'],
  ['request method', 'method'],
  ['status code', 'status'],
  ['status', 'status'],
  ...[
    'address',
    'filename',
    'initiator',
    'referrer policy',
    'remote address',
    'request priority',
    'scheme',
    'source',
    'transferred',
    'version',
  ].map((name) => [name, 'other'] as const),
]);

const GENERAL_LINE = /^([A-Za-z]+(?: [A-Za-z]+)?)\s*:\s*(?=\S)/;

function generalPart(text: string, start: number, end: number): PartOfHead | null {
  const found = GENERAL_LINE.exec(text.slice(start, Math.min(end, start + 60)));
  const kind = found ? GENERAL.get(found[1]!.toLowerCase()) : undefined;
  if (found === null || kind === undefined) return null;
  return { kind, range: { start: start + found[0].length, end } };
}

/** The name in a line that has nothing else; null if it is no name of HTTP or of the tools. */
function loneName(lines: PastedLines, index: number): TextRange | null {
  const start = lines.content(index);
  const end = lines.contentEnd(index);
  if (index >= lines.count || end - start > 60 || end === start) return null;
  const first = lines.text.charCodeAt(start);
  if (!isLetter(first) && first !== CODE.colon) return null;
  const text = lines.text.slice(start, end);
  const name = text.endsWith(':') ? text.slice(0, -1) : text;
  const isName =
    GENERAL.has(name.toLowerCase()) ||
    (isFieldName(name) && (isKnownField(name) || /^[a-z]\w*(?:-\w+)+$/i.test(name)));
  return isName ? { start, end: start + name.length } : null;
}

const LINE: ListSyntax = { prefix: '', isOfLog: true, form: 'line' };
const TWO_LINES: ListSyntax = { prefix: '', isOfLog: true, form: 'two-lines' };
/** A name of HTTP and a colon, behind a label. */
const LABELLED =
  /[\s"'>\]|:<)]((?:sec|x|host|origin|user|cookie|accept|upgrade|connection|server|date|pragma|cache)[\w-]*): ?/gi;

/** The syntax of a list that starts at `from`; null if none does. */
function syntaxOf(lines: PastedLines, from: number): ListSyntax | null {
  const { text } = lines;
  const start = lines.content(from);
  const end = lines.contentEnd(from);
  const line = text.slice(start, Math.min(end, start + LONGEST_LABEL));
  const own = unlabelledSyntax(lines, from, start, end);
  if (own !== null) return own;
  if (sectionOf(line.slice(0, 80)) !== null) {
    const next = from + 1;
    return unlabelledSyntax(lines, next, lines.content(next), lines.contentEnd(next));
  }
  for (const [pattern, form] of [
    [KEY_VALUE, 'key-value'],
    [QUOTED, 'quoted'],
  ] as const) {
    if (!line.includes(form === 'quoted' ? "', '" : 'key=')) continue;
    const [, before = '', name = ''] = pattern.exec(line) ?? [];
    // The pattern finds the name; what is before it is on each line.
    if (name !== '' && isKnownField(name)) {
      const label = form === 'quoted' ? before.slice(0, -1) : before.slice(0, -'key='.length);
      return { prefix: label, isOfLog: true, form };
    }
  }
  if (!line.includes(':')) return null;
  // Unlike `matchAll`, without another expression for each line.
  LABELLED.lastIndex = 0;
  for (let found = LABELLED.exec(line); found !== null; found = LABELLED.exec(line)) {
    if (!isKnownField(found[1] ?? '')) continue;
    const prefix = line.slice(0, found.index + 1);
    if (fieldIn(text, start + prefix.length, end) === null) continue;
    return { prefix, isOfLog: /[^\w\s,.]\s*$/.test(prefix), form: 'line' };
  }
  return null;
}

function unlabelledSyntax(
  lines: PastedLines,
  index: number,
  start: number,
  end: number,
): ListSyntax | null {
  const { text } = lines;
  if (loneName(lines, index) !== null && index + 1 < lines.count && !lines.isEmpty(index + 1)) {
    const next = lines.content(index + 1);
    const isField = fieldIn(text, next, lines.contentEnd(index + 1)) !== null;
    return isField ? null : TWO_LINES;
  }
  if (generalPart(text, start, end) !== null) return LINE;
  const field = fieldIn(text, start, end);
  return field !== null && isKnownField(field.name) ? LINE : null;
}
