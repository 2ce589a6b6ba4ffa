/** One value of a JSON text: its kind, its place, and the values in it. */

export type JsonKind = 'object' | 'array' | 'string' | 'number' | 'true' | 'false' | 'null';

/** All values of a text, by index. A value is followed by the values in it. */
export type JsonValues = {
  readonly text: string;
  kind: (index: number) => JsonKind;
  isCut: (index: number) => boolean;
  start: (index: number) => number;
  end: (index: number) => number;
  /** The index after the value and all values in it. */
  next: (index: number) => number;
};

/** Asking it for something that its kind doesn't have gives null or nothing. */
export class JsonNode {
  readonly #tape: JsonValues;
  readonly #index: number;

  constructor(tape: JsonValues, index: number) {
    this.#tape = tape;
    this.#index = index;
  }

  get source(): string {
    return this.#tape.text;
  }

  get kind(): JsonKind {
    return this.#tape.kind(this.#index);
  }

  /** Where it starts in the text: a string after its quote. */
  get start(): number {
    return this.#tape.start(this.#index);
  }

  /** Where it ends: a string before its quote. */
  get end(): number {
    return this.#tape.end(this.#index);
  }

  get isObject(): boolean {
    return this.kind === 'object';
  }

  get isArray(): boolean {
    return this.kind === 'array';
  }

  get isString(): boolean {
    return this.kind === 'string';
  }

  /** Whether a string has no closing quote, or a list or object no closing bracket. */
  get isCut(): boolean {
    return this.#tape.isCut(this.#index);
  }

  /** The elements of an array. */
  *elements(): Generator<JsonNode, void> {
    if (!this.isArray) return;
    const end = this.#tape.next(this.#index);
    for (let index = this.#index + 1; index < end; index = this.#tape.next(index)) {
      yield new JsonNode(this.#tape, index);
    }
  }

  /** The members of an object in the order of the text, even if a name comes twice. */
  *members(): Generator<readonly [name: string, value: JsonNode, key: JsonNode], void> {
    if (!this.isObject) return;
    const end = this.#tape.next(this.#index);
    for (let key = this.#index + 1; key < end;) {
      const value = key + 1;
      // A cut document can end after a name.
      if (value >= end) return;
      const node = new JsonNode(this.#tape, key);
      yield [stringAt(this.source, node.start, node.end), new JsonNode(this.#tape, value), node];
      key = this.#tape.next(value);
    }
  }

  /** The first member with this name. */
  member(name: string): JsonNode | null {
    for (const [each, value] of this.members()) if (each === name) return value;
    return null;
  }

  /** The member of a member, and so on. */
  path(...names: readonly string[]): JsonNode | null {
    const [first, ...rest] = names;
    const found = first === undefined ? this : this.member(first);
    return rest.length === 0 ? found : (found?.path(...rest) ?? null);
  }

  /** The first element of an array. */
  get first(): JsonNode | null {
    return this.elements().next().value ?? null;
  }

  /** The value of a string, at most `most` characters of its text. */
  text(most = 100_000): string | null {
    if (!this.isString) return null;
    return stringAt(this.source, this.start, Math.min(this.end, this.start + most));
  }

  /** The value of a number; null if it isn't finite. */
  number(): number | null {
    if (this.kind !== 'number') return null;
    const value = Number(this.source.slice(this.start, this.end));
    return Number.isFinite(value) ? value : null;
  }

  boolean(): boolean | null {
    return this.kind === 'true' ? true : this.kind === 'false' ? false : null;
  }
}

function stringAt(text: string, start: number, end: number): string {
  const raw = text.slice(start, end);
  if (!raw.includes('\\')) return raw;
  try {
    const value: unknown = JSON.parse(`"${raw}"`);
    return typeof value === 'string' ? value : raw;
  } catch {
    // An escape that JSON doesn't have, or half of one.
    return raw;
  }
}
