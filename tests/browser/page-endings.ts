/** Ends of connections that no scenario has: a few moves of a server, and what our client does. */

import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromHex } from '#core/bytes/hex.ts';
import { fromLatin1, toLatin1 } from '#core/bytes/text.ts';
import { Connection } from '#core/protocol/connection.ts';
import { encodeFrame } from '#core/protocol/framing/frame.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import { keyOfNonce } from '#core/protocol/opening/accept-value.ts';
import { emptyScript } from '#core/scenarios/empty-script.ts';
import { readStory, type Story } from '#core/story/story.ts';
import type { Side } from '#core/trace/direction.ts';
import type { GivingUp, Signal } from '#core/trace/trace.ts';
import {
  RESPONSE,
  SERVER_CLOSE,
  SERVER_HELLO,
  traceOf,
  WRONG_RESPONSE,
  type Sent,
} from '../core/story/traces.ts';

type Turn =
  | Uint8Array
  | 'fin'
  | 'rst'
  | { readonly closeCode: number; readonly reason: string }
  /** The client stops waiting. */
  | { readonly gaveUp: 'close-timeout' | 'fin-timeout' };

/** A Close frame of the server, whatever its code. */
function closeOf(code: number): Uint8Array {
  const payload = Uint8Array.of(code >> 8, code & 0xff);
  return encodeFrame({ opcode: OPCODE.close, payload, maskingKey: null });
}

const interim = (line: string) => toLatin1(`HTTP/1.1 ${line}\r\n\r\n`);

const CLOSE_CODES = [
  0, 999, 1000, 1001, 1003, 1004, 1005, 1006, 1007, 1008, 1010, 1011, 1012, 1013, 1014, 1015, 1016,
  2999, 3000, 4999, 5000, 65535,
];

const REJECTION = 'HTTP/1.1 404 Not Found\r\n';

/** Frames of a server, as hex. Some are odd but allowed, others break a rule. */
const FRAMES: Readonly<Record<string, string>> = {
  'empty-text': '8100',
  'empty-binary': '8200',
  'empty-fragments': '0100 0000 8000',
  'text-with-a-zero': '8103 610062',
  'text-with-a-byte-order-mark': '8104 efbbbf61',
  'character-in-two-fragments': '0101 c3 8001 bc',
  'ping-in-a-message': '0102 4865 8900 8003 6c6c6f',
  'pong-without-a-ping': '8a00 8105 48656c6c6f',
  'ping-of-125-bytes': `897d ${'61'.repeat(125)} 8105 48656c6c6f`,
  'second-reserved-bit': 'a105 48656c6c6f',
  'third-reserved-bit': '9105 48656c6c6f',
  'compressed-without-agreement': 'c107 f248cdc9c90700',
  'opcode-3': '8300',
  'opcode-b': '8b00',
  'continuation-without-start': '8005 48656c6c6f',
  'message-in-a-message': '0102 4865 8105 48656c6c6f',
  'text-not-utf8': '8102 c328',
  'text-of-a-surrogate': '8103 eda080',
  'text-cut-in-a-character': '8101 c3',
  'fragment-not-utf8': '0102 c328',
  'length-with-its-top-bit': '827f 8000000000000000',
  'fragmented-close': '0802 03e8',
  'close-of-126-bytes': `887e 007e 03e8 ${'61'.repeat(124)}`,
};

const UPGRADE = 'Upgrade: websocket';
const CONNECTION = 'Connection: Upgrade';
const ACCEPT = 'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=';
const STATUS = 'HTTP/1.1 101 Switching Protocols';

