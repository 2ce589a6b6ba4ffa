/** Rows of a figure that compares sizes in bytes: what is sent, and which parts it has. */

import { formatBytes, formatSize } from '#content/compare/numbers.ts';
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
  /** After the name, less prominent. */
  readonly note?: string;
  /** Whether it is marked among the rows. */
  readonly isChosen?: boolean;
  readonly parts: readonly SizedPart[];
};

export function totalSize({ parts }: SizedRow): number {
  return parts.reduce((sum, { size }) => sum + size, 0);
}

/** "header 6 B, payload 5 B". Parts without bytes are left out. */
export function partsText({ parts }: SizedRow): string {
  return parts
    .filter(({ size }) => Math.round(size) > 0)
    .map(({ name, size }) => `${name} ${sizeText(size)}`)
    .join(', ');
}

/** Every byte of what is small: "24,981 B", "1.2 MB". */
export function sizeText(size: number): string {
  return size < 100_000 ? formatBytes(size) : formatSize(size);
}
