/** The examples in the standards, in their order. Sources: RFC 6455 §5.7 and RFC 7692 §7.2.3. */

import { fromHex } from '#core/bytes/hex.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import { encodeFrame, type OutgoingFrame } from '#core/protocol/framing/frame.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import {
  DEFLATE_WITHOUT_PARAMETERS,
  followedPaste,
  fromClient,
  fromServer,
  pasteOf,
  type ExamplesIn,
} from './gallery-example.ts';

/** The masking key of §5.7. */
const KEY = fromHex('37fa213d');

const HELLO = toUtf8('Hello');

function serverFrame(frame: Omit<OutgoingFrame, 'maskingKey'>): Uint8Array {
  return encodeFrame({ ...frame, maskingKey: null });
}

/** 00, 01, 02 and so on, because the RFC doesn't specify these bytes. */
function countingBytes(size: number): Uint8Array {
  return Uint8Array.from({ length: size }, (_, index) => index);
}

export const RFC_6455_EXAMPLES: ExamplesIn<'rfc-6455'> = {
  'rfc-6455-unmasked-text': {
    title: 'A text from a server, not masked',
    look: 'Two bytes of header, then “Hello” in readable letters.',
    source: pasteOf([serverFrame({ opcode: OPCODE.text, payload: HELLO })]),
  },
  'rfc-6455-masked-text': {
    title: 'The same text from a client, masked',
    look: 'The 4-byte masking key comes before the payload. Each byte of “Hello” is XORed with one of its bytes.',
    source: pasteOf([encodeFrame({ opcode: OPCODE.text, maskingKey: KEY, payload: HELLO })]),
  },
  'rfc-6455-fragments': {
    title: 'A text in two fragments',
    look: 'The first frame has FIN 0 and the opcode of the message, the second FIN 1 and opcode 0. Together they are one message.',
    source: pasteOf([
      serverFrame({ isFinal: false, opcode: OPCODE.text, payload: toUtf8('Hel') }),
      serverFrame({ opcode: OPCODE.continuation, payload: toUtf8('lo') }),
    ]),
  },
  'rfc-6455-ping-pong': {
    title: 'A ping, and its pong',
    look: 'The client’s pong repeats the payload of the server’s ping. It is masked, like all frames from a client.',
    source: followedPaste([
      fromServer(serverFrame({ opcode: OPCODE.ping, payload: HELLO })),
      fromClient(encodeFrame({ opcode: OPCODE.pong, maskingKey: KEY, payload: HELLO })),
    ]),
  },
  'rfc-6455-256-bytes': {
    title: '256 bytes in one frame',
    look: 'The 7-bit length is 126, so the length is in the next two bytes.',
    source: pasteOf([serverFrame({ opcode: OPCODE.binary, payload: countingBytes(256) })]),
  },
  'rfc-6455-64-kib': {
    title: '64 KiB in one frame',
    look: 'The 7-bit length is 127, so the length is in the next eight bytes. Two bytes end at 65,535.',
    source: pasteOf([serverFrame({ opcode: OPCODE.binary, payload: countingBytes(0x1_0000) })]),
  },
};

const AGREED = { compression: DEFLATE_WITHOUT_PARAMETERS };

/** A compressed text with the payload that the RFC prints. */
function compressed(payload: string): Uint8Array {
  return serverFrame({ rsv1: true, opcode: OPCODE.text, payload: fromHex(payload) });
}

const FIRST_HELLO = 'f248cdc9c90700';

export const RFC_7692_EXAMPLES: ExamplesIn<'rfc-7692'> = {
  'rfc-7692-one-block': {
    title: 'A compressed message',
    look: 'RSV1 marks the 7 bytes of payload as compressed. They inflate to the 5 bytes “Hello”, so short texts can grow.',
    source: pasteOf([compressed(FIRST_HELLO)], AGREED),
  },
  'rfc-7692-fragments': {
    title: 'A compressed message in two fragments',
    look: 'Only the first frame has RSV1. The message is compressed as a whole, and can be split anywhere.',
    source: pasteOf(
      [
        serverFrame({
          isFinal: false,
          rsv1: true,
          opcode: OPCODE.text,
          payload: fromHex('f248cd'),
        }),
        serverFrame({ opcode: OPCODE.continuation, payload: fromHex('c9c90700') }),
      ],
      AGREED,
    ),
  },
  'rfc-7692-shared-window': {
    title: 'The same text twice, the second one shorter',
    look: 'The second “Hello” takes 5 bytes instead of 7. It refers to the first message, so the receiver has to keep that.',
    source: pasteOf([compressed(FIRST_HELLO), compressed('f200110000')], AGREED),
  },
  'rfc-7692-stored': {
    title: 'A compressed message without compression',
    look: 'A stored block contains “Hello” in plain letters, after its length and the length’s complement.',
    source: pasteOf([compressed('000500faff48656c6c6f00')], AGREED),
  },
  'rfc-7692-final-block': {
    title: 'A block with BFINAL set',
    look: 'BFINAL, the first bit read, is 1. So the sender adds the byte 00, the beginning of an empty block that isn’t final.',
    source: pasteOf([compressed('f348cdc9c9070000')], AGREED),
  },
  'rfc-7692-two-blocks': {
    title: 'Two blocks in one message',
    look: 'Between “H” and “ello” is an empty block with 00 00 ff ff. Senders omit these bytes only at the end of a message.',
    source: pasteOf([compressed('f24805000000ffffcac9c90700')], AGREED),
  },
  'rfc-7692-empty-fragment': {
    title: 'An empty last fragment',
    look: 'The sender learned too late that “Hello” was the end. So the last fragment is one byte, 00, an empty block.',
    source: pasteOf(
      [
        serverFrame({
          isFinal: false,
          rsv1: true,
          opcode: OPCODE.text,
          payload: fromHex('f248cdc9c907000000ffff'),
        }),
        serverFrame({ opcode: OPCODE.continuation, payload: fromHex('00') }),
      ],
      AGREED,
    ),
  },
  'rfc-7692-empty-message': {
    title: 'An empty compressed message',
    look: 'The byte 00 alone is an empty message. A payload of length 0 would lack the start of the last block.',
    source: pasteOf([compressed('00')], AGREED),
  },
};
