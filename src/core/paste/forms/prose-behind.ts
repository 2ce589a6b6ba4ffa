/**
 * Words behind escapes without quotes: "got \x81\x05Hello and then closed". Where frames end tells
 * which characters are bytes.
 */

import type { BlockWriter } from '#core/paste/block-writer.ts';
import { wireUnitAt } from '#core/paste/ranking/wire-unit.ts';
import type { ByteCollector } from '#core/paste/text/byte-collector.ts';

/**
 * Leaves out what follows the last whole frame, if it is characters without an escape, and returns
 * where the bytes end. No frame begins with such a character: each has the second reserved bit.
 *
 * @param end where the text of the bytes ends
 */
export function leaveProseBehind(text: string, end: number, writer: BlockWriter): number {
  const { collector } = writer;
  const bytes = collector.view();
  let at = 0;
  while (at < bytes.length) {
    const unit = wireUnitAt(bytes, at, at === 0);
    if (unit.kind === 'cut' || !unit.isLegal) break;
    at = unit.end;
  }
  if (at === 0 || at === bytes.length) return end;
  const start = collector.startOf(at);
  if (!isField(text, start) && !CLOSERS_OR_BLANK.test(text.charAt(start))) return end;
  if (!WORDS.test(text.slice(start, Math.min(end, start + MOST))) || !isEscaped(text, collector, 1))
    return end;
  for (let byte = at; byte < bytes.length; byte++) if (isEscaped(text, collector, byte)) return end;
  collector.dropTo(at);
  writer.skip({ start, end });
  return start;
}

/** Bytes in hex are no words. */
const WORDS = /\p{L}{3}|^\s+\d{1,4}$|^&/u;
const MOST = 100;

const CLOSERS_OR_BLANK = /[\s"'`”’»).,;!?]/;

/** The next field of a form: body=%81&x=1. */
function isField(text: string, at: number): boolean {
  return /^&[\w.-]{1,40}=/.test(text.slice(at, at + 42));
}

/** Whether the text of a byte is an escape, such as "%81" or "^A", and not its character. */
function isEscaped(text: string, collector: ByteCollector, byte: number): boolean {
  const code = text.charCodeAt(collector.startOf(byte));
  return code < 0x80 && code !== collector.at(byte);
}
