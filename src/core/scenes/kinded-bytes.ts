/** The bytes of a unit in runs of one kind, as hex: for a line of bytes amid words. */

import { toHex } from '#core/bytes/hex.ts';
import { leafFields } from '#core/dissection/field.ts';
import { fieldsOver, type Dissection } from '#core/dissection/dissection.ts';
import type { ByteKind } from '#core/trace/byte-kind.ts';

export type KindedRun = {
  readonly kind: ByteKind;
  /** "81 85". */
  readonly hex: string;
};

/** A byte of two fields has the kind of the field with its last bits, as on a hex grid. */
export function kindedRuns(dissection: Dissection): KindedRun[] {
  const { wire } = dissection.buffers;
  const leaves = leafFields(fieldsOver(dissection, 'wire'));
  const runs: { kind: ByteKind; bytes: number[] }[] = [];
  wire.forEach((byte, index) => {
    const kind = leaves.findLast(({ range }) => range.start < (index + 1) * 8)?.kind ?? 'data';
    const last = runs.at(-1);
    if (last?.kind === kind) last.bytes.push(byte);
    else runs.push({ kind, bytes: [byte] });
  });
  return runs.map(({ kind, bytes }) => ({ kind, hex: toHex(Uint8Array.from(bytes), ' ') }));
}
