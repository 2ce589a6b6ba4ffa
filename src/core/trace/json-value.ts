/** Reads untrusted JSON (RFC 8259): each value knows its path and reports what was expected. */

/** The first value that isn't as expected. */
export type JsonProblem = {
  /** "events[3].range.start"; empty for the whole. */
  readonly path: string;
  /** The expected value, as in "an integer from 0 to 12". */
  readonly expected: string;
};

/** Holds the first problem. Later ones are dropped, because they can follow from it. */
export type ProblemSlot = { problem: JsonProblem | null };

/**
 * A value at its path. Reading it as another type notes a problem and returns a fallback, so
 * decoders need no check after each step.
 */
export class JsonValue {
  readonly #value: unknown;
  readonly #path: string;
  readonly #slot: ProblemSlot;

  constructor(value: unknown, slot: ProblemSlot, path = '') {
    this.#value = value;
    this.#path = path;
    this.#slot = slot;
  }

  /** True if the object has no such member. */
  get isAbsent(): boolean {
    return this.#value === undefined;
  }

  get isNull(): boolean {
    return this.#value === null;
  }

  get isTrue(): boolean {
    return this.#value === true;
  }

  /** A member of this object. */
  member(name: string): JsonValue {
    const value = isObject(this.#value) ? this.#value[name] : this.reject('an object', undefined);
    return new JsonValue(value, this.#slot, this.#path === '' ? name : `${this.#path}.${name}`);
  }

  /** The elements of this array. */
  elements(): JsonValue[] {
    const elements: readonly unknown[] = Array.isArray(this.#value)
      ? this.#value
      : this.reject('an array', []);
    return elements.map(
      (element, index) => new JsonValue(element, this.#slot, `${this.#path}[${index}]`),
    );
  }

  text(): string {
    return typeof this.#value === 'string' ? this.#value : this.reject('a string', '');
  }

  /** A finite number, because JSON has no others. */
  number(): number {
    return typeof this.#value === 'number' && Number.isFinite(this.#value)
      ? this.#value
      : this.reject('a number', 0);
  }

  flag(): boolean {
    return typeof this.#value === 'boolean' ? this.#value : this.reject('true or false', false);
  }

  integer(from: number, to: number): number {
    const value = this.#value;
    const isFitting = Number.isInteger(value) && Number(value) >= from && Number(value) <= to;
    return isFitting ? Number(value) : this.reject(`an integer from ${from} to ${to}`, from);
  }

  /** One of these words. */
  oneOf<Word extends string>(words: readonly [Word, ...Word[]]): Word {
    const word = words.find((each) => each === this.#value);
    return word ?? this.reject(words.map((each) => `"${each}"`).join(' or '), words[0]);
  }

  /** Notes the problem and returns the fallback. */
  reject<Fallback>(expected: string, fallback: Fallback): Fallback {
    this.#slot.problem ??= { path: this.#path, expected };
    return fallback;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
