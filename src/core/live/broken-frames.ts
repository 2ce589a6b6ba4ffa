/** The broken frames of Decode that a server can send, each made from an ordinary frame. */

import { NO_BYTES } from '#core/bytes/byte-array.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import { BREAK_IDS, breakFrame, breaksFor, type BreakId } from '#core/editing/breaks.ts';
import { encodeFrame, type OutgoingFrame } from '#core/protocol/framing/frame.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import { encodeClosePayload } from '#core/protocol/messages/close-payload.ts';

/** A server's frame has no mask to be lost. */
export type ServerBreakId = Exclude<BreakId, 'unmasked'>;

export const SERVER_BREAK_IDS: readonly ServerBreakId[] = BREAK_IDS.filter(
  (id) => id !== 'unmasked',
);

/** The frames to break, the plainest first. */
const FRAMES: readonly Pick<OutgoingFrame, 'opcode' | 'payload'>[] = [
  { opcode: OPCODE.text, payload: toUtf8('Hello') },
  { opcode: OPCODE.ping, payload: NO_BYTES },
  { opcode: OPCODE.close, payload: encodeClosePayload(1000, 'bye') },
];

export function isServerBreak(id: unknown): id is ServerBreakId {
  return SERVER_BREAK_IDS.some((known) => known === id);
}

/** Breaks that need a compressed message. */
export function needsCompression(id: ServerBreakId): boolean {
  return brokenFrame(id) === null;
}

/**
 * The bytes that the server sends; null if the break needs a compressed message, and there is none.
 *
 * @param compressed the frame of a message, if messages are compressed
 */
export function brokenFrame(
  id: ServerBreakId,
  compressed: Uint8Array | null = null,
): Uint8Array | null {
  const plain = FRAMES.map((frame) => encodeFrame({ ...frame, maskingKey: null }));
  const context = { isCompressing: compressed !== null };
  const frames = compressed === null ? plain : [...plain, compressed];
  const frame = frames.find((each) => breaksFor(each, context).includes(id));
  return frame === undefined ? null : breakFrame(frame, id, context);
}
