/** Decode's workbench: the input, how it is read, the edits of its bytes, and the result. */

import type { Edit } from '#core/editing/edit.ts';
import {
  type Decoded,
  type DecodeChoices,
  type DecodeInput,
  DEFAULT_CHOICES,
} from '#core/workbench/decoded.ts';
import { Decoder } from '#view/workers/decoder.ts';

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

/** How many changes can be undone. */
const MAX_SNAPSHOTS = 500;

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
  #isReading = $state(false);
  #failure = $state<string | null>(null);
  #maxUnits = MAX_UNITS;
  #waiting: (() => void)[] = [];

  constructor(input: DecodeInput = EMPTY) {
    this.#decoder = new Decoder(
      (decoded) => this.#show(decoded),
      (message) => this.fail(message),
    );
    this.#decoded = $state.raw(this.#decodeNothing());
    this.#become({ ...this.#current, input });
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

  get failure(): string | null {
    return this.#failure;
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
    if (this.edits.length > 0 || this.text === null) this.#remember();
    this.#become({ ...this.#current, title: null, input: { kind: 'text', text }, edits: [] });
  }

  /** Replaces the input. */
  open(input: DecodeInput, title: string | null, choices: Partial<DecodeChoices> = {}): void {
    this.#remember();
    this.#become({ title, input, choices: { ...DEFAULT_CHOICES, ...choices }, edits: [] });
  }

  /** Reads the same input with other choices. */
  choose(choices: Partial<DecodeChoices>): void {
    const isOtherBytes = choices.notation !== undefined || choices.connection !== undefined;
    const isOtherPlace = isOtherBytes || choices.directions !== undefined;
    if (isOtherPlace && this.edits.length > 0) this.#remember();
    this.#become({
      ...this.#current,
      choices: {
        ...this.choices,
        ...(choices.notation !== undefined && { connection: 0 }),
        ...choices,
      },
      // Edits count bytes of a direction, and the directions now contain other bytes.
      edits: isOtherPlace ? [] : this.edits,
    });
  }

  edit(...edits: readonly Edit[]): void {
    this.#remember();
    this.#become({ ...this.#current, edits: [...this.edits, ...edits] });
  }

  /** Restores the original bytes. */
  discardEdits(): void {
    if (this.edits.length === 0) return;
    this.#remember();
    this.#become({ ...this.#current, edits: [] });
  }

  /** Replaces the text with one that is written from the current bytes. */
  rewrite(text: string): void {
    this.#remember();
    const choices = { ...DEFAULT_CHOICES, compression: this.choices.compression };
    this.#become({ title: null, input: { kind: 'text', text }, choices, edits: [] });
  }

  undo(): void {
    const before = this.#past.at(-1);
    if (before === undefined) return;
    this.#past = this.#past.slice(0, -1);
    this.#future = [...this.#future, this.#current];
    this.#become(before);
  }

  redo(): void {
    const after = this.#future.at(-1);
    if (after === undefined) return;
    this.#future = this.#future.slice(0, -1);
    this.#past = [...this.#past, this.#current];
    this.#become(after);
  }

  /** Continues where reading stopped because of the unit limit. */
  readAll(): void {
    this.#maxUnits = Infinity;
    this.#become(this.#current);
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

  #become(snapshot: Snapshot): void {
    if (snapshot.input !== this.#current.input) this.#maxUnits = MAX_UNITS;
    this.#current = snapshot;
    this.#failure = null;
    const { input, choices, edits } = snapshot;
    const decoded = this.#decoder.decode({ input, choices, edits, maxUnits: this.#maxUnits });
    if (decoded !== null) this.#show(decoded);
    else this.#isReading = true;
  }

  #decodeNothing(): Decoded {
    const nothing = { input: EMPTY, choices: DEFAULT_CHOICES, edits: [], maxUnits: MAX_UNITS };
    return this.#decoder.decode(nothing)!;
  }

  #show(decoded: Decoded): void {
    this.#decoded = decoded;
    this.#stopWaiting();
  }

  /** Reports that an input could not be opened or read. The previous one stays. */
  fail(message: string): void {
    this.#failure = message;
    this.#stopWaiting();
  }

  #stopWaiting(): void {
    this.#isReading = false;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
