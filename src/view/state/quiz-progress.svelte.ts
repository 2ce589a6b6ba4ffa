import type { DeviceStorage } from '#view/browser/storage.ts';

const STORED_AS = 'quiz';

/** What a reader gave to a question. */
export type QuizRecord = {
  /** The text of the question. The same question can be asked with other values. */
  readonly asked: string;
  /** The answers to it, in order. */
  readonly given: readonly string[];
  /** Whether it was ever answered: rightly, or until the right answer was shown. */
  readonly isDone: boolean;
};

/** The reader's answers by the id of the question. Stored only on this device. */
export class QuizProgress {
  readonly #storage: DeviceStorage;
  #records: Readonly<Record<string, QuizRecord>>;

  constructor(storage: DeviceStorage) {
    this.#storage = storage;
    this.#records = $state.raw(readRecords(storage.read(STORED_AS)));
  }

  /** Null if there is no answer. */
  recordOf(id: string): QuizRecord | null {
    return Object.hasOwn(this.#records, id) ? (this.#records[id] ?? null) : null;
  }

  get isEmpty(): boolean {
    return Object.keys(this.#records).length === 0;
  }

  isDone(id: string): boolean {
    return this.recordOf(id)?.isDone ?? false;
  }

  /** What was done once stays done. */
  keep(id: string, { asked, given, isDone }: QuizRecord): void {
    this.#set({ ...this.#records, [id]: { asked, given, isDone: isDone || this.isDone(id) } });
  }

  clear(): void {
    this.#set({});
  }

  #set(records: Readonly<Record<string, QuizRecord>>): void {
    this.#records = records;
    this.#storage.write(STORED_AS, records);
  }
}

/** Keeps well-formed stored values. */
function readRecords(stored: unknown): Record<string, QuizRecord> {
  if (typeof stored !== 'object' || stored === null) return {};
  const entries = Object.entries(stored).flatMap(([id, value]: [string, unknown]) => {
    const record = readRecord(value);
    return record === null ? [] : [[id, record] as const];
  });
  return Object.fromEntries(entries);
}

function readRecord(value: unknown): QuizRecord | null {
  if (typeof value !== 'object' || value === null) return null;
  const { asked, given, isDone } = value as Partial<Record<keyof QuizRecord, unknown>>;
  const isGiven = Array.isArray(given) && given.every((answer) => typeof answer === 'string');
  return typeof asked === 'string' && isGiven && typeof isDone === 'boolean'
    ? { asked, given, isDone }
    : null;
}
