/** Prints a conversation as people paste one: in any form, with anything around it. */

import { fromLatin1 } from '#core/bytes/text.ts';
import type { Direction } from '#core/trace/direction.ts';
import { BLOCK_FORMS, tcpdumpRows, type BlockForm, type Rows } from './block-forms.ts';
import { Choices } from './choices.ts';
import { makeConversation, type Chunk, type NoisyConversation } from './conversations.ts';
import { INLINE_FORMS, type InlineForm } from './inline-forms.ts';
import { PasteWriter, type PrintedByte } from './paste-writer.ts';
import {
  ANNOUNCEMENTS,
  HEADINGS,
  LABELS,
  LINE_STARTS,
  PREFIXES,
  PROSE,
  SUFFIXES,
} from './surroundings.ts';

export type NoisyPaste = {
  readonly seed: number;
  readonly text: string;
  readonly bytes: readonly PrintedByte[];
  readonly cuts: number;
  readonly form: string;
  readonly prefix: string;
  /** The label or the heading. */
  readonly voice: string;
};

const TCPDUMPS = ['tcpdump -x', 'tcpdump -X'];

export const NOISY_LINES: readonly string[] = Object.keys(INLINE_FORMS);
export const NOISY_DUMPS: readonly string[] = [...Object.keys(BLOCK_FORMS), ...TCPDUMPS];

const FORMS = [...NOISY_LINES, ...NOISY_DUMPS];

/** @param form one of `NOISY_LINES` or `NOISY_DUMPS` */
export function makeNoisyPaste(form: string, seed: number): NoisyPaste {
  // Otherwise all forms would have the same surroundings.
  const choices = new Choices(seed * FORMS.length + FORMS.indexOf(form));
  const inline: InlineForm | undefined = INLINE_FORMS[form as keyof typeof INLINE_FORMS];
  const conversation = clearConversation(choices, inline);
  const lineStart = choices.of(LINE_STARTS);
  const writer = new PasteWriter(lineStart, choices.isTrue(0.2) ? '\r\n' : '\n');
  const printer = new Printer(writer, choices, lineStart, inline);
  const isFenced = choices.isTrue(0.1);
  if (choices.isTrue(0.2)) writer.line(choices.of(PROSE));
  if (isFenced) writer.line('```');
  printer.printHeads(conversation.heads);
  if (inline !== undefined) printer.printInline(conversation.frames);
  else printer.printBlocks(conversation.frames, form);
  if (isFenced) writer.line('```');
  if (choices.isTrue(0.2)) writer.line(choices.of(PROSE));
  const { text, bytes, cuts } = writer;
  const { prefix, voice } = printer;
  return { seed, text, bytes, cuts, form, prefix, voice };
}

/** One of which a human could tell that each chunk is bytes. */
function clearConversation(choices: Choices, form: InlineForm | undefined): NoisyConversation {
  for (;;) {
    const conversation = makeConversation(choices);
    if (conversation.frames.every(({ bytes }) => form?.isClear?.(bytes) ?? true)) {
      return conversation;
    }
  }
}

class Printer {
  readonly prefix: string;
  readonly #label: string;
  readonly #heading: string;
  readonly #writer: PasteWriter;
  readonly #choices: Choices;
  readonly #form: InlineForm | undefined;
  readonly #isQuoted: boolean;
  #lines = 0;

  constructor(
    writer: PasteWriter,
    choices: Choices,
    lineStart: string,
    form: InlineForm | undefined,
  ) {
    this.#writer = writer;
    this.#choices = choices;
    this.#form = form;
    this.prefix = choices.of(Object.keys(PREFIXES));
    const isTold = form?.tellsDirection === true;
    // Nobody can tell an arrow from a quote mark.
    const isQuoted = lineStart.startsWith('>');
    this.#isQuoted = isQuoted;
    const labels = Object.keys(LABELS).filter((label) => !isQuoted || !/^[<>]/.test(label));
    const headings = Object.keys(HEADINGS).filter((heading) => !isQuoted || !/^[<>]/.test(heading));
    this.#heading = isTold || choices.isTrue(0.7) ? 'none' : choices.of(headings);
    const isLabelled = !isTold && this.#heading === 'none' && choices.isTrue(0.7);
    this.#label = isLabelled ? choices.of(labels) : 'none';
  }

