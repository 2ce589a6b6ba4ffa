/**
 * Checks one direction's messages frame by frame: the order of their frames, their size, their text
 * and Close payloads (RFC 6455 §5.4, §5.5.1, §8.1, §10.4). Unlike the receiver it reads on after a
 * violation.
 */

import { bitsOfBytes, bitsWithin } from '#core/bytes/bit-range.ts';
import { Utf8Validator } from '#core/bytes/utf8-validator.ts';
import { frameHeaderLayout, type FrameHeader } from '#core/protocol/framing/frame-header.ts';
import { isControlOpcode, OPCODE } from '#core/protocol/framing/opcode.ts';
import { checkClosePayload } from '#core/protocol/messages/close-payload.ts';
import {
  BETWEEN_MESSAGES,
  checkNextFrame,
  orderAfter,
  type MessageOrder,
} from '#core/protocol/messages/message-order.ts';
import { violationOf, type Violation } from '#core/protocol/rules/violation.ts';
import type { FrameUnit } from './unit.ts';

const OPCODE_BITS = bitsWithin(0, 4, 4);

export class MessageChecker {
  #order: MessageOrder;
  #messageSize = 0;
  #utf8: Utf8Validator | null = null;

  constructor(order: MessageOrder) {
    this.#order = order;
  }

  /** Whether no message is open, and none can be that wasn't seen. */
  get isBetweenMessages(): boolean {
    return this.#order === BETWEEN_MESSAGES;
  }

  checkOrder({ header }: FrameUnit): Violation[] {
    const broken = checkNextFrame(this.#order, header);
    this.#order = orderAfter(this.#order, header);
    return broken === null ? [] : [violationOf(broken, OPCODE_BITS)];
  }

  /** Reported once per message, for the frame that exceeds what the receiver accepts. */
  checkSize({ header, inflation }: FrameUnit, maxMessageSize: number): Violation[] {
    if (isControlOpcode(header.opcode)) return [];
    const before = isFirstFrame(header) ? 0 : this.#messageSize;
    const { value, form } = header.payloadLength;
    this.#messageSize = before + (inflation?.bytes.length ?? value);
    if (before > maxMessageSize || this.#messageSize <= maxMessageSize) return [];
    const { length, extendedLength } = frameHeaderLayout(form, header.maskingKey !== null);
    return [violationOf('message.too-big', form === 7 ? length : extendedLength)];
  }

  /** Ranges are over the unmasked payload, or over what it inflates to. */
  checkContent(frame: FrameUnit, payload: Uint8Array): Violation[] {
    const { header, missing, notCaptured, inflation } = frame;
    if (header.opcode === OPCODE.close) return missing > 0 ? [] : checkClosePayload(payload);
    if (isFirstFrame(header)) {
      // A compressed text can be checked only if it was inflated.
      const isReadable = !header.rsv1 || inflation !== undefined;
      this.#utf8 = header.opcode === OPCODE.text && isReadable ? new Utf8Validator() : null;
    }
    const utf8 = this.#utf8;
    if (isControlOpcode(header.opcode) || utf8 === null || utf8.firstInvalidAt !== null) return [];
    // Unknown bytes can have been valid UTF-8, and inflate errors are reported separately.
    const isUnknown =
      inflation !== undefined && (inflation.unknown.length > 0 || inflation.violation !== null);
    if (isUnknown || notCaptured !== undefined) {
      this.#utf8 = null;
      return [];
    }
    const content = inflation?.bytes ?? payload;
    // Nothing continues this text after its last frame.
    if (header.isFinal) this.#utf8 = null;
    const before = utf8.fedSize;
    utf8.feed(content);
    const isCutShort = header.isFinal && missing === 0 && !utf8.isComplete;
    if (utf8.firstInvalidAt === null && !isCutShort) return [];
    const at = utf8.firstInvalidAt === null ? content.length - 1 : utf8.firstInvalidAt - before;
    const start = Math.max(0, at);
    return [violationOf('message.text-not-utf8', bitsOfBytes(start, Math.max(start, at + 1)))];
  }
}

function isFirstFrame({ opcode }: FrameHeader): boolean {
  return !isControlOpcode(opcode) && opcode !== OPCODE.continuation;
}