/** Changes to a response that accepts: what of it becomes what. */
const RESPONSES: Readonly<Record<string, readonly [part: string, becomes: string]>> = {
  'without-upgrade': [`${UPGRADE}\r\n`, ''],
  'upgrade-in-capitals': [UPGRADE, 'UPGRADE: WEBSOCKET'],
  'another-upgrade': [UPGRADE, 'Upgrade: h2c'],
  'two-upgrades-in-one': [UPGRADE, 'Upgrade: websocket, h2c'],
  'upgrade-twice': [UPGRADE, `${UPGRADE}\r\n${UPGRADE}`],
  'without-connection': [`${CONNECTION}\r\n`, ''],
  'another-connection': [CONNECTION, 'Connection: keep-alive'],
  'two-connections-in-one': [CONNECTION, 'Connection: keep-alive, upgrade'],
  'connection-twice': [CONNECTION, `Connection: keep-alive\r\n${CONNECTION}`],
  'without-accept': [`${ACCEPT}\r\n`, ''],
  'accept-twice': [ACCEPT, `${ACCEPT}\r\n${ACCEPT}`],
  'spaces-around-accept': [ACCEPT, `${ACCEPT.replace(' ', '  \t')} \t`],
  'accept-in-lowercase': ['Sec-WebSocket-Accept', 'sec-websocket-accept'],
  'subprotocol-not-offered': [ACCEPT, `${ACCEPT}\r\nSec-WebSocket-Protocol: chat`],
  'empty-subprotocol': [ACCEPT, `${ACCEPT}\r\nSec-WebSocket-Protocol:`],
  'extension-not-offered': [ACCEPT, `${ACCEPT}\r\nSec-WebSocket-Extensions: foo`],
  'empty-extensions': [ACCEPT, `${ACCEPT}\r\nSec-WebSocket-Extensions:`],
  'status-without-a-reason': [STATUS, 'HTTP/1.1 101'],
  'http-1.0': [STATUS, STATUS.replace('1.1', '1.0')],
  'a-length': [ACCEPT, `${ACCEPT}\r\nContent-Length: 5`],
  'a-folded-field': [ACCEPT, `X-Long: a\r\n b\r\n${ACCEPT}`],
  'a-line-without-a-colon': [ACCEPT, `nonsense\r\n${ACCEPT}`],
  'a-space-before-a-colon': [UPGRADE, 'Upgrade : websocket'],
};

const accepted = fromLatin1(RESPONSE);

function responseName(name: string): string {
  return name.startsWith('without') ? `response-${name}` : `response-with-${name}`;
}

/** The server ends TCP, unless the last turn is another one. */
const TURNS: Readonly<Record<string, readonly Turn[]>> = {
  'fin-without-close': [RESPONSE, SERVER_HELLO, 'fin'],
  'rst-without-close': [RESPONSE, SERVER_HELLO, 'rst'],
  'fin-after-response': [RESPONSE, 'fin'],
  'fin-before-response': ['fin'],
  'rst-before-response': ['rst'],
  'fin-in-response': [RESPONSE.subarray(0, 40), 'fin'],
  'fin-in-frame': [RESPONSE, fromHex('8105 4865'), 'fin'],
  'fin-in-message': [RESPONSE, fromHex('0103 48656c'), 'fin'],
  'rst-in-message': [RESPONSE, fromHex('0103 48656c'), 'rst'],
  'close-without-code': [RESPONSE, fromHex('8800'), 'fin'],
  'close-of-one-byte': [RESPONSE, fromHex('8801 03'), 'fin'],
  'close-reason-not-utf8': [RESPONSE, fromHex('8804 03e8 c3 28'), 'fin'],
  'close-with-reason': [RESPONSE, fromHex('8805 0fa0 62 79 65'), 'fin'],
  'message-and-close-together': [concatBytes([RESPONSE, SERVER_HELLO, SERVER_CLOSE]), 'fin'],
  'message-after-close': [RESPONSE, concatBytes([SERVER_CLOSE, SERVER_HELLO]), 'fin'],
  'length-of-16-bits-not-minimal': [RESPONSE, fromHex('817e 0005 48656c6c6f'), SERVER_CLOSE, 'fin'],
  'length-of-64-bits-not-minimal': [
    RESPONSE,
    fromHex('817f 0000000000000005 48656c6c6f'),
    SERVER_CLOSE,
    'fin',
  ],
  ...Object.fromEntries(
    CLOSE_CODES.map((code) => [`close-${code}`, [RESPONSE, closeOf(code), 'fin'] as const]),
  ),
  ...Object.fromEntries(
    Object.entries(RESPONSES).map(([name, [part, becomes]]) => {
      const changed = toLatin1(accepted.replace(part, becomes));
      return [responseName(name), [changed, SERVER_HELLO, SERVER_CLOSE, 'fin'] as const];
    }),
  ),
  'response-with-bare-line-feeds': [
    toLatin1(accepted.replaceAll('\r\n', '\n')),
    SERVER_HELLO,
    SERVER_CLOSE,
    'fin',
  ],
  ...Object.fromEntries(
    Object.entries(FRAMES).map(([name, hex]) => [
      `frames-${name}`,
      [RESPONSE, fromHex(hex), SERVER_CLOSE, 'fin'] as const,
    ]),
  ),
  '100-before-101': [interim('100 Continue'), RESPONSE, SERVER_HELLO, SERVER_CLOSE, 'fin'],
  '103-before-101': [interim('103 Early Hints'), RESPONSE, SERVER_HELLO, SERVER_CLOSE, 'fin'],
  'message-after-close-call': [
    RESPONSE,
    { closeCode: 1000, reason: 'done' },
    SERVER_HELLO,
    SERVER_CLOSE,
    'fin',
  ],
  'close-call-with-another-answer': [
    RESPONSE,
    { closeCode: 3000, reason: 'done' },
    closeOf(4001),
    'fin',
  ],
  'fin-after-close-call': [RESPONSE, { closeCode: 1000, reason: '' }, 'fin'],
  'rst-after-close-call': [RESPONSE, { closeCode: 1000, reason: '' }, 'rst'],
  'rejection-and-open-tcp': [toLatin1(`${REJECTION}Content-Length: 0\r\n\r\n`)],
  'rejection-with-half-a-body': [toLatin1(`${REJECTION}Content-Length: 10\r\n\r\nhello`)],
  'wrong-accept-and-open-tcp': [WRONG_RESPONSE],
  'broken-frame-and-open-tcp': [RESPONSE, fromHex('c105 48656c6c6f')],
  'close-and-open-tcp': [RESPONSE, SERVER_CLOSE, { gaveUp: 'fin-timeout' }],
  'close-call-and-open-tcp': [
    RESPONSE,
    { closeCode: 1000, reason: '' },
    SERVER_CLOSE,
    { gaveUp: 'fin-timeout' },
  ],
  'close-call-without-answer': [
    RESPONSE,
    { closeCode: 1000, reason: '' },
    { gaveUp: 'close-timeout' },
  ],
};

