/** A dissection names every bit of one unit: its buffers, and a tree of fields over them. */

import type { ByteRange } from '#core/bytes/bit-range.ts';
import type { Field } from './field.ts';
import type { BufferName } from '#core/trace/buffer-name.ts';

export type Dissection = {
  readonly kind: 'request' | 'response' | 'frame' | 'unread';
  /** The bytes of the fields. Positions start at the unit's first byte. */
  readonly buffers: Readonly<Partial<Record<BufferName, Uint8Array>>> & {
    readonly wire: Uint8Array;
  };
  /**
   * Ranges of the inflated buffer that were copied from earlier messages, which are missing from
   * the trace.
   */
  readonly unknown?: readonly ByteRange[];
  /** Inflating stopped at a violation, so the inflated buffer lacks its end. */
  readonly isInflationCut?: true;
  /**
   * Fields over the wire, then over the other buffers. Each buffer is tiled without gap or overlap.
   */
  readonly fields: readonly Field[];
};

export function fieldsOver(dissection: Dissection, buffer: BufferName): Field[] {
  return dissection.fields.filter((field) => field.buffer === buffer);
}
