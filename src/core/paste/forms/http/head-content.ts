/** The content below a head in a text, which isn't frames (RFC 9112 §6). */

import type { PastedLines } from '#core/paste/lines/pasted-lines.ts';
import { isBlank } from '#core/paste/text/characters.ts';
import { collectUtf8 } from '#core/paste/text/utf8-text.ts';
import type { BlockWriter } from '#core/paste/block-writer.ts';
import { SWITCHING_PROTOCOLS } from '#core/protocol/opening/opening-response.ts';
import { isRemark } from './curl-remarks.ts';
import { startLineIn, type FoundStartLine } from './start-line.ts';

export class HeadContent {
  /** In bytes; null if no field says so. */
  #length: number | null = null;
  #isChunked = false;

  /** Takes note of a field that announces content. */
  note(name: string, value: string): void {
    const lower = name.toLowerCase();
    if (lower === 'content-length' && /^\d{1,9}$/.test(value)) this.#length = Number(value);
    if (lower === 'transfer-encoding') this.#isChunked = true;
  }

  /** Whether no frames can follow the head, only its content. */
  isAfter(line: FoundStartLine['line']): boolean {
    if (line.kind === 'request') return this.#isChunked || (this.#length ?? 0) > 0;
    const { status } = line;
    if (status < 200 || status === 204 || status === 304) return false;
    return status !== SWITCHING_PROTOCOLS && this.#length !== 0;
  }

  /**
   * Reads it from the line at `first`. It is ordinary text. Remarks of curl around it don't belong
   * to it.
   *
   * @returns the first line after it, and where its text ends; null if there is none
   */
  read(
    lines: PastedLines,
    first: number,
    isMarked: boolean,
    writer: BlockWriter,
  ): { readonly to: number; readonly end: number | null } {
    let to = first;
    let size = 0;
    while (to < lines.count && size < (this.#length ?? Infinity)) {
      if (startLineIn(lines, to) !== null || (isMarked && isRemark(lines, to))) break;
      // At least as many bytes as characters. A CR may have been lost.
      size += lines.end(to) - lines.start(to) + 2;
      to++;
    }
    while (to > first && lines.isEmpty(to - 1)) to--;
    let end: number | null = null;
    for (let index = first; index < to; index++) {
      end = index + 1 < to ? lines.start(index + 1) : lines.contentEnd(index);
      collectUtf8(lines.text, contentStart(lines, index), end, writer);
    }
    return { to, end };
  }
}

/** A line of content starts with its indentation, but not with the marks of a mail. */
function contentStart(lines: PastedLines, index: number): number {
  let at = lines.content(index);
  while (at > lines.start(index) && isBlank(lines.text.charCodeAt(at - 1))) at--;
  return at === lines.start(index) ? at : lines.content(index);
}
