/** One unit of a conversation, named bit by bit: its buffers and the tree of fields over them. */

import type { ByteRange } from '#core/bytes/bit-range.ts';
import type { Field } from './field.ts';
import type { BufferName } from '#core/trace/buffer-name.ts';

export type Dissection = {
  readonly kind: 'request' | 'response' | 'frame' | 'unread';
  /** The bytes that the fields point into. Positions start at the unit's first byte. */
  readonly buffers: Readonly<Partial<Record<BufferName, Uint8Array>>> & {
    readonly wire: Uint8Array;
  };
  /**
   * Bytes of the inflated buffer that stand for what earlier messages said, which the trace does
   * not have.
   */
  readonly unknown?: readonly ByteRange[];
  /**
   * Fields over the wire, then those over the other buffers; each buffer is tiled without gap or
   * overlap.
   */
  readonly fields: readonly Field[];
};

export function fieldsOver(dissection: Dissection, buffer: BufferName): Field[] {
  return dissection.fields.filter((field) => field.buffer === buffer);
}
