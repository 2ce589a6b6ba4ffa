/** What receivers that `npm run peers` can't run do with odd inputs: measured once. */

import type { OddInputId } from './peer-verdicts-inputs.ts';
import type { PeerVerdict } from './peer-verdicts-outcome.ts';

export type ObservedColumn = {
  readonly version: string;
  /** The day or month. */
  readonly observedOn: string;
  /** Untried inputs are absent. */
  readonly verdicts: Readonly<Partial<Record<OddInputId, PeerVerdict>>>;
};

function accepts(...received: readonly string[]): PeerVerdict {
  return { kind: 'accepts', received };
}

function waits(): PeerVerdict {
  return { kind: 'waits', received: [] };
}

function fails(
  closeCode: number | null,
  error: string | null,
  ...received: readonly string[]
): PeerVerdict {
  return { kind: 'fails', closeCode, error, received };
}

/** Fed to `wsproto.frame_protocol.FrameProtocol`. */
export const WSPROTO: ObservedColumn = {
  version: '1.3.2',
  observedOn: '2026-11',
  verdicts: {
    'masked-text': accepts('text “Hello”'),
    'zero-key': accepts('text “Hello”'),
    'ping-125': accepts('ping of 125 bytes'),
    'split-character': accepts('text “€”'),
    'close-between-fragments': accepts('close 1000'),
    'client-unmasked': fails(1002, 'server received unexpected unmasked frame'),
    'server-masked': fails(1002, 'client received unexpected masked frame'),
    rsv1: fails(1002, 'Reserved bit set unexpectedly'),
    rsv2: fails(1002, 'Reserved bit set unexpectedly'),
    rsv3: fails(1002, 'Reserved bit set unexpectedly'),
    'rsv1-on-continuation': fails(1002, 'Reserved bit set unexpectedly'),
    'rsv1-on-ping': fails(1002, 'Reserved bit set unexpectedly'),
    'opcode-3': fails(1002, 'Invalid opcode 0x3'),
    'opcode-b': fails(1002, 'Invalid opcode 0xb'),
    'length-16-not-minimal': fails(1002, 'Payload length used 2 bytes when 1 would have sufficed'),
    'length-64-not-minimal': fails(1002, 'Payload length used 8 bytes when 2 would have sufficed'),
    'length-top-bit': fails(1002, '8-byte payload length with non-zero MSB'),
    'length-past-2-53': waits(),
    'ping-126': fails(1002, 'Control frame with payload len > 125'),
    'ping-in-16-bits': fails(1002, 'Control frame with payload len > 125'),
    'fragmented-ping': fails(1002, 'Invalid attempt to fragment control frame'),
    'ping-then-zeros': fails(1002, 'unexpected CONTINUATION', 'empty ping'),
    'orphan-continuation': fails(1002, 'unexpected CONTINUATION'),
    'interleaved-text': fails(1002, 'expected CONTINUATION, got <Opcode.TEXT: 1>'),
    'text-not-utf8': fails(
      1007,
      "'utf-8' codec can't decode byte 0xc3 in position 0: invalid continuation byte",
    ),
    'first-fragment-not-utf8': fails(
      1007,
      "'utf-8' codec can't decode byte 0xc3 in position 0: invalid continuation byte",
    ),
    'close-empty': accepts('close 1005'),
    'close-one-byte': fails(1002, 'CLOSE with 1 byte payload'),
    'close-999': fails(1002, 'CLOSE with invalid code'),
    'close-1004': fails(1002, 'CLOSE with unknown reserved code'),
    'close-1005': fails(1002, 'remote CLOSE with local-only reason'),
    'close-1006': fails(1002, 'remote CLOSE with local-only reason'),
    'close-1012': accepts('close 1012'),
    'close-1014': fails(1002, 'CLOSE with unknown reserved code'),
    'close-1015': fails(1002, 'remote CLOSE with local-only reason'),
    'close-2999': fails(1002, 'CLOSE with unknown reserved code'),
    'close-4001': accepts('close 4001'),
    'close-5000': fails(1002, 'CLOSE with invalid code'),
    'close-code-as-text': fails(1002, 'CLOSE with invalid code'),
    'close-reason-not-utf8': fails(
      1007,
      "Error decoding CLOSE reason: 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte",
    ),
    'bytes-after-close': accepts('close 1005'),
    'text-after-close': accepts('close 1000'),
    'ping-after-close': accepts('close 1000'),
    'close-after-close': accepts('close 1000'),
    'deflate-final-twice': accepts('text “Hello”'),
    'deflate-after-final': fails(1007, 'error in extension', 'text “Hello”'),
    'deflate-ping-inside': fails(
      1007,
      "'utf-8' codec can't decode byte 0xc9 in position 0: invalid continuation byte",
      'ping “p”',
    ),
    'deflate-empty': accepts('empty text'),
    'deflate-not-deflate': fails(1007, 'error in extension'),
    'deflate-rsv1-on-continuation': fails(1002, 'error in extension'),
    'deflate-rsv1-on-ping': fails(1002, 'error in extension'),
    'http-request': fails(1002, 'Invalid opcode 0x7'),
    'http-response': fails(1002, 'Invalid attempt to fragment control frame'),
    'tls-client-hello': fails(1002, 'Invalid opcode 0x6'),
    'tls-application-data': fails(1002, 'Invalid opcode 0x7'),
  },
};

