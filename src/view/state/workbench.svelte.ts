/** Decode's workbench: the input, how it is read, the edits of its bytes, and the result. */

import type { Edit } from '#core/editing/edit.ts';
import { NO_SENDER_CHOICES } from '#core/paste/assembly/sender-choices.ts';
import {
  type Decoded,
  type DecodeChoices,
  type DecodeInput,
  DEFAULT_CHOICES,
} from '#core/workbench/decoded.ts';
import { Decoder } from '#view/workers/decoder.ts';
import type { ReadingFailure } from '#view/workers/work-failure.ts';

/** Everything that undo restores. */
type Snapshot = {
  readonly title: string | null;
  readonly input: DecodeInput;
  readonly choices: DecodeChoices;
  readonly edits: readonly Edit[];
};

/**
 * Units per direction that are read without asking. More than a reader looks through, and fast
 * enough for a page.
 */
const MAX_UNITS = 50_000;

/**
 * Whether the last result belongs to what is on the bench. It is outdated if it belongs to another
 * input, or if the bench could not be read. It is being updated if only choices or edits changed.
 */
export type ResultAge = 'current' | 'being-updated' | 'outdated';

/** What the reader did last. */
export type BenchChange = 'input' | 'choices' | 'edit' | 'undo' | 'redo';

/** How many changes can be undone. */
const MAX_SNAPSHOTS = 500;

/** Enough of a text to know it again. */
const SAMPLE = 64;

/** Whether a text is another one only in part: its start or its end is the same. */
function isEdited(before: string, after: string): boolean {
  if (before === '' || after === '') return false;
  const isBegun =
    after.startsWith(before.slice(0, SAMPLE)) || before.startsWith(after.slice(0, SAMPLE));
  return isBegun || after.endsWith(before.slice(-SAMPLE)) || before.endsWith(after.slice(-SAMPLE));
}

const EMPTY: DecodeInput = { kind: 'text', text: '' };

