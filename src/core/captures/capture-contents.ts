/** What a capture file holds, whichever form it has: packets, and what is wrong with the file. */

import type { ByteRange } from '#core/bytes/bit-range.ts';

export type CapturedPacket = {
  /** From the LINKTYPE registry. */
  readonly linkType: number;
  /** Where in the capture it was seen: one number for each interface of each section. */
  readonly interfaceIndex: number;
  /** Nanoseconds since 1970; null where the file does not say. */
  readonly seenAtNs: bigint | null;
  /** As far as it was captured. */
  readonly bytes: Uint8Array;
};

/**
 * What can be wrong with a file:
 * - `cut-short` it ends within a packet or block, as after a capture that was killed;
 * - `bad-length` a length contradicts what it stands in;
 * - `bad-byte-order` a section whose byte order cannot be told;
 * - `unknown-version` a section of a version that did not exist when this was written;
 * - `unknown-interface` a packet from an interface that the file does not describe.
 */
export type CaptureProblemId =
  'cut-short' | 'bad-length' | 'bad-byte-order' | 'unknown-version' | 'unknown-interface';

export type CaptureProblem = {
  readonly id: CaptureProblemId;
  /** The bytes of the file which it is about. */
  readonly range: ByteRange;
};

export type CaptureContents = {
  /** In the order of the file. */
  readonly packets: readonly CapturedPacket[];
  readonly problems: readonly CaptureProblem[];
};
