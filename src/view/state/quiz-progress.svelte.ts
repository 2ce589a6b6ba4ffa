import type { DeviceStorage } from '#view/browser/storage.ts';

const STORED_AS = 'quiz';

/** The reader's last answer to each question. Stored only on this device. */
export class QuizProgress {
  readonly #storage: DeviceStorage;
  #given: Readonly<Record<string, string>>;

  constructor(storage: DeviceStorage) {
    this.#storage = storage;
    this.#given = $state.raw(readGiven(storage.read(STORED_AS)));
  }

  /** The last answer; null if there is none. */
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

/** Keeps well-formed stored values. */
function readGiven(stored: unknown): Record<string, string> {
  if (typeof stored !== 'object' || stored === null) return {};
  const entries = Object.entries(stored).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return Object.fromEntries(entries);
}
