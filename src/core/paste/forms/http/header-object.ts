/**
 * Heads as objects: JSON, "Copy as fetch", Python's dictionaries, PowerShell's tables, Go's maps,
 * and whatever a program prints of its headers.
 */

import type { Block } from '#core/paste/block.ts';
import type { PastedLines } from '#core/paste/lines/pasted-lines.ts';
import { ByteCollector } from '#core/paste/text/byte-collector.ts';
import { CODE } from '#core/paste/text/characters.ts';
import { escapeAt } from '#core/paste/text/escape.ts';
import type { TextRange } from '#core/paste/text/text-range.ts';
import { collectUtf8 } from '#core/paste/text/utf8-text.ts';
import { blockOfParts, type PartOfHead } from './head-parts.ts';
import { isKnownField } from './known-fields.ts';
import { stringField } from './made-head.ts';
import { isWebSocketAddress } from './request-address.ts';

/** Longer ones take regular expressions too much memory. */
const LONGEST_OBJECT = 2 ** 20;

/** Claims lines with names and values in quotes, if they are fields of an opening handshake. */
export function claimHeaderObject(lines: PastedLines, from: number): Block | null {
  if (from < (readUpTo.get(lines) ?? 0) || !mayBegin(lines, from)) return null;
  const to = lastLine(lines, from);
  const start = lines.content(from);
  const end = Math.min(lines.contentEnd(to - 1), start + LONGEST_OBJECT);
  const object = lines.text.slice(start, end);
  if (IS_LOG.test(object)) return null;
  const parts = partsIn(lines.text, object, start);
  // Objects can have any names: only those of an opening handshake tell.
  const isOpening = parts.some(
    (part) => part.kind === 'field' && OPENING.test(`${part.field.name}: ${part.field.value}`),
  );
  const block = isOpening ? blockOfParts(lines, { from, to }, parts) : null;
  if (block === null) readUpTo.set(lines, to);
  return block;
}

/** Lines of objects without such fields, which aren't read again. */
const readUpTo = new WeakMap<PastedLines, number>();

const OPENING = /^(?:sec-websocket-|upgrade: websocket$)/i;

