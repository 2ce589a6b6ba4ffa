/**
 * Each rule of the framing broken once: a frame of our codec with one deliberate deviation, and
 * what the other side does.
 */

import { fromHex } from '#core/bytes/hex.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import { RSV2_BIT } from '#core/protocol/framing/frame-header.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import type { Side } from '#core/trace/direction.ts';
import type { ParameterValues } from './parameters.ts';
import { scenarioOf } from './scenario.ts';
import type { FrameOfOnesOwn } from './script.ts';
import { emptyScript, whenQuiet } from './stage.ts';

const HELLO = toUtf8('Hello');

/** The server of this scenario takes no more than that, and says so (§10.4). */
const MAX_MESSAGE_SIZE = 1024;

/**
 * "κόσμε", then a half of a surrogate pair, which has no place in UTF-8: as in Autobahn's case
 * 6.3.1.
 */
const BAD_UTF8 = fromHex('ce ba e1 bd b9 cf 83 ce bc ce b5 ed a0 80');

/** Opcode 1 with this bit turned round is 3, which is reserved. */
const OPCODE_BIT = 0x02;

type Breach = { readonly side: Side; readonly frames: readonly FrameOfOnesOwn[] };

const BREACHES: Readonly<Record<ParameterValues['breach'], Breach>> = {
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
    const script = emptyScript('rules-broken', latencyMs);
    const { side, frames } = BREACHES[breach];
    const { client, server } = script.endpoints;
    // No browser would do that; some program does.
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
