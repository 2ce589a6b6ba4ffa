/** Conversations to print: frames of both sides, as our own encoder writes them. */

import { concatBytes } from '#core/bytes/byte-array.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import { encodeFrame } from '#core/protocol/framing/frame.ts';
import { OPCODE, type DefinedOpcode } from '#core/protocol/framing/opcode.ts';
import { encodeRequestHead, encodeResponseHead } from '#core/protocol/http/http-head.ts';
import { DIRECTIONS, type Direction } from '#core/trace/direction.ts';
import type { Choices } from './choices.ts';

/** What is printed together: a frame, or a few. */
export type Chunk = { readonly direction: Direction; readonly bytes: Uint8Array };

export type NoisyConversation = {
  /** Empty without a handshake. */
  readonly heads: readonly Chunk[];
  readonly frames: readonly Chunk[];
};

const TEXTS = [
  'Hello',
  'Hi',
  '{"op":"subscribe","n":1}',
  '42["chat","it\'s me"]',
  'say "hi" \\ 100%',
  'naïve 😀',
  'line one\nline two\ttab',
  'deadbeef',
  '12345678',
  '#{x} $1',
  'The quick brown fox jumps over the lazy dog. The quick brown fox jumps over the lazy dog.',
];

export function makeConversation(choices: Choices): NoisyConversation {
  const frames: Chunk[] = [];
  for (let count = choices.between(1, 6); count > 0; count--) {
    frames.push(...makeMessage(choices, choices.of(DIRECTIONS)));
  }
  return { heads: choices.isTrue(0.15) ? makeHeads() : [], frames: joinSome(choices, frames) };
}

function makeHeads(): Chunk[] {
  const request = encodeRequestHead('GET', '/chat', [
    ['Host', 'server.example.com'],
    ['Upgrade', 'websocket'],
    ['Connection', 'Upgrade'],
    ['Sec-WebSocket-Key', 'dGhlIHNhbXBsZSBub25jZQ=='],
    ['Sec-WebSocket-Version', '13'],
  ]);
  const response = encodeResponseHead(101, 'Switching Protocols', [
    ['Upgrade', 'websocket'],
    ['Connection', 'Upgrade'],
    ['Sec-WebSocket-Accept', 's3pPLMBiTxaQ9kYGzzhZRbK+xOo='],
  ]);
  return [
    { direction: 'client-to-server', bytes: request },
    { direction: 'server-to-client', bytes: response },
  ];
}

function makeMessage(choices: Choices, direction: Direction): Chunk[] {
  const frame = (opcode: DefinedOpcode, payload: Uint8Array, isFinal = true): Chunk => {
    const maskingKey = direction === 'client-to-server' ? choices.bytes(4) : null;
    return { direction, bytes: encodeFrame({ opcode, payload, isFinal, maskingKey }) };
  };
  const kind = choices.below(10);
  if (kind === 0) return [frame(OPCODE.ping, toUtf8(choices.of(['', 'ping', '1704164645'])))];
  if (kind === 1) return [frame(OPCODE.pong, toUtf8(choices.of(['', 'pong'])))];
  if (kind === 2) {
    const code = choices.of([
      [3, 232],
      [3, 233],
      [3, 234],
    ]);
    return [
      frame(OPCODE.close, concatBytes([Uint8Array.from(code), toUtf8(choices.of(['', 'bye']))])),
    ];
  }
  if (kind === 3) {
    return [
      frame(OPCODE.binary, choices.bytes(choices.between(1, 20)), false),
      ...(choices.isTrue(0.5) ? [frame(OPCODE.ping, new Uint8Array())] : []),
      frame(OPCODE.continuation, choices.bytes(choices.between(0, 20))),
    ];
  }
  if (kind === 4) {
    const size = choices.of([0, 1, 2, 16, 40, 125, 126, 127, 300]);
    return [frame(OPCODE.binary, choices.bytes(size))];
  }
  return [frame(OPCODE.text, toUtf8(choices.of(TEXTS)))];
}

/** Frames of one side can be in one chunk, as TCP may deliver them. */
function joinSome(choices: Choices, frames: readonly Chunk[]): Chunk[] {
  const chunks: Chunk[] = [];
  for (const frame of frames) {
    const last = chunks.at(-1);
    if (last?.direction === frame.direction && choices.isTrue(0.2)) {
      chunks[chunks.length - 1] = { ...last, bytes: concatBytes([last.bytes, frame.bytes]) };
    } else chunks.push(frame);
  }
  return chunks;
}