/** Files and logs of browsers, which have forms of their own. */
const IS_LOG =
  /"(?:log|payloadData|opcode|_webSocketMessages|constants|polledData)"\s*:|Network\.webSocket|"source"\s*:\s*\{\s*"id"/;

/** A quote, and then a name and a value, or the call or key before them. */
const BEGINS =
  /^(?:[[{(@,\s]*)(?:["'`]?[:\w-]+["'`]?\s*(?::|=>|=|,)\s*\[?["'`]|["'`]?name["'`]?\s*:)|fetch\(|Invoke-(?:WebRequest|RestMethod)\b|headers?\b/i;

function mayBegin(lines: PastedLines, index: number): boolean {
  const line = lines.slice(index, 4096);
  if (!/["'`]|:\[/.test(line)) return false;
  if (/sec-websocket-/i.test(line)) return true;
  return BEGINS.test(line) && namesField(line);
}

function namesField(line: string): boolean {
  if (/fetch\(|Invoke-|headers?\b/i.test(line)) return true;
  const name = /[:A-Za-z][\w-]*/.exec(line)?.[0] ?? '';
  return name === 'name' || isKnownField(name) || (name === 'url' && /["']wss?:/i.test(line));
}

/** A line of brackets, or of a name and what is no string. */
const INNER =
  /^[\s{}[\]();,@`]*$|^["'`]?[\w :().-]+["'`]?\s*(?::|=>|=)\s*(?:[{[(]|null\b|true\b|false\b|undefined\b|-?\d|@\{|["'`])|^-\w+\s|^\S*["'`]?[:\w-]+["'`]\s*,\s*["'`]/;

/** The line after the last one of the object. */
function lastLine(lines: PastedLines, from: number): number {
  let size = 0;
  let to = from + 1;
  for (; to < lines.count && size < LONGEST_OBJECT; to++) {
    const line = lines.slice(to, 2000);
    if (line === '' || !INNER.test(line)) break;
    size += lines.end(to) - lines.start(to);
  }
  return to;
}

/** `"Name": "value"`, `'name' => 'value'`, `"Name"="value"`, `name: 'value'`, `'Name', 'value'`. */
const PAIR =
  /(?:(["'`])(:?[A-Za-z][\w -]*)\1|(?<![\w"'`:-])([A-Za-z][\w-]*))\s*(?::|=>|=|,)\s*(?:\[\s*)?(["'`])((?:\\[^]|(?!\4)[^\\])*)\4/g;
/** `"name": "Host", "value": "…"`. */
const NAMED =
  /["']?name["']?\s*:\s*(["'])(:?[\w-]+)\1\s*,\s*["']?value["']?\s*:\s*(["'])((?:\\[^]|(?!\3)[^\\])*)\3/g;
/** Go: `Upgrade:[websocket]`. */
const LISTED = /(?<![\w-])([A-Z][\w-]*):\[([^\]\n]*)\]/g;
const SECTION = /["']?(request|response)[ _]?headers?\b[^"'\n{[]*["']?\s*[:=]\s*[{[]/gi;
const ADDRESS = /(?:fetch\(|-Uri\s+|["']?url["']?\s*[:=]\s*)(["'])([^"'\s]+)\1/gi;
const METHOD = /(?:["']?method["']?\s*:\s*|-Method\s+)(["'])([A-Z]+)\1/g;

type PlacedPart = { readonly at: number; readonly part: PartOfHead };

function partsIn(text: string, object: string, base: number): PartOfHead[] {
  const placed: PlacedPart[] = [
    ...fieldsIn(text, object, base),
    ...[...object.matchAll(SECTION)].map(({ index, 1: side }): PlacedPart => ({
      at: index,
      part: { kind: 'section', section: side?.toLowerCase() === 'request' ? 'client' : 'server' },
    })),
    ...rangesOf(object, ADDRESS, base)
      .filter(({ start, end }) => isWebSocketAddress(text.slice(start, end)))
      .map((range): PlacedPart => ({ at: range.start - base, part: { kind: 'target', range } })),
    ...rangesOf(object, METHOD, base).map((range): PlacedPart => ({
      at: range.start - base,
      part: { kind: 'method', range },
    })),
  ];
  return placed.toSorted((a, b) => a.at - b.at).map(({ part }) => part);
}

/** Where the second group of each match is in the text. */
function rangesOf(object: string, pattern: RegExp, base: number): TextRange[] {
  return [...object.matchAll(pattern)].map((found) => {
    const start = base + found.index + found[0].length - 1 - found[2]!.length;
    return { start, end: start + found[2]!.length };
  });
}

function fieldsIn(text: string, object: string, base: number): PlacedPart[] {
  const named = matchesOf(object, NAMED, 2, 4);
  const found = named.length > 0 ? named : matchesOf(object, PAIR, 2, 5, 3);
  const all = found.length > 0 ? found : matchesOf(object, LISTED, 1, 2, undefined, 1);
  return all.flatMap(({ at, name, value }): PlacedPart[] => {
    const written = object.slice(name.start, name.end);
    if (!isKnownField(written) && !/^[A-Za-z]\w*(?:-\w+)+$/.test(written)) return [];
    const range = { start: base + name.start, end: base + name.end };
    const bytes = stringBytes(text, base + value.start, base + value.end);
    return [{ at, part: { kind: 'field', field: stringField(text, range, bytes) } }];
  });
}

type Match = { readonly at: number; readonly name: TextRange; readonly value: TextRange };

/** Groups hold the name, or another one if it has no quotes, and the value before a last quote. */
function matchesOf(
  object: string,
  pattern: RegExp,
  nameGroup: number,
  valueGroup: number,
  bareGroup?: number,
  closing = 1,
): Match[] {
  return [...object.matchAll(pattern)].map((found) => {
    const name = found[nameGroup] ?? (bareGroup === undefined ? '' : (found[bareGroup] ?? ''));
    const start = object.indexOf(name, afterName(found[0]) + found.index);
    const end = found.index + found[0].length - closing;
    return {
      at: found.index,
      name: { start, end: start + name.length },
      value: { start: end - (found[valueGroup] ?? '').length, end },
    };
  });
}

/** In `"name": "Host"` the name comes after a colon. */
function afterName(match: string): number {
  const label = /^["']?name["']?\s*:/.exec(match)?.[0];
  return label !== undefined && /["']?value["']?\s*:/.test(match) ? label.length : 0;
}

/** The bytes of a string, with its escapes read. */
function stringBytes(text: string, start: number, end: number): ByteCollector {
  const bytes = new ByteCollector();
  for (let at = start; at < end;) {
    const escape = text.charCodeAt(at) === CODE.backslash ? escapeAt(text, at + 1, 'octal') : null;
    const next = escape?.end ?? at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
    if (escape?.kind === 'byte') bytes.add(escape.byte, at, next);
    else if (escape === null) collectUtf8(text, at, next, bytes);
    else if (escape.kind === 'character') {
      const written = new ByteCollector();
      const character = String.fromCodePoint(escape.code);
      collectUtf8(character, 0, character.length, written);
      for (const byte of written.view()) bytes.add(byte, at, next);
    } else collectUtf8(text, at, next, bytes);
    at = next;
  }
  return bytes;
}
