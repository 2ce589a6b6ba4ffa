/** Example bytes for Decode, made by our own codec. Whatever is broken in them is intentional. */

import { writeUint16 } from '#core/bytes/big-endian.ts';
import { fromHex, toHex } from '#core/bytes/hex.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import { NO_STATUS_RECEIVED } from '#core/protocol/messages/close-code.ts';
import { encodeFrame } from '#core/protocol/framing/frame.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';

/** A client's frames: "Hello" in two fragments around a Ping, and a Close with code 1005. */
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

/** The same as text, one frame per line. */
export function exampleText(): string {
  return exampleFrames()
    .map((frame) => toHex(frame, ' '))
    .join('\n');
}

/**
 * The encoder throws at 1005, so the code is encoded in a Ping, which then gets the first byte of a
 * Close.
 */
function brokenClose(maskingKey: Uint8Array): Uint8Array {
  const code = new Uint8Array(2);
  writeUint16(code, 0, NO_STATUS_RECEIVED);
  const frame = encodeFrame({ opcode: OPCODE.ping, maskingKey, payload: code });
  const close = encodeFrame({ opcode: OPCODE.close, maskingKey: null, payload: code.subarray(2) });
  frame.set(close.subarray(0, 1));
  return frame;
}
