/**
 * Heads whose exact bytes a text doesn't have: lists of fields, commands, objects. The start line
 * is made from what the text contains; the rest of it is a marked placeholder. Fields keep their
 * places.
 */

import { fromValidUtf8 } from '#core/bytes/text.ts';
import type { BlockWriter } from '#core/paste/block-writer.ts';
import { ByteCollector } from '#core/paste/text/byte-collector.ts';
import type { TextRange } from '#core/paste/text/text-range.ts';
import { collectUtf8 } from '#core/paste/text/utf8-text.ts';
import type { HeadPart } from '#core/protocol/http/http-head.ts';
import { isToken } from '#core/protocol/http/token.ts';
import type { Side } from '#core/trace/direction.ts';
import { targetOf } from './request-address.ts';
import { writeWord, type ShellWord } from './shell-words.ts';

/** Where bytes are written. */
export type ByteSink = Pick<ByteCollector, 'add'>;

/** A field as the text has it. */
export type MadeField = {
  readonly name: string;
  /** Where its text starts and ends. */
  readonly range: TextRange;
  readonly value: string;
  /** Writes the name, what separates it from the value, and the value. */
  readonly write: (sink: ByteSink) => void;
};

/** Where part of a start line is, and how a shell reads it if it is in a command. */
export type StartLinePart = TextRange & { readonly word?: ShellWord };

export type StartLineParts = {
  readonly method?: StartLinePart;
  /** An address or a path. */
  readonly target?: StartLinePart;
  /** "101 Switching Protocols". */
  readonly status?: StartLinePart;
};

export function writtenAt(text: string, { start, end, word }: StartLinePart): string {
  return word?.text ?? text.slice(start, end);
}

export type MadeHead = {
  readonly side: Side;
  readonly parts: StartLineParts;
  readonly fields: readonly MadeField[];
  /** The method, if no other is possible. */
  readonly isGet?: boolean;
};

/** A field whose value is in the text as it is, and separated from its name in another way. */
export function pairField(text: string, name: TextRange, value: TextRange): MadeField {
  return {
    name: text.slice(name.start, name.end),
    range: { start: name.start, end: Math.max(name.end, value.end) },
    value: text.slice(value.start, value.end),
    write: (sink) => {
      collectUtf8(text, name.start, name.end, sink);
      make(sink, ': ', value.start);
      collectUtf8(text, value.start, value.end, sink);
    },
  };
}

/** A field with a value that was read from a string with escapes. */
export function stringField(text: string, name: TextRange, value: ByteCollector): MadeField {
  const { starts, ends } = value.positions;
  return {
    name: text.slice(name.start, name.end),
    range: { start: name.start, end: Math.max(name.end, ends[ends.length - 1] ?? 0) },
    value: fromValidUtf8(value.view()) ?? '',
    write: (sink) => {
      collectUtf8(text, name.start, name.end, sink);
      make(sink, ': ', starts[0] ?? name.end);
      copyBytes(value, sink);
    },
  };
}

/** A field that is in the text as in a head. */
export function lineField(text: string, name: TextRange, value: TextRange): MadeField {
  const end = Math.max(name.end, value.end);
  return {
    name: text.slice(name.start, name.end),
    range: { start: name.start, end },
    value: text.slice(value.start, value.end),
    write: (sink) => collectUtf8(text, name.start, end, sink),
  };
}

function copyBytes(bytes: ByteCollector, sink: ByteSink): void {
  const { starts, ends } = bytes.positions;
  bytes.view().forEach((byte, index) => sink.add(byte, starts[index]!, ends[index]!));
}

const METHOD = /^[A-Z][A-Z0-9_-]*$/;
const STATUS = /^(?:HTTP\/\d(?:\.\d)?\s+)?(\d{3})(?=\s|$)(?: ([^\r\n]*))?/;

/** Writes a head as one piece. Without a status or target in the text, the usual ones are made. */
export function writeMadeHead(writer: BlockWriter, text: string, head: MadeHead): void {
  const { fields, side } = head;
  const pseudo = pseudoParts(fields);
  const starts = [...fields.map(({ range }) => range), ...Object.values(head.parts)];
  const start = Math.min(...starts.map((range) => range.start));
  const end = Math.max(...starts.map((range) => range.end));
  const line = new ByteCollector();
  const lacks: HeadPart[] =
    side === 'client'
      ? writeRequestLine(line, text, { ...head, parts: { ...pseudo, ...head.parts } }, start)
      : writeStatusLine(line, text, { ...head, parts: { ...pseudo, ...head.parts } }, start);
  const unknown: HeadPart[] = isOfHttp2(head) ? ['fields'] : ['version', 'fields'];
  writer.begin(start, {}, { kind: 'head', isMade: true, lacks: [...lacks, ...unknown] });
  writer.lose({ kind: 'head-parts', printer: null, shown: 0, total: null });
  copyBytes(line, writer);
  writeLineEnd(writer, start);
  for (const field of fields) {
    if (!writeField(writer, text, field)) {
      if (!IN_START_LINE.has(field.name)) writer.skip(field.range);
      continue;
    }
    writeLineEnd(writer, field.range.end);
  }
  writeLineEnd(writer, end);
  writer.end(end);
}

