/** Whether bytes read as a stream of frames (RFC 6455 §5.2), checked before any other guess. */

import { concatBytes, copyBytes } from '#core/bytes/byte-array.ts';
import { Utf8Validator } from '#core/bytes/utf8-validator.ts';
import { MidStreamInflater } from '#core/deflate/mid-stream-inflater.ts';
import { checkClosePayload } from '#core/protocol/messages/close-payload.ts';
import {
  checkFirstByte,
  checkFrameHeader,
  decodeFirstByte,
  RSV1_BIT,
  type FirstByte,
  type FrameHeader,
  type HeaderContext,
} from '#core/protocol/framing/frame-header.ts';
import { FrameReader, type FrameSink } from '#core/protocol/framing/frame-reader.ts';
import { applyMask } from '#core/protocol/framing/masking.ts';
import { isControlOpcode, OPCODE } from '#core/protocol/framing/opcode.ts';
import {
  BETWEEN_MESSAGES,
  checkNextFrame,
  orderAfter,
} from '#core/protocol/messages/message-order.ts';
import { MESSAGE_TAIL } from '#core/protocol/compression/permessage-deflate.ts';

/**
 * 'whole': at least one frame is complete and no rule is broken; the last frame can be cut. 'cut':
 * the bytes end inside the first frame, and no rule is broken so far.
 */
export type FrameEvidence = 'whole' | 'cut' | 'none';

/** More output gives no more evidence. */
const MAX_INFLATED_SIZE = 1024 * 1024;

export function readsAsFrames(bytes: Uint8Array): FrameEvidence {
  if (bytes.length === 0) return 'none';
  const probe = new FrameProbe();
  const reader = new FrameReader(probe);
  const cursor = { at: 0 };
  while (cursor.at < bytes.length && !reader.isStopped) reader.readFrame(bytes, cursor);
  if (probe.isContradicted) return 'none';
  return probe.hasWholeFrame ? 'whole' : 'cut';
}

/**
 * Reads one direction without its handshake. The first frame's MASK bit shows the sender, and RSV1
 * means compression if the message can be inflated.
 */
class FrameProbe implements FrameSink {
  isContradicted = false;
  hasWholeFrame = false;
  #inflater: MidStreamInflater | null = null;
  #isMasked: boolean | null = null;
  #header: FrameHeader | null = null;
  #order = BETWEEN_MESSAGES;
  #isCompressed = false;
  #utf8: Utf8Validator | null = null;
  #control: Uint8Array[] = [];

  /** The bytes are complete, so a header that is cut stays cut. */
  takeHeaderStart([first = 0]: Uint8Array): boolean {
    const firstByte = decodeFirstByte(first);
    return this.#continueIf(checkFirstByte(firstByte, contextOf(firstByte)).length === 0);
  }

  takeHeader(header: FrameHeader): boolean {
    const isMasked = header.maskingKey !== null;
    this.#isMasked ??= isMasked;
    this.#header = header;
    this.#control = [];
    const sender = this.#isMasked ? 'client' : 'server';
    const violations = checkFrameHeader(header, { ...contextOf(header), sender });
    const isLegal = violations.every(({ reaction }) => reaction !== 'fails');
    const mayFollow = checkNextFrame(this.#order, header) === null;
    this.#order = orderAfter(this.#order, header);
    this.#beginMessage(header);
    return this.#continueIf(isLegal && mayFollow);
  }

  takePayload(bytes: Uint8Array, index: number): boolean {
    const key = this.#header?.maskingKey ?? null;
    const plain = key ? applyMask(bytes, key, index) : copyBytes(bytes);
    if (this.#header && isControlOpcode(this.#header.opcode)) {
      this.#control.push(plain);
      return true;
    }
    return this.#continueIf(
      this.#isCompressed ? this.#inflates(plain) : (this.#utf8?.feed(plain) ?? true),
    );
  }

  takeEnd(): boolean {
    const header = this.#header;
    if (header === null) return false;
    if (header.opcode === OPCODE.close) {
      const isGood = checkClosePayload(concatBytes(this.#control)).length === 0;
      if (this.#continueIf(isGood)) this.hasWholeFrame = true;
      return false;
    }
    const isGood = isControlOpcode(header.opcode) || !header.isFinal || this.#endMessage();
    if (isGood) this.hasWholeFrame = true;
    return this.#continueIf(isGood);
  }

  #beginMessage({ opcode, rsv1 }: FrameHeader): void {
    if (isControlOpcode(opcode) || opcode === OPCODE.continuation) return;
    this.#isCompressed = rsv1;
    this.#utf8 = opcode === OPCODE.text && !rsv1 ? new Utf8Validator() : null;
  }

  #endMessage(): boolean {
    return this.#isCompressed ? this.#inflates(MESSAGE_TAIL) : (this.#utf8?.isComplete ?? true);
  }

  #inflates(bytes: Uint8Array): boolean {
    this.#inflater ??= new MidStreamInflater({ maxOutputSize: MAX_INFLATED_SIZE });
    const { fault } = this.#inflater.feed(bytes);
    return fault === null || fault.kind === 'output-too-big';
  }

  #continueIf(isGood: boolean): boolean {
    if (!isGood) this.isContradicted = true;
    return isGood;
  }
}

/** RSV1 is allowed only in the first frame of a compressed message (RFC 7692 §6). */
function contextOf({ opcode }: FirstByte): HeaderContext {
  const beginsMessage = opcode === OPCODE.text || opcode === OPCODE.binary;
  return { sender: null, allowedReservedBits: beginsMessage ? RSV1_BIT : 0 };
}
