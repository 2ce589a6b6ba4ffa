/**
 * Bytes to try Decode with, made by our own codec: what is broken in them was broken afterwards, on
 * purpose.
 */

import { writeUint16 } from '#core/bytes/big-endian.ts';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromHex, toHex } from '#core/bytes/hex.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import { encodeClosePayload } from '#core/protocol/messages/close-payload.ts';
import { NO_STATUS_RECEIVED } from '#core/protocol/messages/close-code.ts';
import { encodeFrame } from '#core/protocol/framing/frame.ts';
import { frameHeaderSize } from '#core/protocol/framing/frame-header.ts';
import { applyMask } from '#core/protocol/framing/masking.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';

/**
 * What a client might send: the RFC's "Hello" in two fragments (§5.7) with a ping in between, and a
 * close whose code must not be sent.
 */
export function exampleFrames(): Uint8Array[] {
  return [
    encodeFrame({
      isFinal: false,
      opcode: OPCODE.text,
      maskingKey: fromHex('37fa213d'),
      payload: toUtf8('Hel'),
    }),
    encodeFrame({ opcode: OPCODE.ping, maskingKey: fromHex('a1027ce9'), payload: toUtf8('ping') }),
    encodeFrame({
      opcode: OPCODE.continuation,
      maskingKey: fromHex('11223344'),
      payload: toUtf8('lo'),
    }),
    brokenClose(fromHex('5a5a5a5a')),
  ];
}

/** The same as text, a frame to a line. */
export function exampleText(): string {
  return exampleFrames()
    .map((frame) => toHex(frame, ' '))
    .join('\n');
}

/** The encoder would refuse to send 1005, so a close that says 1000 is altered on its way. */
function brokenClose(maskingKey: Uint8Array): Uint8Array {
  const frame = encodeFrame({
    opcode: OPCODE.close,
    maskingKey,
    payload: encodeClosePayload(1000),
  });
  const code = new Uint8Array(2);
  writeUint16(code, 0, NO_STATUS_RECEIVED);
  const header = frame.subarray(0, frameHeaderSize(7, true));
  return concatBytes([header, applyMask(code, maskingKey)]);
}
