/**
 * Texts within strings of JSON, with the place of each character: the lines of a program in
 * Docker's logs, the events in ChromeDriver's performance logs.
 */

import type { ReadConnection, Reading } from './reading.ts';
import { CODE, indexWithin, skipBlanks } from '#core/paste/text/characters.ts';
import type { JsonNode } from '#core/paste/text/json-node.ts';
import { JsonTape } from '#core/paste/text/json-tape.ts';
import type { TextRange } from '#core/paste/text/text-range.ts';
import { jsonEscapeAt } from '#core/paste/text/utf8-text.ts';

/** Null for a text that has none. */
export function unwrapText(text: string): WrappedText | null {
  const start = skipSpace(text, 0);
  const first = text.charCodeAt(start);
  if (first !== BRACE && first !== BRACKET) return null;
  const sample = text.slice(start, start + SAMPLE);
  if (sample.includes('"log":')) return unwrapDockerLog(text, start);
  return sample.includes('"message":') && sample.includes('\\"method\\"')
    ? unwrapEvents(text, start)
    : null;
}

const BRACE = 0x7b;
const BRACKET = 0x5b;
/** The part of a text that shows what it is. */
const SAMPLE = 4000;

/** Each line is an object with a line of the program, its stream, and its time. */
function unwrapDockerLog(text: string, start: number): WrappedText | null {
  const inner = new WrappedText(text);
  for (const record of documentsIn(text, start)) {
    const log = record?.member('log') ?? null;
    if (record === null || log?.isString !== true) return null;
    if (record.member('stream')?.isString !== true && !isAlone(record)) return null;
    const time = record.member('time');
    if (time?.isString === true) {
      inner.add(time);
      inner.addMade(' ', time.end);
    }
    inner.add(log);
    if (!inner.endsLine) inner.addMade('\n', log.end);
  }
  return inner.isEmpty ? null : inner;
}

/** Whether a record has one member, as shippers of logs leave it. */
function isAlone(record: JsonNode): boolean {
  const members = record.members();
  members.next();
  return members.next().done === true;
}

/** A list of entries, or one a line, whose messages are JSON themselves. */
function unwrapEvents(text: string, start: number): WrappedText | null {
  const inner = new WrappedText(text);
  for (const record of documentsIn(text, start)) {
    if (record === null) return null;
    for (const entry of record.isArray ? record.elements() : [record]) {
      const message = entry.member('message');
      if (message?.isString !== true || text.charCodeAt(message.start) !== BRACE) return null;
      inner.add(message);
      inner.addMade('\n', message.end);
    }
  }
  return inner.isEmpty ? null : inner;
}

/** Null in place of what isn't JSON, or of what is cut. */
function* documentsIn(text: string, from: number): Generator<JsonNode | null, void> {
  const tape = new JsonTape(text);
  for (let at = from; at < text.length;) {
    tape.clear();
    const document = tape.read(at);
    if (document === null || document.problem !== null) {
      yield null;
      return;
    }
    yield document.root;
    at = skipSpace(text, document.end);
  }
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const next = skipBlanks(text, at, text.length);
    if (next < text.length && text.charCodeAt(next) !== CODE.lineFeed) return next;
    at = next + 1;
  }
  return at;
}

const FIRST_CAPACITY = 1024;

/** A text that is in the strings of another one. */
export class WrappedText {
  readonly #outer: string;
  /** Its parts, which are joined when nothing is added any more. */
  readonly #parts: string[] = [];
  #length = 0;
  #starts = new Uint32Array(FIRST_CAPACITY);
  #ends = new Uint32Array(FIRST_CAPACITY);

  constructor(outer: string) {
    this.#outer = outer;
  }

  get text(): string {
    if (this.#parts.length > 1) this.#parts.splice(0, Infinity, this.#parts.join(''));
    return this.#parts[0] ?? '';
  }

  get isEmpty(): boolean {
    return this.#length === 0;
  }

  get endsLine(): boolean {
    return this.#parts.at(-1)?.endsWith('\n') ?? false;
  }

  /** Adds the value of a string. */
  add({ start, end }: JsonNode): void {
    for (let at = start; at < end;) {
      const backslash = indexWithin(this.#outer, '\\', at, end);
      const plain = backslash === -1 ? end : backslash;
      this.addText(at, plain);
      if (backslash === -1) return;
      const escape = jsonEscapeAt(this.#outer, backslash);
      this.addFrom(String.fromCharCode(escape.code), backslash, escape.next);
      at = escape.next;
    }
  }

  /** Adds characters of the outer text as they are. */
  addText(start: number, end: number): void {
    if (end <= start) return;
    this.#reserve(end - start);
    for (let at = start; at < end; at++) {
      this.#starts[this.#length] = at;
      this.#ends[this.#length] = at + 1;
      this.#length++;
    }
    this.#parts.push(this.#outer.slice(start, end));
  }

  /** Adds a character that the outer text has in another form. */
  addFrom(character: string, start: number, end: number): void {
    this.#reserve(character.length);
    this.#starts.fill(start, this.#length, this.#length + character.length);
    this.#ends.fill(end, this.#length, this.#length + character.length);
    this.#length += character.length;
    this.#parts.push(character);
  }

  /** Adds a character that has no place in the outer text. */
  addMade(character: string, at: number): void {
    this.addFrom(character, at, at);
  }

  #reserve(size: number): void {
    if (this.#length + size <= this.#starts.length) return;
    const capacity = Math.max(this.#length + size, this.#starts.length * 2);
    this.#starts = grown(this.#starts, capacity);
    this.#ends = grown(this.#ends, capacity);
  }

  /** A reading of the inner text as one of the outer text. */
  toOuter(reading: Reading): Reading {
    const { form, forms, variant, confidence, leftOut, lost, isReconstructed } = reading;
    const outerConnection = (connection: ReadConnection) => this.#outerConnection(connection);
    let connections: readonly ReadConnection[] | null = null;
    return {
      form,
      forms,
      variant,
      confidence,
      get connections() {
        connections ??= reading.connections.map(outerConnection);
        return connections;
      },
      leftOut,
      lost,
      isReconstructed,
      problems: reading.problems.map((each) => ({ ...each, range: this.#outerRange(each.range) })),
      unread: reading.unread.map((range) => this.#outerRange(range)),
    };
  }

  #outerConnection(connection: ReadConnection): ReadConnection {
    const { positions, chunks } = connection;
    const { starts, ends } = positions;
    const outer = { starts: new Uint32Array(starts.length), ends: new Uint32Array(ends.length) };
    for (let at = 0; at < starts.length; at++) {
      const range = this.#outerRange({ start: starts[at]!, end: ends[at]! });
      outer.starts[at] = range.start;
      outer.ends[at] = range.end;
    }
    return {
      ...connection,
      positions: outer,
      chunks: chunks.map((chunk) =>
        chunk.text === undefined ? chunk : { ...chunk, text: this.#outerRange(chunk.text) },
      ),
    };
  }

  #outerRange({ start, end }: TextRange): TextRange {
    const last = this.#length - 1;
    const outerStart = start > last ? this.#ends[last]! : this.#starts[start]!;
    return { start: outerStart, end: end > start ? this.#ends[end - 1]! : outerStart };
  }
}

function grown(places: Uint32Array, capacity: number): Uint32Array<ArrayBuffer> {
  const more = new Uint32Array(capacity);
  more.set(places);
  return more;
}
