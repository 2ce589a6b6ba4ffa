/**
 * Not a frame at all: what bytes are that were expected to be frames, and what a reader of frames
 * would make of them.
 *
 * A frame has no mark of its own, so any bytes can be read as one. Most of the famous error
 * messages about reserved bits are about bytes of this kind.
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
import { readsAsFrames } from './frame-evidence.ts';
import type { Evidence, Signature } from './signature.ts';
import { TEXT_SIGNATURES } from './text-signatures.ts';

/**
 * Those with a mark before those without: what is merely readable comes late, what merely inflates
 * comes last.
 */
const SIGNATURES = [...BINARY_SIGNATURES, ...TEXT_SIGNATURES, DEFLATE_SIGNATURE] as const;

export type NotAFrameId = (typeof SIGNATURES)[number]['id'];

export const NOT_A_FRAME_IDS: readonly NotAFrameId[] = SIGNATURES.map(({ id }) => id);

export type Recognition = Evidence & {
  readonly id: NotAFrameId;
  readonly misreading: Misreading;
};

/** The first bytes, read as a frame's header by someone who suspects nothing. */
export type Misreading = {
  readonly reading: HeaderReading;
  /** What such a reader complains about, in the order of the bits. */
  readonly violations: readonly Violation[];
};

/** What certainty needs is found in as many bytes, however many there are. */
export const SAMPLE_SIZE = 64 * 1024;

/**
 * Looks at the first bytes of a stream, or of what follows a handshake. Null where they read as
 * frames, or as nothing that is known. A stream of whole frames is never called anything else; one
 * whose first frame is cut only if the evidence is sure.
 */
export function recogniseBytes(bytes: Uint8Array): Recognition | null {
  const sample = bytes.subarray(0, SAMPLE_SIZE);
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
