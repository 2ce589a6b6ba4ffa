/**
 * In which order libraries check the first two bytes of a frame, and what each prints at the first
 * fault.
 *
 * Sources: the files named beside each library's messages, such as conn.go of gorilla/websocket
 * 1.5.3. A test gives every first byte to ws and websocket-driver.
 */

import { headerFaults, type HeaderFault } from '#core/recognition/header-faults.ts';

type HeaderCheck = readonly [text: string, ...faults: readonly HeaderFault[]];

type HeaderReader = {
  readonly library: string;
  /** Prints every fault, not only the first. */
  readonly listsAll?: true;
  readonly checks: readonly HeaderCheck[];
};

const READERS: readonly HeaderReader[] = [
  {
    library: 'ws',
    checks: [
      ['Invalid WebSocket frame: RSV2 and RSV3 must be clear', 'rsv2', 'rsv3'],
      ['Invalid WebSocket frame: RSV1 must be clear', 'rsv1'],
      ['Invalid WebSocket frame: invalid opcode {n}', 'opcode', 'continuation'],
      ['Invalid WebSocket frame: FIN must be set', 'control-fin'],
      ['Invalid WebSocket frame: invalid payload length {n}', 'control-length', 'close-length'],
    ],
  },
  {
    library: 'websocket-driver',
    checks: [
      [
        'One or more reserved bits are on: reserved1 = {n}, reserved2 = {n}, reserved3 = {n}',
        'rsv1',
        'rsv2',
        'rsv3',
      ],
      ['Unrecognized frame opcode: {n}', 'opcode'],
      ['Received fragmented control frame: opcode = {n}', 'control-fin'],
    ],
  },
  {
    library: 'Node.js (undici)',
    checks: [
      ['Invalid opcode received', 'opcode'],
      ['Expected RSV1 to be clear.', 'rsv1'],
      ['RSV1, RSV2, RSV3 must be clear', 'rsv2', 'rsv3'],
      ['Invalid frame type was fragmented.', 'control-fin'],
      ['Control frame either too large or fragmented', 'control-length'],
      ['Unexpected continuation frame', 'continuation'],
    ],
  },
  {
    library: 'gorilla/websocket',
    listsAll: true,
    checks: [
      ['websocket: RSV1 set', 'rsv1'],
      ['websocket: RSV2 set', 'rsv2'],
      ['websocket: RSV3 set', 'rsv3'],
      ['websocket: len > 125 for control', 'control-length'],
      ['websocket: FIN not set on control', 'control-fin'],
      ['websocket: continuation after FIN', 'continuation'],
      ['websocket: bad opcode {n}', 'opcode'],
    ],
  },
  {
    library: 'coder/websocket',
    checks: [
      ['received header with unexpected rsv bits set: {…}', 'rsv1', 'rsv2', 'rsv3'],
      ['received unknown opcode {…}', 'opcode'],
      ['received continuation frame without text or binary frame', 'continuation'],
    ],
  },
  {
    library: 'tungstenite',
    checks: [
      ['WebSocket protocol error: Encountered invalid opcode: {n}', 'opcode'],
      ['WebSocket protocol error: Reserved bits are non-zero', 'rsv1', 'rsv2', 'rsv3'],
      ['WebSocket protocol error: Continue frame but nothing to continue', 'continuation'],
    ],
  },
  {
    library: 'wsproto',
    checks: [
      ['Invalid opcode {n}', 'opcode'],
      ['Invalid attempt to fragment control frame', 'control-fin'],
      ['Reserved bit set unexpectedly', 'rsv1', 'rsv2', 'rsv3'],
      ['unexpected CONTINUATION', 'continuation'],
    ],
  },
  {
    library: 'websockets (Python)',
    checks: [
      ['invalid opcode', 'opcode'],
      ['reserved bits must be 0', 'rsv1', 'rsv2', 'rsv3'],
    ],
  },
  {
    library: 'aiohttp',
    checks: [
      ['Received frame with non-zero reserved bits', 'rsv1', 'rsv2', 'rsv3'],
      ['Unexpected opcode={n}', 'opcode'],
    ],
  },
  {
    library: 'OkHttp',
    checks: [
      ['Control frames must be final.', 'control-fin', 'reserved-control-fin'],
      ['Unexpected rsv1 flag', 'rsv1'],
      ['Unexpected rsv2 flag', 'rsv2'],
      ['Unexpected rsv3 flag', 'rsv3'],
    ],
  },
  {
    library: 'java.net.http',
    checks: [
      ['Unexpected rsv1 bit', 'rsv1'],
      ['Unexpected rsv2 bit', 'rsv2'],
      ['Unexpected rsv3 bit', 'rsv3'],
      ['Unexpected opcode {…}', 'opcode'],
      ['Unexpected frame CONTINUATION (fin={…})', 'continuation'],
    ],
  },
  {
    library: 'Netty',
    checks: [
      ['RSV != 0 and no extension negotiated, RSV:{n}', 'rsv1', 'rsv2', 'rsv3'],
      ['received continuation data frame outside fragmented message', 'continuation'],
    ],
  },
];

export const HEADER_READERS: readonly string[] = READERS.map(({ library }) => library);

/** A message of a library, as in its table. */
export type PrintedText = { readonly library: string; readonly text: string };

/** What libraries print about these bytes if they read them as the start of a stream of frames. */
export function headerErrors(bytes: Uint8Array): readonly PrintedText[] {
  const faults = headerFaults(bytes);
  return READERS.flatMap(({ library, checks, listsAll }) => {
    const broken = checks.filter(([, ...each]) => each.some((fault) => faults.has(fault)));
    return broken.slice(0, listsAll ? undefined : 1).map(([text]) => ({ library, text }));
  });
}
