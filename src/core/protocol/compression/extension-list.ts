/**
 * The value of Sec-WebSocket-Extensions: a list of extensions with parameters (RFC 6455 §9.1).
 *
 *     extension-list  = 1#extension
 *     extension       = extension-token *( ";" extension-param )
 *     extension-param = token [ "=" (token | quoted-string) ]
 *
 * `#` is that of RFC 2616 §2.1: elements are parted by commas, blanks are allowed between any two
 * words, and empty elements count for nothing. The text is read once, from left to right.
 */

import { FIELD } from '#core/protocol/http/field-name.ts';
import { lengthOfRange, shiftRange, type ByteRange } from '#core/bytes/bit-range.ts';
import { findFields, type FieldLine } from '#core/protocol/http/field-line.ts';
import { isToken, tokenAt } from '#core/protocol/http/token.ts';
import { violationAtBytes, type Violation } from '#core/protocol/rules/violation.ts';

export type ExtensionParameter = {
  readonly name: string;
  /** Without quotes; null where there is none. */
  readonly value: string | null;
};

export type Extension = {
  readonly name: string;
  /** In order. Names may repeat: what that means is the extension's affair. */
  readonly parameters: readonly ExtensionParameter[];
};

/** An extension that was read, with where it stands in the head. */
export type FoundExtension = {
  readonly name: string;
  readonly parameters: readonly FoundParameter[];
  readonly range: ByteRange;
};

export type FoundParameter = ExtensionParameter & { readonly range: ByteRange };

export type ExtensionListReading = {
  /** Those in front of a fault, too. */
  readonly extensions: readonly FoundExtension[];
  readonly violations: readonly Violation[];
};

const QUOTED_STRING = /"(?:[^"\\]|\\.)*"/y;
const BLANKS = /[ \t]*/y;
const COMMAS_AND_BLANKS = /[ \t,]*/y;

/**
 * All the extensions of a head; several field lines are one list (RFC 6455 §9.1). Ranges are bytes
 * of the head.
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
  // A folded line was joined, so that its characters are not its bytes.
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
  // Where the text ends too early, its last character stands for it.
  const start = Math.min(faultAt, value.length - 1);
  return {
    extensions: moved,
    violations: [violationAtBytes('extensions.malformed', toBytes({ start, end: start + 1 }))],
  };
}

/** Expects tokens for names and values. */
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

/**
 * One list, read from left to right. Each part is null where the text stops being a list, and `#at`
 * says where.
 */
class ListReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** The extensions, and the place of the first character that does not belong there. */
  read(): { readonly extensions: FoundExtension[]; readonly faultAt: number | null } {
    const extensions: FoundExtension[] = [];
    for (;;) {
      this.#take(COMMAS_AND_BLANKS);
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
      this.#take(BLANKS);
      const next = this.#next();
      if (next === undefined || next === ',') {
        const end = parameters.at(-1)?.range.end ?? start + name.length;
        return { name, parameters, range: { start, end } };
      }
      if (next !== ';') return null;
      this.#at++;
      this.#take(BLANKS);
      const parameter = this.#readParameter();
      if (parameter === null) return null;
      parameters.push(parameter);
    }
  }

  #readParameter(): FoundParameter | null {
    const start = this.#at;
    const name = this.#takeToken();
    if (name === '') return null;
    this.#take(BLANKS);
    if (this.#next() !== '=') {
      return { name, value: null, range: { start, end: start + name.length } };
    }
    this.#at++;
    this.#take(BLANKS);
    const value = this.#readValue();
    return value === null ? null : { name, value, range: { start, end: this.#at } };
  }

  /** A token, or one in quotes. */
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
