/** The examples in the standards: RFC 6455 §5.7 and RFC 7692 §7.2.3, in their order. */

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
    look: 'Two bytes of header, then “Hello” as anybody can read it.',
    source: pasteOf([serverFrame({ opcode: OPCODE.text, payload: HELLO })]),
  },
  'rfc-6455-masked-text': {
    title: 'The same text from a client, masked',
    look: 'Four bytes of key stand before the payload, and each byte of “Hello” is XORed with one of them.',
    source: pasteOf([encodeFrame({ opcode: OPCODE.text, maskingKey: KEY, payload: HELLO })]),
  },
  'rfc-6455-fragments': {
    title: 'A text in two fragments',
    look: 'The first frame has FIN 0 and the opcode, the second FIN 1 and opcode 0: together they are one message.',
    source: pasteOf([
      serverFrame({ isFinal: false, opcode: OPCODE.text, payload: toUtf8('Hel') }),
      serverFrame({ opcode: OPCODE.continuation, payload: toUtf8('lo') }),
    ]),
  },
  'rfc-6455-ping-pong': {
    title: 'A ping, and its pong',
    look: 'The client sends back the very payload that the server’s ping brought, masked as all that it sends.',
    source: followedPaste([
      fromServer(serverFrame({ opcode: OPCODE.ping, payload: HELLO })),
      fromClient(encodeFrame({ opcode: OPCODE.pong, maskingKey: KEY, payload: HELLO })),
    ]),
  },
  'rfc-6455-256-bytes': {
    title: '256 bytes in one frame',
    look: 'The 7 bits of length say 126: the length itself stands in the next two bytes.',
    source: pasteOf([serverFrame({ opcode: OPCODE.binary, payload: countingBytes(256) })]),
  },
  'rfc-6455-64-kib': {
    title: '64 KiB in one frame',
    look: 'The 7 bits of length say 127: 65,536 is one too many for two bytes, so it takes the next eight.',
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
    look: 'RSV1 says that the 7 bytes of payload are compressed, and they inflate to “Hello”: small texts may grow.',
    source: pasteOf([compressed(FIRST_HELLO)], AGREED),
  },
  'rfc-7692-fragments': {
    title: 'A compressed message in two fragments',
    look: 'Only the first frame has RSV1: what is compressed is the message, and its bytes may be parted anywhere.',
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
    look: 'The second “Hello” takes 5 bytes instead of 7: it points back into the first message, which the receiver must have kept.',
    source: pasteOf([compressed(FIRST_HELLO), compressed('f200110000')], AGREED),
  },
  'rfc-7692-stored': {
    title: 'A compressed message without compression',
    look: 'A stored block holds “Hello” in plain letters, behind its length and the length’s complement.',
    source: pasteOf([compressed('000500faff48656c6c6f00')], AGREED),
  },
  'rfc-7692-final-block': {
    title: 'A block that says it is the last',
    look: 'The first bit is 1, BFINAL: so the sender adds a byte 00, the beginning of an empty block, to end the message as all others.',
    source: pasteOf([compressed('f348cdc9c9070000')], AGREED),
  },
  'rfc-7692-two-blocks': {
    title: 'Two blocks in one message',
    look: 'Between “H” and “ello” stands 00 00 00 ff ff: the flush that every message ends with is left out at the end only.',
    source: pasteOf([compressed('f24805000000ffffcac9c90700')], AGREED),
  },
  'rfc-7692-empty-fragment': {
    title: 'A last fragment that brings nothing',
    look: 'The sender learned too late that “Hello” was all: so the last fragment is one byte, 00, an empty block.',
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
    title: 'A compressed message of nothing',
    look: 'The same byte 00 alone is an empty message: a payload of length 0 would not do.',
    source: pasteOf([compressed('00')], AGREED),
  },
};
