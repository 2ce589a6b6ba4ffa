/**
 * Each framing rule broken once (RFC 6455 §5): one frame with one deliberate mistake, and the
 * peer's reaction.
 */

import { fromHex } from '#core/bytes/hex.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import { RSV2_BIT } from '#core/protocol/framing/frame-header.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import type { Side } from '#core/trace/direction.ts';
import type { ParameterValues } from './parameters.ts';
import { scenarioOf } from './scenario.ts';
import type { HandMadeFrame } from './hand-made-frame.ts';
import { emptyScript, whenQuiet } from './empty-script.ts';

const HELLO = toUtf8('Hello');

/** The limit of this scenario's server (§10.4). */
const MAX_MESSAGE_SIZE = 1024;

/** "κόσμε", then half of a surrogate pair, which UTF-8 forbids: Autobahn's case 6.3.1. */
const BAD_UTF8 = fromHex('ce ba e1 bd b9 cf 83 ce bc ce b5 ed a0 80');

/** Opcode 1 with this bit flipped is 3, which is reserved. */
const OPCODE_BIT = 0x02;

type BrokenFrames = { readonly side: Side; readonly frames: readonly HandMadeFrame[] };

const BROKEN_FRAMES: Readonly<Record<ParameterValues['breach'], BrokenFrames>> = {
  'unmasked-client': {
    side: 'client',
    frames: [{ opcode: OPCODE.text, payload: HELLO, isMasked: false }],
  },
  'masked-server': {
    side: 'server',
    frames: [{ opcode: OPCODE.text, payload: HELLO, isMasked: true }],
  },
  'reserved-bit': {
    side: 'client',
    frames: [{ opcode: OPCODE.text, payload: HELLO, flippedBits: RSV2_BIT }],
  },
  'reserved-opcode': {
    side: 'client',
    frames: [{ opcode: OPCODE.text, payload: HELLO, flippedBits: OPCODE_BIT }],
  },
  'fragmented-ping': {
    side: 'server',
    frames: [{ opcode: OPCODE.ping, isFinal: false, payload: HELLO }],
  },
  'ping-too-long': {
    side: 'server',
    frames: [{ opcode: OPCODE.ping, payload: new Uint8Array(126) }],
  },
  'lone-continuation': {
    side: 'client',
    frames: [{ opcode: OPCODE.continuation, payload: HELLO }],
  },
  interleaved: {
    side: 'client',
    frames: [
      { opcode: OPCODE.text, isFinal: false, payload: HELLO },
      { opcode: OPCODE.binary, payload: HELLO },
    ],
  },
  'bad-utf8': { side: 'client', frames: [{ opcode: OPCODE.text, payload: BAD_UTF8 }] },
  'too-big': {
    side: 'client',
    frames: [{ opcode: OPCODE.binary, payload: new Uint8Array(MAX_MESSAGE_SIZE + 1) }],
  },
};

export const rulesBroken = scenarioOf(
  { breach: 'unmasked-client', latencyMs: 20 },
  ({ breach, latencyMs }) => {
    const script = emptyScript(latencyMs);
    const { side, frames } = BROKEN_FRAMES[breach];
    const { client, server } = script.endpoints;
    // A browser can't send such a frame, so the client is another program.
    const sender = side === 'client' ? { name: 'Client' } : client;
    return {
      ...script,
      seed: 110,
      endpoints: { client: sender, server: { ...server, maxMessageSize: MAX_MESSAGE_SIZE } },
      serverLimits: { maxMessageSize: MAX_MESSAGE_SIZE },
      acts: frames.map((frame) => whenQuiet(side, { kind: 'send-frame', frame })),
    };
  },
);
