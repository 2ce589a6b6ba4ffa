/** Rows of a figure that compares sizes in bytes: what is sent, and which parts it has. */

import { formatBytes } from '#content/compare/numbers.ts';
import type { ByteKind } from '#core/trace/byte-kind.ts';

export type SizedPart = {
  /** Lower case, because it stands in a list: "payload". */
  readonly name: string;
  readonly kind: ByteKind;
  readonly size: number;
  /** Drawn solid; everything else is hatched. */
  readonly isPayload: boolean;
};

export type SizedRow = {
  readonly name: string;
  readonly parts: readonly SizedPart[];
};

export function totalSize({ parts }: SizedRow): number {
  return parts.reduce((sum, { size }) => sum + size, 0);
}

/** "header 6 B, payload 5 B". Parts without bytes are left out. */
export function partsText({ parts }: SizedRow): string {
  return parts
    .filter(({ size }) => size > 0)
    .map(({ name, size }) => `${name} ${formatBytes(size)}`)
    .join(', ');
}