/** Fed to `websockets.protocol.Protocol`. Its caller checks UTF-8, at the end of the message. */
export const WEBSOCKETS: ObservedColumn = {
  version: '17.1',
  observedOn: '2026-11',
  verdicts: {
    'masked-text': accepts('text “Hello”'),
    'zero-key': accepts('text “Hello”'),
    'ping-125': accepts('ping of 125 bytes'),
    'split-character': accepts('text “€”'),
    'close-between-fragments': fails(1002, 'incomplete fragmented message'),
    'client-unmasked': fails(1002, 'incorrect masking'),
    'server-masked': fails(1002, 'incorrect masking'),
    rsv1: fails(1002, 'reserved bits must be 0'),
    rsv2: fails(1002, 'reserved bits must be 0'),
    rsv3: fails(1002, 'reserved bits must be 0'),
    'rsv1-on-continuation': fails(1002, 'reserved bits must be 0'),
    'rsv1-on-ping': fails(1002, 'reserved bits must be 0'),
    'opcode-3': fails(1002, 'invalid opcode'),
    'opcode-b': fails(1002, 'invalid opcode'),
    'length-16-not-minimal': accepts('text “Hello”'),
    'length-64-not-minimal': accepts('text “Hello”'),
    'length-top-bit': waits(),
    'length-past-2-53': waits(),
    'ping-126': fails(1002, 'control frame too long'),
    'ping-in-16-bits': accepts('ping “Hello”'),
    'fragmented-ping': fails(1002, 'fragmented control frame'),
    'ping-then-zeros': fails(1002, 'unexpected continuation frame', 'empty ping'),
    'orphan-continuation': fails(1002, 'unexpected continuation frame'),
    'interleaved-text': fails(1002, 'expected a continuation frame'),
    'text-not-utf8': fails(
      1007,
      "'utf-8' codec can't decode byte 0xc3 in position 0: invalid continuation byte",
    ),
    'first-fragment-not-utf8': waits(),
    'close-empty': accepts('close 1005'),
    'close-one-byte': fails(1002, 'close frame too short'),
    'close-999': fails(1002, 'invalid status code'),
    'close-1004': fails(1002, 'invalid status code'),
    'close-1005': fails(1002, 'invalid status code'),
    'close-1006': fails(1002, 'invalid status code'),
    'close-1012': accepts('close 1012'),
    'close-1014': accepts('close 1014'),
    'close-1015': fails(1002, 'invalid status code'),
    'close-2999': fails(1002, 'invalid status code'),
    'close-4001': accepts('close 4001'),
    'close-5000': fails(1002, 'invalid status code'),
    'close-code-as-text': fails(1002, 'invalid status code'),
    'close-reason-not-utf8': fails(
      1007,
      "'utf-8' codec can't decode byte 0xff in position 0: invalid start byte",
    ),
    'bytes-after-close': accepts('close 1005'),
    'text-after-close': accepts('close 1000'),
    'ping-after-close': accepts('close 1000'),
    'close-after-close': accepts('close 1000'),
    'deflate-final-twice': accepts('text “Hello”'),
    'deflate-after-final': accepts('text “Hello”', 'empty text'),
    'deflate-ping-inside': accepts('ping “p”', 'text “Hello”'),
    'deflate-empty': accepts('empty text'),
    'deflate-not-deflate': fails(1002, 'decompression failed'),
    'deflate-rsv1-on-continuation': fails(1002, 'RSV1 bit set in continuation frame'),
    'deflate-rsv1-on-ping': fails(1002, 'reserved bits must be 0'),
    'http-request': fails(1002, 'invalid opcode'),
    'http-response': fails(1002, 'reserved bits must be 0'),
    'tls-client-hello': fails(1002, 'invalid opcode'),
    'tls-application-data': fails(1002, 'invalid opcode'),
  },
};

/** Inputs for which websocket-driver needs another package, which `npm run peers` doesn't have. */
export const WEBSOCKET_DRIVER_WITH_DEFLATE: ObservedColumn = {
  version: '0.8.0 with permessage-deflate 0.1.7',
  observedOn: '2026-11',
  verdicts: {
    'deflate-final-twice': accepts('text “Hello”'),
    'deflate-after-final': accepts('text “Hello”', 'empty text'),
    'deflate-ping-inside': accepts('ping “p”', 'text “Hello”'),
    'deflate-empty': accepts('empty text'),
    'deflate-not-deflate': fails(1010, null),
    'deflate-rsv1-on-continuation': fails(1002, null),
    'deflate-rsv1-on-ping': fails(1002, null),
  },
};
