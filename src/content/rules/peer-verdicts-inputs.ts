/**
 * Odd inputs: bytes on which receivers differ, or might. Each goes to a new receiver, in one piece.
 */

import type { RuleId } from '#core/protocol/rules/rules.ts';

export type OddInput = {
  /** What is odd about it. */
  readonly title: string;
  /** A server reads a client's bytes, a client a server's. */
  readonly sender: 'client' | 'server';
  /** Client frames use the masking key of RFC 6455 §5.7, 37 fa 21 3d. */
  readonly hex: string;
  /** permessage-deflate was negotiated, without parameters. */
  readonly isCompressed?: true;
  /**
   * The rule that it breaks, or that it is about: control frames may follow a Close frame. Null if
   * it is valid.
   */
  readonly rule: RuleId | null;
  /** The status code with which our receiver fails the connection; null if it continues. */
  readonly closeCode: number | null;
};

/** Whole cycles of "xxxx", masked. */
const MASKED_X = '4f825945'.repeat(31);

const REQUEST = '474554202f20485454502f312e310d0a486f73743a20610d0a0d0a';
const RESPONSE =
  '485454502f312e31203430302042616420526571756573740d0a436f6e74656e742d4c656e6774683a20300d0a0d0a';

export const ODD_INPUTS = {
  // Valid
  'masked-text': {
    title: '“Hello”, masked',
    sender: 'client',
    hex: '8185 37fa213d 7f9f4d5158',
    rule: null,
    closeCode: null,
  },
  'zero-key': {
    title: 'a masking key of zeros',
    sender: 'client',
    hex: '8185 00000000 48656c6c6f',
    rule: null,
    closeCode: null,
  },
  'ping-125': {
    title: 'a ping of 125 bytes',
    sender: 'client',
    hex: `89fd 37fa213d ${MASKED_X}4f`,
    rule: null,
    closeCode: null,
  },
  'split-character': {
    title: '“€” split over two fragments',
    sender: 'client',
    hex: '0182 37fa213d d578 8081 37fa213d 9b',
    rule: null,
    closeCode: null,
  },
  'close-between-fragments': {
    title: 'a Close frame between fragments',
    sender: 'client',
    hex: '0183 37fa213d 7f9f4d 8882 37fa213d 3412',
    rule: null,
    closeCode: null,
  },

  // Masking
  'client-unmasked': {
    title: 'a client’s frame without a mask',
    sender: 'client',
    hex: '8105 48656c6c6f',
    rule: 'frame.unmasked-from-client',
    closeCode: 1002,
  },
  'server-masked': {
    title: 'a server’s frame with a mask',
    sender: 'server',
    hex: '8185 37fa213d 7f9f4d5158',
    rule: 'frame.masked-from-server',
    closeCode: 1002,
  },

  // Reserved bits and opcodes
  rsv1: {
    title: 'a frame with RSV1, without an extension',
    sender: 'client',
    hex: 'c185 37fa213d 7f9f4d5158',
    rule: 'frame.reserved-bit',
    closeCode: 1002,
  },
  rsv2: {
    title: 'a frame with RSV2',
    sender: 'client',
    hex: 'a185 37fa213d 7f9f4d5158',
    rule: 'frame.reserved-bit',
    closeCode: 1002,
  },
  rsv3: {
    title: 'a frame with RSV3',
    sender: 'client',
    hex: '9185 37fa213d 7f9f4d5158',
    rule: 'frame.reserved-bit',
    closeCode: 1002,
  },
  'rsv1-on-continuation': {
    title: 'RSV1 on a continuation, without an extension',
    sender: 'client',
    hex: '0183 37fa213d 7f9f4d c082 37fa213d 5b95',
    rule: 'frame.reserved-bit',
    closeCode: 1002,
  },
  'rsv1-on-ping': {
    title: 'RSV1 on a ping, without an extension',
    sender: 'client',
    hex: 'c982 37fa213d 5f93',
    rule: 'frame.reserved-bit',
    closeCode: 1002,
  },
  'opcode-3': {
    title: 'the reserved opcode 0x3',
    sender: 'client',
    hex: '8385 37fa213d 7f9f4d5158',
    rule: 'frame.reserved-opcode',
    closeCode: 1002,
  },
  'opcode-b': {
    title: 'the reserved opcode 0xb',
    sender: 'client',
    hex: '8b85 37fa213d 7f9f4d5158',
    rule: 'frame.reserved-opcode',
    closeCode: 1002,
  },

  // Lengths
  'length-16-not-minimal': {
    title: 'a length of 5 in 16 bits',
    sender: 'client',
    hex: '81fe 0005 37fa213d 7f9f4d5158',
    rule: 'frame.length-not-minimal',
    closeCode: null,
  },
  'length-64-not-minimal': {
    title: 'a length of 5 in 64 bits',
    sender: 'client',
    hex: '81ff 0000000000000005 37fa213d 7f9f4d5158',
    rule: 'frame.length-not-minimal',
    closeCode: null,
  },
  'length-top-bit': {
    title: 'a 64-bit length with its top bit set',
    sender: 'client',
    hex: '82ff 8000000000000000 37fa213d',
    rule: 'frame.length-top-bit',
    closeCode: 1002,
  },
  'length-past-2-53': {
    title: 'a length of 2^53',
    sender: 'client',
    hex: '82ff 0020000000000000 37fa213d',
    rule: 'message.too-big',
    closeCode: 1009,
  },

  // Control frames
  'ping-126': {
    title: 'a ping of 126 bytes',
    sender: 'client',
    hex: `89fe 007e 37fa213d ${MASKED_X}4f82`,
    rule: 'control.too-long',
    closeCode: 1002,
  },
  'ping-in-16-bits': {
    title: 'a ping of 5 bytes, its length in 16 bits',
    sender: 'client',
    hex: '89fe 0005 37fa213d 7f9f4d5158',
    rule: 'control.too-long',
    closeCode: 1002,
  },
  'fragmented-ping': {
    title: 'a ping with FIN 0',
    sender: 'client',
    hex: '0982 37fa213d 5f93',
    rule: 'control.fragmented',
    closeCode: 1002,
  },
  'ping-then-zeros': {
    title: 'a ping, followed by four extra bytes',
    sender: 'server',
    hex: '8900 00000000',
    rule: 'message.continuation-without-start',
    closeCode: 1002,
  },

  // Messages
  'orphan-continuation': {
    title: 'a continuation frame that continues no message',
    sender: 'client',
    hex: '8083 37fa213d 569842',
    rule: 'message.continuation-without-start',
    closeCode: 1002,
  },
  'interleaved-text': {
    title: 'a new text message before the last one ends',
    sender: 'client',
    hex: '0183 37fa213d 7f9f4d 8182 37fa213d 5b95',
    rule: 'message.interleaved',
    closeCode: 1002,
  },
  'text-not-utf8': {
    title: 'a text message that isn’t UTF-8',
    sender: 'client',
    hex: '8182 37fa213d f4d2',
    rule: 'message.text-not-utf8',
    closeCode: 1007,
  },
  'first-fragment-not-utf8': {
    title: 'a first fragment that isn’t UTF-8, without a second one',
    sender: 'client',
    hex: '0182 37fa213d f4d2',
    rule: 'message.text-not-utf8',
    closeCode: 1007,
  },

  // Close
  'close-empty': {
    title: 'a Close frame without a code',
    sender: 'client',
    hex: '8880 37fa213d',
    rule: null,
    closeCode: null,
  },
  'close-one-byte': {
    title: 'a Close frame with half a code',
    sender: 'client',
    hex: '8881 37fa213d 34',
    rule: 'close.one-byte',
    closeCode: 1002,
  },
  'close-999': {
    title: 'close code 999',
    sender: 'client',
    hex: '8882 37fa213d 341d',
    rule: 'close.code-not-sendable',
    closeCode: 1002,
  },
  'close-1004': {
    title: 'close code 1004',
    sender: 'client',
    hex: '8882 37fa213d 3416',
    rule: 'close.code-unassigned',
    closeCode: 1002,
  },
  'close-1005': {
    title: 'close code 1005',
    sender: 'client',
    hex: '8882 37fa213d 3417',
    rule: 'close.code-not-sendable',
    closeCode: 1002,
  },
  'close-1006': {
    title: 'close code 1006',
    sender: 'client',
    hex: '8882 37fa213d 3414',
    rule: 'close.code-not-sendable',
    closeCode: 1002,
  },
  'close-1012': {
    title: 'close code 1012, with a reason',
    sender: 'client',
    hex: '8889 37fa213d 340e5358448e404f43',
    rule: null,
    closeCode: null,
  },
  'close-1014': {
    title: 'close code 1014',
    sender: 'client',
    hex: '8882 37fa213d 340c',
    rule: null,
    closeCode: null,
  },
  'close-1015': {
    title: 'close code 1015',
    sender: 'client',
    hex: '8882 37fa213d 340d',
    rule: 'close.code-not-sendable',
    closeCode: 1002,
  },
  'close-2999': {
    title: 'close code 2999',
    sender: 'client',
    hex: '8882 37fa213d 3c4d',
    rule: 'close.code-unassigned',
    closeCode: 1002,
  },
  'close-4001': {
    title: 'close code 4001, with a reason',
    sender: 'client',
    hex: '8885 37fa213d 385b404d47',
    rule: null,
    closeCode: null,
  },
  'close-5000': {
    title: 'close code 5000',
    sender: 'client',
    hex: '8882 37fa213d 2472',
    rule: 'close.code-unassigned',
    closeCode: 1002,
  },
  'close-code-as-text': {
    title: 'a close code as the text “1000”',
    sender: 'server',
    hex: '8804 31303030',
    rule: 'close.code-unassigned',
    closeCode: 1002,
  },
  'close-reason-not-utf8': {
    title: 'a close reason that isn’t UTF-8',
    sender: 'client',
    hex: '8884 37fa213d 3412dec3',
    rule: 'close.reason-not-utf8',
    closeCode: 1007,
  },
  'bytes-after-close': {
    title: 'two bytes after a Close frame',
    sender: 'server',
    hex: '8800 0000',
    rule: 'close.bytes-after',
    closeCode: null,
  },
  'text-after-close': {
    title: 'a text message after a Close frame',
    sender: 'server',
    hex: '8802 03e8 8101 41',
    rule: 'close.bytes-after',
    closeCode: null,
  },
  'ping-after-close': {
    title: 'a ping after a Close frame',
    sender: 'server',
    hex: '8802 03e8 8900',
    rule: 'close.bytes-after',
    closeCode: null,
  },
  'close-after-close': {
    title: 'a second Close frame',
    sender: 'server',
    hex: '8802 03e8 8802 03e8',
    rule: 'close.bytes-after',
    closeCode: null,
  },

  // Compressed messages
  'deflate-final-twice': {
    title: 'a compressed message with two final blocks',
    sender: 'server',
    hex: 'c10f f348cdc9c907000bcf2fca49010000',
    isCompressed: true,
    rule: null,
    closeCode: null,
  },
  'deflate-after-final': {
    title: 'a compressed message after one with a final block',
    sender: 'server',
    hex: 'c108 f348cdc9c9070000 c107 f248cdc9c90700',
    isCompressed: true,
    rule: null,
    closeCode: null,
  },
  'deflate-ping-inside': {
    title: 'a ping between compressed fragments',
    sender: 'server',
    hex: '4103 f248cd 890170 8004 c9c90700',
    isCompressed: true,
    rule: null,
    closeCode: null,
  },
  'deflate-empty': {
    title: 'a compressed message without payload',
    sender: 'server',
    hex: 'c100',
    isCompressed: true,
    rule: 'deflate.cut-short',
    closeCode: 1007,
  },
  'deflate-not-deflate': {
    title: 'RSV1 on a text message that isn’t compressed',
    sender: 'server',
    hex: 'c105 6e6f706521',
    isCompressed: true,
    rule: 'deflate.block-type',
    closeCode: 1007,
  },
  'deflate-rsv1-on-continuation': {
    title: 'RSV1 on a compressed message’s second fragment',
    sender: 'server',
    hex: '4103 f248cd c004 c9c90700',
    isCompressed: true,
    rule: 'frame.reserved-bit',
    closeCode: 1002,
  },
  'deflate-rsv1-on-ping': {
    title: 'RSV1 on a ping, with compression',
    sender: 'server',
    hex: 'c900',
    isCompressed: true,
    rule: 'frame.reserved-bit',
    closeCode: 1002,
  },

  // Not frames
  'http-request': {
    title: 'an HTTP request',
    sender: 'client',
    hex: `${REQUEST}${'78'.repeat(60)}`,
    rule: 'frame.reserved-bit',
    closeCode: 1002,
  },
  'http-response': {
    title: 'an HTTP response',
    sender: 'server',
    hex: `${RESPONSE}${'79'.repeat(60)}`,
    rule: 'frame.reserved-bit',
    closeCode: 1002,
  },
  'tls-client-hello': {
    title: 'a TLS ClientHello',
    sender: 'client',
    hex: `16030100f8010000f4${'00'.repeat(30)}`,
    rule: 'frame.reserved-bit',
    closeCode: 1002,
  },
  'tls-application-data': {
    title: 'encrypted TLS data',
    sender: 'client',
    hex: `1703030013${'00'.repeat(19)}`,
    rule: 'frame.reserved-bit',
    closeCode: 1002,
  },
} as const satisfies Record<string, OddInput>;

export type OddInputId = keyof typeof ODD_INPUTS;

export const ODD_INPUT_IDS = Object.keys(ODD_INPUTS) as OddInputId[];