/** Between two moves, and half of it to cross. */
const STEP_MS = 10;

function storyOf(turns: readonly Turn[]): Story {
  const { request, nonce } = emptyScript(STEP_MS / 2);
  const client = new Connection({
    role: 'client',
    request: { ...request, key: keyOfNonce(nonce) },
    nextMaskingKey: () => new Uint8Array(4),
  });
  const sent: Sent[] = [];
  const givenUp: GivingUp[] = [];
  const add = (from: Side, more: { bytes?: Uint8Array; signals?: readonly Signal[] }) => {
    const atMs = sent.length * STEP_MS;
    sent.push({ from, ...more, atMs, arrival: atMs + STEP_MS / 2 });
  };
  const flush = () => {
    for (const output of client.takeOutput()) {
      if (output.kind === 'bytes') add('client', { bytes: concatBytes(output.parts) });
      else add('client', { signals: ['fin', 'ack'] });
    }
  };
  add('client', { signals: ['syn'] });
  add('server', { signals: ['syn', 'ack'] });
  add('client', { signals: ['ack'] });
  client.tcpOpened();
  flush();
  for (const turn of turns) {
    if (turn === 'fin') {
      add('server', { signals: ['fin', 'ack'] });
      client.receiveEnd();
    } else if (turn === 'rst') {
      add('server', { signals: ['rst'] });
      client.tcpLost();
    } else if ('gaveUp' in turn) {
      givenUp.push({ side: 'client', atMs: sent.length * STEP_MS, reason: turn.gaveUp });
      client.tcpLost();
      add('client', { signals: ['fin', 'ack'] });
    } else if ('closeCode' in turn) client.close(turn.closeCode, turn.reason);
    else {
      add('server', { bytes: turn });
      client.receive(turn);
    }
    flush();
  }
  return readStory(traceOf(sent, { provenance: { kind: 'simulated' }, givenUp }));
}

export type Ending = {
  readonly name: string;
  readonly story: Story;
  /** The server keeps TCP open. */
  readonly isHeld: boolean;
};

export const ENDINGS: readonly Ending[] = Object.entries(TURNS).map(([name, turns]) => ({
  name,
  story: storyOf(turns),
  isHeld: turns.at(-1) !== 'fin' && turns.at(-1) !== 'rst',
}));
