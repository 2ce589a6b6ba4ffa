/** Writes a text and remembers which of its characters each byte was printed as. */

import type { Direction } from '#core/trace/direction.ts';

export type PrintedByte = {
  readonly value: number;
  readonly start: number;
  readonly end: number;
  /** Null if the text doesn't tell it. */
  readonly direction: Direction | null;
  /** Null if the text names none. */
  readonly connection: string | null;
};

export class PasteWriter {
  readonly bytes: PrintedByte[] = [];
  direction: Direction | null = null;
  connection: string | null = null;
  /** How often the text says that it lacks something. */
  cuts = 0;
  readonly #lineStart: string;
  readonly #lineEnd: string;
  #text = '';
  #isAtStart = true;

  /**
   * @param lineStart what a mail program or an editor put before each line
   */
  constructor(lineStart: string, lineEnd: string) {
    this.#lineStart = lineStart;
    this.#lineEnd = lineEnd;
  }

  get text(): string {
    return this.#text;
  }

  write(text: string): void {
    if (text === '') return;
    if (this.#isAtStart) this.#text += this.#lineStart;
    this.#isAtStart = false;
    this.#text += text;
  }

  newLine(): void {
    if (this.#isAtStart) this.#text += this.#lineStart.trimEnd();
    this.#text += this.#lineEnd;
    this.#isAtStart = true;
  }

  line(text: string): void {
    this.write(text);
    this.newLine();
  }

  /** A byte as `text`. */
  byte(value: number, text: string): void {
    this.write(text);
    this.place(value, this.#text.length - text.length, this.#text.length);
  }

  /** A byte at characters that are already there. */
  place(value: number, start: number, end: number): void {
    const { direction, connection } = this;
    this.bytes.push({ value, start, end, direction, connection });
  }
}