  get voice(): string {
    return this.#heading === 'none' ? this.#label : `above: ${this.#heading}`;
  }

  /** Heads as their text, as a browser or a proxy shows them, or behind the marks of curl -v. */
  printHeads(heads: readonly Chunk[]): void {
    // Further arrows and verbs could mean the other side’s.
    const isCurl = !this.#isQuoted && this.voice === 'none' && this.#choices.isTrue(0.5);
    for (const { direction, bytes } of heads) {
      this.#writer.direction = direction;
      const mark = isCurl ? (direction === 'client-to-server' ? '> ' : '< ') : '';
      for (const line of fromLatin1(bytes).split('\r\n').slice(0, -2)) {
        this.#writer.write(mark);
        for (const character of line) this.#writer.byte(character.charCodeAt(0), character);
        this.#endHeadLine();
      }
      this.#writer.write(mark.trimEnd());
      this.#endHeadLine();
    }
  }

  /** Its characters are only the end of a line: nobody misses them. */
  #endHeadLine(): void {
    this.#writer.newLine();
  }

  printInline(chunks: readonly Chunk[]): void {
    const form = this.#form!;
    const announcement = this.#choices.of(ANNOUNCEMENTS);
    const suffix = this.#choices.of(SUFFIXES);
    for (const chunk of chunks) {
      const { direction, bytes } = chunk;
      this.#begin(chunk, form.tellsDirection === true);
      this.#writer.write(this.#prefixText());
      this.#writer.write(LABELS[this.#label]?.[direction] ?? '');
      if (this.#label !== 'none') this.#writer.write(announcement(bytes.length));
      form.print(this.#writer, bytes, direction);
      if (this.#label !== 'none') this.#writer.write(suffix(bytes.length));
      this.#writer.newLine();
    }
  }

  printBlocks(chunks: readonly Chunk[], form: string): void {
    const sequences: Record<Direction, number> = { 'client-to-server': 1, 'server-to-client': 1 };
    const isTcpdump = TCPDUMPS.includes(form);
    const block: BlockForm | undefined = BLOCK_FORMS[form as keyof typeof BLOCK_FORMS];
    const isPrefixed = this.#choices.isTrue(0.5) && block?.hasPrefix !== true && !isTcpdump;
    for (const chunk of chunks) {
      const { direction, bytes } = chunk;
      this.#begin(chunk, isTcpdump);
      // A label of a dump has the line above it to itself.
      const label = LABELS[this.#label]?.[direction].trim();
      if (label !== undefined && !isTcpdump) this.#writer.line(this.#prefixText() + label);
      const rows = isTcpdump
        ? tcpdumpRows(this.#writer, bytes, direction, sequences, form === 'tcpdump -X')
        : block.rowsOf(this.#writer, bytes, 0);
      sequences[direction] += bytes.length;
      this.#printRows(rows, isPrefixed);
      if (this.#choices.isTrue(0.3)) this.#writer.newLine();
    }
  }

  #printRows(rows: Rows, isPrefixed: boolean): void {
    for (const printRow of rows) {
      if (isPrefixed) this.#writer.write(this.#prefixText());
      printRow();
      this.#writer.newLine();
    }
  }

  /** Prose, and the line above a chunk that tells whose it is. */
  #begin({ direction, bytes }: Chunk, isTold: boolean): void {
    const writer = this.#writer;
    const heading = HEADINGS[this.#heading];
    const isSpoken = isTold || heading !== null || this.#label !== 'none';
    writer.direction = isSpoken ? direction : null;
    if (this.#choices.isTrue(0.1)) writer.line(this.#prefixText() + this.#choices.of(PROSE));
    if (heading) writer.line(heading(bytes.length)[direction]);
  }

  #prefixText(): string {
    return PREFIXES[this.prefix]!(this.#lines++);
  }
}
