/** Claims JSON values in which one of the JSON forms finds frames, payloads or bytes. */

import type { Block, BlockReading } from '#core/paste/block.ts';
import type { PastedLines } from '#core/paste/lines/pasted-lines.ts';
import { CODE, isBlank } from '#core/paste/text/characters.ts';
import type { JsonNode } from '#core/paste/text/json-node.ts';
import { JsonTape, type JsonDocument } from '#core/paste/text/json-tape.ts';
import type { TextRange } from '#core/paste/text/text-range.ts';
import { DEVTOOLS_EVENTS } from './devtools-events.ts';
import { FRAME_FIELDS } from './frame-fields.ts';
import { HAR } from './har.ts';
import type { JsonForm } from './json-form.ts';
import { NET_LOG } from './net-log.ts';
import { OWN_EXPORT } from './own-export.ts';
import { TSHARK_JSON } from './tshark-json.ts';

/** The forms with marks of their own first. */
const FORMS: readonly JsonForm[] = [
  OWN_EXPORT,
  HAR,
  DEVTOOLS_EVENTS,
  NET_LOG,
  TSHARK_JSON,
  FRAME_FIELDS,
];

/** What was read of a text, so that no part of it is read for each of its lines. */
type Memory = {
  readonly tape: JsonTape;
  /** Lines before this one are in a document that no form reads. */
  rejectedTo: number;
};

const MEMORIES = new WeakMap<PastedLines, Memory>();

function memoryOf(lines: PastedLines): Memory {
  const memory = MEMORIES.get(lines) ?? { tape: new JsonTape(lines.text), rejectedTo: 0 };
  MEMORIES.set(lines, memory);
  return memory;
}

export function claimJson(lines: PastedLines, from: number): Block | null {
  const memory = memoryOf(lines);
  if (from < memory.rejectedTo) return null;
  memory.tape.clear();
  const reader = new DocumentReader(lines, memory.tape);
  const first = firstDocument(reader, from);
  if (first === null) {
    memory.rejectedTo = reader.line;
    return null;
  }
  const { document, form } = first;
  const documents = [document];
  let { end } = document;
  let to = reader.line + 1;
  let unfinished: TextRange | null = null;
  for (let next = reader.readNext(); next !== null; next = reader.readNext()) {
    if (belongsTo(next.root, form)) documents.push(next);
    // The last line of a log that was cut before it says what it is.
    else if (next.end === lines.text.length && next.problem?.kind === 'cut') {
      unfinished = { start: next.root.start, end: next.end };
    } else break;
    ({ end } = next);
    to = reader.line + 1;
  }
  const rest = restOfLine(lines, end, to - 1);
  const readings = form.read(documents).map((reading) => withRest(reading, rest, unfinished));
  return { from, to, start: document.root.start, end, readings };
}

/** What stands behind the last value in its line. */
function restOfLine(lines: PastedLines, start: number, line: number): TextRange | null {
  const end = lines.contentEnd(line);
  const text = lines.text.slice(start, Math.min(end, start + 100));
  return /^[\s,;]*$/.test(text) ? null : { start, end };
}

function withRest(
  reading: BlockReading,
  rest: TextRange | null,
  unfinished: TextRange | null,
): BlockReading {
  const unread = [...reading.unread, ...[rest, unfinished].filter((range) => range !== null)];
  if (unfinished === null) return { ...reading, unread };
  return {
    ...reading,
    unread,
    problems: [...reading.problems, { kind: 'cut-json', range: unfinished }],
  };
}

function firstDocument(
  reader: DocumentReader,
  from: number,
): { readonly document: JsonDocument; readonly form: JsonForm } | null {
  reader.goTo(from);
  for (let document = reader.readInLine(); document !== null; document = reader.readInLine()) {
    const { root } = document;
    const form = formOf(root);
    if (form !== null) return { document, form };
    // A value of several lines: what is after it has a line of its own.
    if (reader.line > from) break;
  }
  reader.finishLine();
  return null;
}

function formOf(root: JsonNode): JsonForm | null {
  if (root.isString || root.kind === 'number') return null;
  const starting = FORMS.find((form) => form.recognize(root) === 'starts');
  // The first line of `tshark -T ek` is an index.
  return starting ?? (TSHARK_JSON.recognize(root) === 'follows' ? TSHARK_JSON : null);
}

/** Whether a document goes on with what another one of this form began. */
function belongsTo(root: JsonNode, form: JsonForm): boolean {
  const own = formOf(root);
  return own === null ? form.recognize(root) !== null : own === form;
}

/** How much of a line is looked at for the start of a value, and how many starts are tried. */
const LONGEST_LABEL = 400;

const BRACE = 0x7b;
const BRACKET = 0x5b;

/** Reads one document after another. */
class DocumentReader {
  readonly #lines: PastedLines;
  readonly #tape: JsonTape;
  #at = 0;
  /** The line in which it is. */
  line = 0;

  constructor(lines: PastedLines, tape: JsonTape) {
    this.#lines = lines;
    this.#tape = tape;
  }

  goTo(line: number): void {
    this.line = line;
    this.#at = this.#lines.content(line);
  }

  /** Leaves the line in which a document ended. */
  finishLine(): void {
    this.line++;
  }

  /** The next value in this line or, if nothing else is left in it, in the next one with text. */
  readNext(): JsonDocument | null {
    const lines = this.#lines;
    const rest = this.#skipSeparators();
    if (rest < lines.contentEnd(this.line)) return this.readInLine();
    let line = this.line + 1;
    while (line < lines.count && lines.isEmpty(line)) line++;
    if (line >= lines.count) return null;
    this.goTo(line);
    return this.readInLine();
  }

  /** The next value that starts in this line. */
  readInLine(): JsonDocument | null {
    const start = this.#findStart();
    if (start === null) return null;
    const document = this.#tape.read(start, { lineContent: (at) => this.#contentAt(at) });
    if (document === null) return null;
    this.#at = document.end;
    return document;
  }

  #skipSeparators(): number {
    const { text } = this.#lines;
    const end = this.#lines.contentEnd(this.line);
    while (
      this.#at < end &&
      (isBlank(text.charCodeAt(this.#at)) || text.charCodeAt(this.#at) === CODE.comma)
    )
      this.#at++;
    return this.#at;
  }

  /** Where an object or a list starts in the line, with what JSON can have after its bracket. */
  #findStart(): number | null {
    const { text } = this.#lines;
    const end = this.#lines.contentEnd(this.line);
    const last = Math.min(end, this.#at + LONGEST_LABEL);
    for (let at = this.#at; at < last; at++) {
      const code = text.charCodeAt(at);
      if (code !== BRACE && code !== BRACKET) continue;
      let next = at + 1;
      while (next < end && isBlank(text.charCodeAt(next))) next++;
      const after = text.charCodeAt(next);
      const isPlausible =
        next >= end ||
        after === CODE.doubleQuote ||
        (code === BRACKET && (after === BRACE || after === BRACKET));
      if (isPlausible) return at;
    }
    return null;
  }

  /** The content of the line that starts at `at`, or of the line in which a document goes on. */
  #contentAt(at: number): number {
    const lines = this.#lines;
    while (this.line + 1 < lines.count && lines.start(this.line + 1) <= at) this.line++;
    return Math.max(at, lines.content(this.line));
  }
}
