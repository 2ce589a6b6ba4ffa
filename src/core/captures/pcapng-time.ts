/**
 * The unit and offset of pcapng time stamps, from the options of their interface
 * (draft-ietf-opsawg-pcapng §4.2).
 */

import type { ByteRange } from '#core/bytes/bit-range.ts';
import type { OrderedView } from './ordered-view.ts';

export type TimeBase = {
  readonly ticksPerSecond: bigint;
  /** Added to every time stamp. */
  readonly offsetSeconds: bigint;
};

const END_OF_OPTIONS = 0;
const IF_TSRESOL = 9;
const IF_TSOFFSET = 14;

const NANOSECONDS_PER_SECOND = 1_000_000_000n;

/** Microseconds, if the interface has no option for it. */
const DEFAULT: TimeBase = { ticksPerSecond: 1_000_000n, offsetSeconds: 0n };

/** Reads the options in `range`. Incomplete or malformed ones are ignored. */
export function readTimeBase(view: OrderedView, range: ByteRange): TimeBase {
  let timeBase = DEFAULT;
  for (let at = range.start; at + 4 <= range.end;) {
    const code = view.uint16(at);
    const size = view.uint16(at + 2);
    const value = at + 4;
    if (code === END_OF_OPTIONS || value + size > range.end) break;
    if (code === IF_TSRESOL && size === 1) {
      timeBase = { ...timeBase, ticksPerSecond: ticksPerSecond(view.uint8(value)) };
    }
    if (code === IF_TSOFFSET && size === 8) {
      timeBase = { ...timeBase, offsetSeconds: view.int64(value) };
    }
    // Options are padded to 32 bits.
    at = value + Math.ceil(size / 4) * 4;
  }
  return timeBase;
}

/** The top bit selects the base, 10 or 2. The other 7 are the negated exponent. */
function ticksPerSecond(resolution: number): bigint {
  const exponent = BigInt(resolution & 0x7f);
  return (resolution & 0x80) === 0 ? 10n ** exponent : 2n ** exponent;
}

/** Nanoseconds since 1970, rounded down. */
export function toNanoseconds(ticks: bigint, { ticksPerSecond, offsetSeconds }: TimeBase): bigint {
  return (ticks * NANOSECONDS_PER_SECOND) / ticksPerSecond + offsetSeconds * NANOSECONDS_PER_SECOND;
}
