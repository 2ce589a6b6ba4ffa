/**
 * The value of Sec-WebSocket-Extensions: a list of extensions with parameters (RFC 6455 §9.1).
 *
 *     extension-list  = 1#extension
 *     extension       = extension-token *( ";" extension-param )
 *     extension-param = token [ "=" (token | quoted-string) ]
 *
 * `#` is the list of RFC 2616 §2.1: commas separate elements, spaces are allowed between any two
 * words, and empty elements don't count. The text is read once, from left to right.
 */

import { FIELD } from '#core/protocol/http/field-name.ts';
import { lengthOfRange, shiftRange, type ByteRange } from '#core/bytes/bit-range.ts';
import { findFields, type FieldLine } from '#core/protocol/http/field-line.ts';
import { isToken, tokenAt } from '#core/protocol/http/token.ts';
import { violationAtBytes, type Violation } from '#core/protocol/rules/violation.ts';

export type ExtensionParameter = {
  readonly name: string;
  /** Without quotes; null if there is none. */
  readonly value: string | null;
};

export type Extension = {
  readonly name: string;
  /** In order. Names may repeat; the extension defines what that means. */
  readonly parameters: readonly ExtensionParameter[];
};

/** An extension, and its position in the head. */
export type FoundExtension = {
  readonly name: string;
  readonly parameters: readonly FoundParameter[];
  readonly range: ByteRange;
};

export type FoundParameter = ExtensionParameter & { readonly range: ByteRange };

export type ExtensionListReading = {
  /** Includes those before a violation. */
  readonly extensions: readonly FoundExtension[];
  readonly violations: readonly Violation[];
};

const QUOTED_STRING = /"(?:[^"\\]|\\.)*"/y;
const SPACES = /[ \t]*/y;
const COMMAS_AND_SPACES = /[ \t,]*/y;

/**
 * All extensions in a head. Several field lines are one list (RFC 6455 §9.1). Ranges of extensions
 * are in bytes of the head, those of violations in bits.
 */
export function decodeExtensionFields(fields: readonly FieldLine[]): ExtensionListReading {
  const lines = findFields(fields, FIELD.webSocketExtensions);
  const readings = lines.map(decodeLine);
  const extensions = readings.flatMap((reading) => reading.extensions);
  const violations = readings.flatMap((reading) => reading.violations);
  const [first] = lines;
  if (first && extensions.length === 0 && violations.length === 0) {
    violations.push(violationAtBytes('extensions.malformed', first.range));
  }
  return { extensions, violations };
}

function decodeLine({ value, valueRange }: FieldLine): ExtensionListReading {
  const { extensions, faultAt } = new ListReader(value).read();
  // The value of a folded line was joined, so its characters are not at the same offsets.
  const isFolded = value.length !== lengthOfRange(valueRange);
  const toBytes = (range: ByteRange) =>
    isFolded ? valueRange : shiftRange(range, valueRange.start);
  const moved = extensions.map((extension) => ({
    ...extension,
    range: toBytes(extension.range),
    parameters: extension.parameters.map((parameter) => ({
      ...parameter,
      range: toBytes(parameter.range),
    })),
  }));
  if (faultAt === null) return { extensions: moved, violations: [] };
  // If the text ends too early, the position is that of its last character.
  const start = Math.min(faultAt, value.length - 1);
  return {
    extensions: moved,
    violations: [violationAtBytes('extensions.malformed', toBytes({ start, end: start + 1 }))],
  };
}

/** The value of the field. Throws a `TypeError` unless names and values are tokens. */
export function encodeExtensionList(extensions: readonly Extension[]): string {
  return extensions.map(encodeExtension).join(', ');
}

function encodeExtension({ name, parameters }: Extension): string {
  const words = parameters.map((parameter) =>
    parameter.value === null
      ? expectToken(parameter.name)
      : `${expectToken(parameter.name)}=${expectToken(parameter.value)}`,
  );
  return [expectToken(name), ...words].join('; ');
}

function expectToken(text: string): string {
  if (isToken(text)) return text;
  throw new TypeError(`expected a token, got "${text}"`);
}

/** Reads a list. Its parts are null if the text isn't a list any more; `#at` is where it stops. */
class ListReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** The extensions, and the offset of the first character that isn't part of a list. */
  read(): { readonly extensions: FoundExtension[]; readonly faultAt: number | null } {
    const extensions: FoundExtension[] = [];
    for (;;) {
      this.#take(COMMAS_AND_SPACES);
      if (this.#at === this.#text.length) return { extensions, faultAt: null };
      const extension = this.#readExtension();
      if (extension === null) return { extensions, faultAt: this.#at };
      extensions.push(extension);
    }
  }

  #readExtension(): FoundExtension | null {
    const start = this.#at;
    const name = this.#takeToken();
    if (name === '') return null;
    const parameters: FoundParameter[] = [];
    for (;;) {
      this.#take(SPACES);
      const next = this.#next();
      if (next === undefined || next === ',') {
        const end = parameters.at(-1)?.range.end ?? start + name.length;
        return { name, parameters, range: { start, end } };
      }
      if (next !== ';') return null;
      this.#at++;
      this.#take(SPACES);
      const parameter = this.#readParameter();
      if (parameter === null) return null;
      parameters.push(parameter);
    }
  }

  #readParameter(): FoundParameter | null {
    const start = this.#at;
    const name = this.#takeToken();
    if (name === '') return null;
    this.#take(SPACES);
    if (this.#next() !== '=') {
      return { name, value: null, range: { start, end: start + name.length } };
    }
    this.#at++;
    this.#take(SPACES);
    const value = this.#readValue();
    return value === null ? null : { name, value, range: { start, end: this.#at } };
  }

  /** A token, with or without quotes. */
  #readValue(): string | null {
    const start = this.#at;
    const quoted = this.#take(QUOTED_STRING);
    const value = quoted === '' ? this.#takeToken() : unquote(quoted);
    if (isToken(value)) return value;
    this.#at = start;
    return null;
  }

  #next(): string | undefined {
    return this.#text[this.#at];
  }

  #takeToken(): string {
    const token = tokenAt(this.#text, this.#at);
    this.#at += token.length;
    return token;
  }

  /** The text here that matches `pattern`; may be empty. */
  #take(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0] ?? '';
    this.#at += found.length;
    return found;
  }
}

function unquote(quoted: string): string {
  return quoted.slice(1, -1).replace(/\\(.)/g, '$1');
}