export class Workbench {
  readonly #decoder: Decoder;
  #current = $state.raw<Snapshot>({
    title: null,
    input: EMPTY,
    choices: DEFAULT_CHOICES,
    edits: [],
  });
  #past = $state.raw<readonly Snapshot[]>([]);
  #future = $state.raw<readonly Snapshot[]>([]);
  #decoded: Decoded;
  /** What the last result was read from. */
  #decodedFrom: Snapshot;
  /** How many other inputs were put on the bench so far. */
  #inputCount = 0;
  #shownInput = $state(0);
  #isReading = $state(false);
  #progress = $state<number | null>(null);
  #preview = $state.raw<Decoded | null>(null);
  #failure = $state<string | null>(null);
  #readingFailure = $state.raw<ReadingFailure | null>(null);
  #lastChange: BenchChange = 'input';
  #isLarge = false;
  #maxUnits = MAX_UNITS;
  #waiting: (() => void)[] = [];

  constructor(input: DecodeInput = EMPTY) {
    this.#decoder = new Decoder(
      (decoded) => this.#show(decoded, true),
      (failure) => this.#failReading(failure),
      (done) => (this.#progress = done),
      (preview) => (this.#preview = preview),
    );
    this.#decoded = $state.raw(this.#decodeNothing());
    this.#decodedFrom = $state.raw(this.#current);
    this.#become({ ...this.#current, input }, 'input');
  }

  /** The last result. While a large input is being read, the result before it. */
  get decoded(): Decoded {
    return this.#decoded;
  }

  get input(): DecodeInput {
    return this.#current.input;
  }

  /** The text on the bench; null if the bytes come from a file or a trace. */
  get text(): string | null {
    return this.input.kind === 'text' ? this.input.text : null;
  }

  /** The name of the opened input. */
  get title(): string | null {
    return this.#current.title;
  }

  get choices(): DecodeChoices {
    return this.#current.choices;
  }

  get edits(): readonly Edit[] {
    return this.#current.edits;
  }

  get isReading(): boolean {
    return this.#isReading;
  }

  /** How much of the work of reading is done, from 0 to 1; null if that isn't known. */
  get progress(): number | null {
    return this.#progress;
  }

  /** The first frames of a large file while the rest is read, without any judgement. */
  get preview(): Decoded | null {
    return this.#preview;
  }

  /** Why an input could not be opened, in words. The previous one stays. */
  get failure(): string | null {
    return this.#failure;
  }

  /** Why the input on the bench could not be read. */
  get readingFailure(): ReadingFailure | null {
    return this.#readingFailure;
  }

  get resultAge(): ResultAge {
    if (this.#decodedFrom === this.#current) return 'current';
    const isSameInput = this.#decodedFrom.input === this.#current.input;
    return isSameInput && this.#readingFailure === null ? 'being-updated' : 'outdated';
  }

  /**
   * Another number for the result of another input, but not while a text is typed or an edit is
   * undone. What shows a result can be made anew for it, and doesn't move then.
   */
  get shownInput(): number {
    return this.#shownInput;
  }

  get lastChange(): BenchChange {
    return this.#lastChange;
  }

  /** Whether there is nothing to read: a text of spaces at most. */
  get isEmpty(): boolean {
    return this.input.kind === 'text' && !/\S/.test(this.input.text);
  }

  /** Whether the last result comes from the worker, because the input is large. */
  get isLarge(): boolean {
    return this.#isLarge;
  }

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  /**
   * Replaces the text. The field undoes typing itself. The edits so far can be restored by undo
   * here.
   */
  write(text: string): void {
    if (text === this.text) return;
    const hasSenders = Object.keys(this.choices.senders).length > 0;
    if (this.edits.length > 0 || hasSenders || this.text === null) this.#remember();
    const input: DecodeInput = { kind: 'text', text };
    if (!isEdited(this.text ?? '', text)) this.#inputCount++;
    // The senders count the chunks of the text before.
    const choices = { ...this.choices, senders: NO_SENDER_CHOICES };
    this.#become({ title: null, input, choices, edits: [] }, 'input');
  }

  /** Replaces the input. */
  open(input: DecodeInput, title: string | null, choices: Partial<DecodeChoices> = {}): void {
    this.#remember();
    this.#inputCount++;
    this.#become({ title, input, choices: { ...DEFAULT_CHOICES, ...choices }, edits: [] }, 'input');
  }

  /** Reads the same input with other choices. */
  choose(choices: Partial<DecodeChoices>): void {
    const isOtherBytes = choices.reading !== undefined || choices.connection !== undefined;
    const isOtherPlace =
      isOtherBytes || choices.directions !== undefined || choices.senders !== undefined;
    if (isOtherPlace && this.edits.length > 0) this.#remember();
    const snapshot = {
      ...this.#current,
      choices: {
        ...this.choices,
        ...(choices.reading !== undefined && { connection: 0 }),
        // They count the chunks of one connection.
        ...(isOtherBytes && { senders: NO_SENDER_CHOICES }),
        ...choices,
      },
      // Edits count bytes of a direction, and the directions now contain other bytes.
      edits: isOtherPlace ? [] : this.edits,
    };
    this.#become(snapshot, 'choices');
  }

  edit(...edits: readonly Edit[]): void {
    this.#remember();
    this.#become({ ...this.#current, edits: [...this.edits, ...edits] }, 'edit');
  }

  /** Restores the original bytes. */
  discardEdits(): void {
    if (this.edits.length === 0) return;
    this.#remember();
    this.#become({ ...this.#current, edits: [] }, 'edit');
  }

  /** Replaces the text with one that is written from the current bytes. */
  rewrite(text: string): void {
    this.#remember();
    const choices = { ...DEFAULT_CHOICES, compression: this.choices.compression };
    this.#become({ title: null, input: { kind: 'text', text }, choices, edits: [] }, 'input');
  }

  undo(): void {
    const before = this.#past.at(-1);
    if (before === undefined) return;
    this.#past = this.#past.slice(0, -1);
    this.#future = [...this.#future, this.#current];
    this.#become(before, 'undo');
  }

  redo(): void {
    const after = this.#future.at(-1);
    if (after === undefined) return;
    this.#future = this.#future.slice(0, -1);
    this.#past = [...this.#past, this.#current];
    this.#become(after, 'redo');
  }

  /** Continues where reading stopped because of the unit limit. */
  readAll(): void {
    this.#maxUnits = Infinity;
    this.#become(this.#current, 'choices');
  }

  /** Reads the input again after it could not be read. */
  retry(): void {
    this.#become(this.#current, this.#lastChange);
  }

  /** Stops reading an input, and puts the one before it back on the bench. */
  cancel(): void {
    if (!this.#isReading) return;
    this.#decoder.stop();
    const before = this.#past.at(-1);
    this.#past = this.#past.slice(0, -1);
    if (before === undefined) this.#become({ ...this.#current, title: null, input: EMPTY }, 'undo');
    else if (before === this.#decodedFrom) this.#restore(before);
    else this.#become(before, 'undo');
  }

  /** Puts back what the last result was read from. */
  #restore(snapshot: Snapshot): void {
    this.#current = snapshot;
    this.#lastChange = 'undo';
    this.#stopWaiting();
  }

  /** Resolves after the last request has been read or has failed. */
  whenRead(): Promise<void> {
    if (!this.#isReading) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #remember(): void {
    this.#past = [...this.#past, this.#current].slice(-MAX_SNAPSHOTS);
    this.#future = [];
  }

  #become(snapshot: Snapshot, change: BenchChange): void {
    if (snapshot.input !== this.#current.input) this.#maxUnits = MAX_UNITS;
    this.#current = snapshot;
    this.#lastChange = change;
    this.#failure = null;
    this.#readingFailure = null;
    this.#isReading = true;
    this.#progress = null;
    this.#preview = null;
    const { input, choices, edits } = snapshot;
    const decoded = this.#decoder.decode({ input, choices, edits, maxUnits: this.#maxUnits });
    if (decoded !== null) this.#show(decoded, false);
  }

  #decodeNothing(): Decoded {
    const nothing = { input: EMPTY, choices: DEFAULT_CHOICES, edits: [], maxUnits: MAX_UNITS };
    return this.#decoder.decode(nothing)!;
  }

  #show(decoded: Decoded, isLarge: boolean): void {
    this.#isLarge = isLarge;
    this.#decoded = decoded;
    this.#decodedFrom = this.#current;
    this.#shownInput = this.#inputCount;
    this.#stopWaiting();
  }

  #failReading(failure: ReadingFailure): void {
    this.#readingFailure = failure;
    this.#stopWaiting();
  }

  /** Reports that an input could not be opened. The previous one stays. */
  fail(message: string): void {
    this.#failure = message;
  }

  #stopWaiting(): void {
    this.#isReading = false;
    this.#preview = null;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
