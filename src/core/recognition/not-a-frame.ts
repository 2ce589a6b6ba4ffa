/**
 * Recognizes bytes that aren't frames, and shows how a receiver would misread them as one.
 *
 * A frame has no signature (RFC 6455 §5.2), so any bytes can be read as one. Most error messages
 * about reserved bits are about such bytes.
 */

import {
  checkFirstByte,
  checkFrameHeader,
  decodeFirstByte,
  decodeFrameHeader,
  type HeaderReading,
} from '#core/protocol/framing/frame-header.ts';
import type { Violation } from '#core/protocol/rules/violation.ts';
import { BINARY_SIGNATURES, DEFLATE_SIGNATURE } from './binary-signatures.ts';
import { KNOWN_FILE_IDS, knownFile, type KnownFileId } from './file-signatures.ts';
import { readsAsFrames } from './frame-evidence.ts';
import { sure, type Evidence, type Signature } from './signature.ts';
import { TEXT_SIGNATURES } from './text-signatures.ts';

/** In order of certainty: data with a signature, then readable text, then data that inflates. */
const SIGNATURES = [...BINARY_SIGNATURES, ...TEXT_SIGNATURES, DEFLATE_SIGNATURE] as const;

export type NotAFrameId = KnownFileId | (typeof SIGNATURES)[number]['id'];

export const NOT_A_FRAME_IDS: readonly NotAFrameId[] = [
  ...KNOWN_FILE_IDS,
  ...SIGNATURES.map(({ id }) => id),
];

export type Recognition = Evidence & {
  readonly id: NotAFrameId;
  readonly misreading: Misreading;
};

/** The first bytes, read as a frame header by a receiver that expects frames. */
export type Misreading = {
  readonly reading: HeaderReading;
  /** The violations that such a receiver reports, in the order of the bits. */
  readonly violations: readonly Violation[];
};

/** What is shown of a file's mark: the shortest has as many bytes. */
const FILE_MARK_SIZE = 4;

/** More bytes don't make any signature more certain. */
export const SAMPLE_SIZE = 64 * 1024;

/**
 * Recognizes the first bytes of a stream, or those after a handshake. Null if they read as frames
 * or match no signature. A file's mark comes first, because a PNG file can begin as a whole Ping
 * does, and no Ping begins with the mark by chance. Other than that, whole frames are never
 * recognized as anything else; a cut first frame is only if the evidence is sure.
 */
export function recogniseBytes(bytes: Uint8Array): Recognition | null {
  const sample = bytes.subarray(0, SAMPLE_SIZE);
  const file = knownFile(sample);
  if (file !== null) {
    return { id: file.id, ...sure(0, FILE_MARK_SIZE), misreading: misread(sample) };
  }
  const frames = readsAsFrames(sample);
  if (frames === 'whole') return null;
  for (const { id, look } of SIGNATURES as readonly Signature<NotAFrameId>[]) {
    const evidence = look(sample);
    if (evidence === null) continue;
    if (frames === 'none' || evidence.confidence === 'sure') {
      return { id, ...evidence, misreading: misread(sample) };
    }
  }
  return null;
}

function misread(bytes: Uint8Array): Misreading {
  const reading = decodeFrameHeader(bytes);
  const violations =
    reading.kind === 'header'
      ? checkFrameHeader(reading.header, { sender: null })
      : checkFirstByte(decodeFirstByte(bytes[0] ?? 0), { sender: null });
  return { reading, violations };
}
