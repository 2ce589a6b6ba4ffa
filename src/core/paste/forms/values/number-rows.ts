/** The bytes of decimal or octal numbers in rows. */

import type { BlockReading } from '#core/paste/block.ts';
import { BlockWriter } from '#core/paste/block-writer.ts';
import { wireEvidence } from '#core/paste/ranking/wire-unit.ts';
import { numberTokenAt } from '#core/paste/text/number-token.ts';
import type { TextRange } from '#core/paste/text/text-range.ts';

export type NumberRow = { readonly textStart: number; readonly numbers: readonly TextRange[] };

/** Null if one of the numbers isn't a byte. */
export function readNumbers(text: string, rows: readonly NumberRow[]): BlockReading | null {
  const writer = new BlockWriter();
  let hasDecimals = false;
  for (const { textStart, numbers } of rows) {
    writer.begin(textStart);
    for (const { start, end } of numbers) {
      const token = numberTokenAt(text, start);
      if (token === null || !(token.decimal >= -128 && token.decimal <= 255)) return null;
      hasDecimals ||= token.isBare;
      writer.add(token.decimal & 0xff, start, end);
    }
  }
  return writer.finish(hasDecimals ? 'decimal-list' : 'number-list', 'likely');
}

/** Three digits each, as `od -b` prints them, if their bytes are frames; null otherwise. */
export function readOctal(text: string, rows: readonly NumberRow[]): BlockReading | null {
  const writer = new BlockWriter();
  for (const { textStart, numbers } of rows) {
    writer.begin(textStart);
    for (const { start, end } of numbers) {
      const number = text.slice(start, end);
      if (!/^[0-3][0-7]{2}$/.test(number)) return null;
      writer.add(Number.parseInt(number, 8), start, end);
    }
  }
  const isWhole = wireEvidence(writer.collector.view()) === 'whole';
  return isWhole ? writer.finish('octal-list', 'likely') : null;
}
