/** The contents of a capture file of any format: packets, and problems of the file. */

import type { ByteRange } from '#core/bytes/bit-range.ts';
import type { StoredBytes } from '#core/bytes/stored-bytes.ts';
import type { PacketTable } from './packet-table.ts';

/**
 * The problems of a file:
 * - `cut-short`: the file ends within a packet or block, as after a killed capture;
 * - `bad-length`: a length contradicts the block that contains it;
 * - `bad-byte-order`: a section without a known byte-order magic;
 * - `unknown-version`: a section of a newer version than 1;
 * - `unknown-interface`: a packet from an interface that the file does not describe.
 */
export type CaptureProblemId =
  | 'cut-short'
  | 'bad-length'
  | 'bad-byte-order'
  | 'unknown-version'
  | 'unknown-interface';

export type CaptureProblem = {
  readonly id: CaptureProblemId;
  /** The affected bytes of the file. */
  readonly range: ByteRange;
};

export type CaptureContents = {
  /** Where the packets are: the file, unpacked if it was compressed. */
  readonly storage: StoredBytes;
  /** In file order. */
  readonly packets: PacketTable;
  readonly problems: readonly CaptureProblem[];
  /** Key logs of TLS that the file contains. */
  readonly keyLogs: readonly string[];
};