const IN_START_LINE: ReadonlySet<string> = new Set([':method', ':path', ':status']);

/**
 * Whether a head has a form that only HTTP/2 has (RFC 8441 §4, §5). Envoy writes pseudo-fields of
 * HTTP/1.1, too.
 */
function isOfHttp2({ fields }: MadeHead): boolean {
  if (fields.some(({ name }) => name === ':protocol')) return true;
  const isAccepted = fields.some(({ name, value }) => name === ':status' && /^2/.test(value));
  return isAccepted && !fields.some(({ name }) => /^(?:upgrade|connection)$/i.test(name));
}

/** What Envoy and HTTP/2 write as fields. */
function pseudoParts(fields: readonly MadeField[]): StartLineParts {
  const valueOf = (name: string) => {
    const field = fields.find((each) => each.name === name);
    return field && valueRange(field);
  };
  const method = valueOf(':method');
  const target = valueOf(':path');
  const status = valueOf(':status');
  return { ...(method && { method }), ...(target && { target }), ...(status && { status }) };
}

/**
 * Of HTTP/2's pseudo-fields only ":authority" is a field of HTTP/1.1: Host (RFC 9113 §8.3.1). False
 * for the others.
 */
function writeField(writer: BlockWriter, text: string, field: MadeField): boolean {
  if (field.name.startsWith(':') && field.name !== ':authority') return false;
  if (field.name !== ':authority') field.write(writer);
  else {
    const value = valueRange(field);
    make(writer, 'Host: ', field.range.start);
    collectUtf8(text, value.start, value.end, writer);
  }
  return true;
}

function valueRange({ range, value }: MadeField): TextRange {
  return { start: range.end - value.length, end: range.end };
}

function writeRequestLine(
  line: ByteCollector,
  text: string,
  head: MadeHead,
  at: number,
): HeadPart[] {
  const { parts, isGet = false } = head;
  const lacks: HeadPart[] = [];
  const { method, target } = parts;
  if (method && METHOD.test(writtenAt(text, method))) {
    writePart(line, text, method, 0, writtenAt(text, method).length);
  } else {
    make(line, 'GET', at);
    if (!isGet) lacks.push('method');
  }
  make(line, ' ', at);
  const found = target ? targetOf(writtenAt(text, target)) : null;
  if (target && found) {
    if (found.isMadePath) make(line, '/', target.end);
    writePart(line, text, target, found.start, found.end);
  } else {
    make(line, '/', at);
    lacks.push('target');
  }
  make(line, ` ${versionOf(head)}`, target?.end ?? at);
  return lacks;
}

function versionOf(head: MadeHead): string {
  return isOfHttp2(head) ? 'HTTP/2.0' : 'HTTP/1.1';
}

function writeStatusLine(
  line: ByteCollector,
  text: string,
  head: MadeHead,
  at: number,
): HeadPart[] {
  const { status } = head.parts;
  const found = status ? STATUS.exec(text.slice(status.start, status.end)) : null;
  make(line, `${versionOf(head)} `, at);
  if (status === undefined || found === null) {
    make(line, '101 Switching Protocols', at);
    return ['status'];
  }
  const [all, code = '', reason] = found;
  const end = status.start + all.length;
  const start = end - code.length - (reason === undefined ? 0 : reason.length + 1);
  collectUtf8(text, start, end, line);
  return [];
}

/** Writes part of what is written at a place. */
function writePart(
  line: ByteCollector,
  text: string,
  place: StartLinePart,
  from: number,
  to: number,
): void {
  if (place.word === undefined)
    return collectUtf8(text, place.start + from, place.start + to, line);
  writeWord(place.word, from, to, line);
}

/** Whether a name can be one of a field, or of a pseudo-field of HTTP/2. */
export function isFieldName(name: string): boolean {
  return isToken(name.startsWith(':') ? name.slice(1) : name);
}

/** Writes characters that the text doesn't have. */
export function make(sink: ByteSink, ascii: string, at: number): void {
  for (const character of ascii) sink.add(character.charCodeAt(0), at, at);
}

function writeLineEnd(writer: BlockWriter, at: number): void {
  make(writer, '\r\n', at);
}
