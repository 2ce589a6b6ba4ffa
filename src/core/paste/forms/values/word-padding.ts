/** The zeros with which od fills up the last word of its input. */

import { wireEvidence } from '#core/paste/ranking/wire-unit.ts';
import type { ByteCollector } from '#core/paste/text/byte-collector.ts';

/** Drops zeros of the last word of so many bytes, if frames end before them. */
export function dropPadding(bytes: ByteCollector, wordSize: number): void {
  if (wireEvidence(bytes.view()) === 'whole') return;
  for (let count = bytes.count - 1; count > bytes.count - wordSize && count > 0; count--) {
    if (bytes.at(count) !== 0) return;
    if (wireEvidence(bytes.view(0, count)) === 'whole') return bytes.dropTo(count);
  }
}
