/**
 * The parts of reading that are large and seldom needed, as one value: a page loads them only for
 * the traces that need them.
 */

import type { ReceiverCodecs } from '#core/protocol/compression/codecs.ts';
import type { Direction } from '#core/trace/direction.ts';
import type { UnitInflater } from './inflation.ts';
import type { ResumptionFinder } from './resumption.ts';
import type { OrdinaryTaker } from './unit.ts';

export type ReadingParts = {
  /** Finds where to read on after a gap. Without it, the bytes after a gap stay unread. */
  readonly findResumption?: ResumptionFinder;
  /** Inflates compressed messages: `INFLATION`. Without it, they stay compressed. */
  readonly inflation?: ReceiverCodecs & { readonly inflateUnits: UnitInflater };
  /** Keeps the ordinary frames of a long stream as their places. Without it, none is. */
  readonly ordinaryTaker?: (direction: Direction, bytes: Uint8Array) => OrdinaryTaker;
};
