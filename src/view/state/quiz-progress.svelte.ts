import type { DeviceStorage } from '#view/browser/storage.ts';

const STORED_AS = 'quiz';

/**
 * Which questions the reader has answered, and how, by names that say what they were about; kept on
 * this device alone.
 */
export class QuizProgress {
  readonly #storage: DeviceStorage;
  #given: Readonly<Record<string, string>>;

  constructor(storage: DeviceStorage) {
    this.#storage = storage;
    this.#given = $state.raw(readGiven(storage.read(STORED_AS)));
  }

  /** What was last answered; null where nothing was. */
  givenTo(question: string): string | null {
    return this.#given[question] ?? null;
  }

  get isEmpty(): boolean {
    return Object.keys(this.#given).length === 0;
  }

  give(question: string, answer: string): void {
    this.#keep({ ...this.#given, [question]: answer });
  }

  clear(): void {
    this.#keep({});
  }

  #keep(given: Readonly<Record<string, string>>): void {
    this.#given = given;
    this.#storage.write(STORED_AS, given);
  }
}

/** Takes from storage what is well-formed. */
function readGiven(stored: unknown): Record<string, string> {
  if (typeof stored !== 'object' || stored === null) return {};
  const entries = Object.entries(stored).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return Object.fromEntries(entries);
}
