/**
 * What receivers outside npm do with odd inputs: measured once, or read in their source.
 *
 * Browsers are clients, so they got a client's inputs unmasked, as a server would send them.
 */

import type { OddInputId } from './peer-verdicts-inputs.ts';
import type { PeerVerdict } from './peer-verdicts-outcome.ts';

export type ObservedColumn = {
  readonly version: string;
  /** The day or month. */
  readonly observedOn: string;
  /** Whether it was run or its source was read. */
  readonly how: 'measured' | 'read';
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
  closeCode: number | 'unknown' | null,
  error: string | null,
  ...received: readonly string[]
): PeerVerdict {
  return { kind: 'fails', closeCode, error, received };
}

/** Fed to `wsproto.frame_protocol.FrameProtocol`. */
export const WSPROTO: ObservedColumn = {
  version: '1.3.2',
  observedOn: '2026-11-22',
  how: 'measured',
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
  observedOn: '2026-11-22',
  how: 'measured',
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

/** The errors are the reasons in its Close frames. A page only gets 1006. */
export const CHROMIUM: ObservedColumn = {
  version: '156.0.8078.79',
  observedOn: '2026-11',
  how: 'measured',
  verdicts: {
    'masked-text': accepts('text “Hello”'),
    'ping-125': accepts('ping of 125 bytes'),
    'split-character': accepts('text “€”'),
    'close-between-fragments': accepts('close 1000'),
    'server-masked': fails(1002, 'Masked frame from server'),
    rsv1: fails(1002, 'Invalid reserved bit'),
    rsv2: fails(1002, 'Invalid reserved bit'),
    rsv3: fails(1002, 'Invalid reserved bit'),
    'opcode-3': fails(1002, 'Unknown opcode'),
    'opcode-b': fails(1002, 'Unknown opcode'),
    'length-16-not-minimal': fails(1002, 'WebSocket Protocol Error'),
    'length-64-not-minimal': fails(1002, 'WebSocket Protocol Error'),
    'length-top-bit': fails(1002, 'WebSocket Protocol Error'),
    'ping-126': fails(1002, 'WebSocket Protocol Error'),
    'ping-in-16-bits': fails(1002, null),
    'fragmented-ping': fails(1002, 'WebSocket Protocol Error'),
    'orphan-continuation': fails(1002, 'Unexpected continuation'),
    'interleaved-text': fails(1002, 'Previous data frame unfinished'),
    'text-not-utf8': fails(1002, 'Invalid UTF-8 in text frame'),
    'first-fragment-not-utf8': fails(1002, 'Invalid UTF-8 in text frame'),
    'close-empty': accepts('close 1005'),
    'close-one-byte': fails(1002, null),
    'close-999': accepts('close 999'),
    'close-1004': accepts('close 1004'),
    'close-1005': fails(1002, null),
    'close-1006': fails(1002, null),
    'close-1012': accepts('close 1012'),
    'close-1014': accepts('close 1014'),
    'close-1015': fails(1002, null),
    'close-2999': accepts('close 2999'),
    'close-4001': accepts('close 4001'),
    'close-5000': accepts('close 5000'),
    'close-reason-not-utf8': fails(1002, 'Invalid UTF-8 in Close frame'),
    'deflate-final-twice': accepts('text “HelloWorld”'),
    'deflate-after-final': accepts('text “Hello”', 'text “Hello”'),
    'deflate-ping-inside': accepts('ping “p”', 'text “Hello”'),
    'deflate-not-deflate': fails(1002, 'WebSocket Protocol Error'),
    'deflate-rsv1-on-continuation': fails(1002, 'WebSocket Protocol Error'),
    'deflate-rsv1-on-ping': fails(1002, 'Invalid reserved bit'),
    'http-response': fails(1002, 'WebSocket Protocol Error'),
  },
};

/**
 * From `ProcessInput` in netwerk/protocol/websocket/WebSocketChannel.cpp, with codes from
 * `ResultToCloseCode`. Its messages only go to its log.
 */
export const FIREFOX: ObservedColumn = {
  version: 'source as of fd0ffa19',
  observedOn: '2026-11-22',
  how: 'read',
  verdicts: {
    'masked-text': accepts('text “Hello”'),
    'ping-125': accepts('ping of 125 bytes'),
    'split-character': accepts('text “€”'),
    'close-between-fragments': accepts('close 1000'),
    'server-masked': accepts('text “Hello”'),
    rsv1: fails(1002, null),
    rsv2: fails(1002, null),
    rsv3: fails(1002, null),
    'rsv1-on-continuation': fails(1002, null),
    'rsv1-on-ping': fails(1002, null),
    'opcode-3': fails(1002, null),
    'opcode-b': fails(1002, null),
    'length-16-not-minimal': fails(1002, null),
    'length-64-not-minimal': fails(1002, null),
    'length-top-bit': fails(1002, null),
    'length-past-2-53': fails(1009, null),
    'ping-126': fails(1002, null),
    'ping-in-16-bits': fails(1002, null),
    'fragmented-ping': fails(1002, null),
    'ping-then-zeros': fails(1002, null, 'empty ping'),
    'orphan-continuation': fails(1002, null),
    'interleaved-text': fails(1002, null),
    'text-not-utf8': fails(1007, null),
    'first-fragment-not-utf8': waits(),
    'close-empty': accepts('close 1005'),
    'close-one-byte': accepts('close 1005'),
    'close-999': accepts('close 999'),
    'close-1004': accepts('close 1004'),
    'close-1005': accepts('close 1005'),
    'close-1006': accepts('close 1006'),
    'close-1012': accepts('close 1012'),
    'close-1014': accepts('close 1014'),
    'close-1015': accepts('close 1015'),
    'close-2999': accepts('close 2999'),
    'close-4001': accepts('close 4001'),
    'close-5000': accepts('close 5000'),
    'close-code-as-text': accepts('close 12592'),
    'close-reason-not-utf8': fails('unknown', null),
    'bytes-after-close': accepts('close 1005'),
    'deflate-final-twice': accepts('text “HelloWorld”'),
    'deflate-after-final': accepts('text “Hello”', 'text “Hello”'),
    'deflate-ping-inside': accepts('ping “p”', 'text “Hello”'),
    'deflate-not-deflate': fails('unknown', null),
    'deflate-rsv1-on-continuation': fails(1002, null),
    'deflate-rsv1-on-ping': fails(1002, null),
    'http-response': fails(1002, null),
  },
};

/** Inputs for which websocket-driver needs another package, which `npm run peers` doesn't have. */
export const WEBSOCKET_DRIVER_WITH_DEFLATE: ObservedColumn = {
  version: '0.8.0 with permessage-deflate 0.1.7',
  observedOn: '2026-11',
  how: 'measured',
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
