/** Conversations as a capture shows them: segments and TCP's signals with times. */

import { concatBytes, NO_BYTES } from '#core/bytes/byte-array.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import type { ConductFinding } from '#core/conduct/conduct-finding.ts';
import { findConduct } from '#core/conduct/conduct.ts';
import { readConversation } from '#core/conversation/conversation.ts';
import { encodeFrame } from '#core/protocol/framing/frame.ts';
import { OPCODE, type DefinedOpcode } from '#core/protocol/framing/opcode.ts';
import { encodeClosePayload } from '#core/protocol/messages/close-payload.ts';
import type { Direction } from '#core/trace/direction.ts';
import { streamOf, type Signal, type Trace, type TraceEvent } from '#core/trace/trace.ts';
import { REQUEST, RESPONSE } from '../conversation/streams.ts';

type Side = 'c' | 's';

/** Who sends what, and when, in milliseconds. Signals are words: "syn", "fin ack". */
export type Passed = readonly [from: Side, what: Uint8Array | string, atMs: number | null];

const DIRECTION_OF: Readonly<Record<Side, Direction>> = {
  c: 'client-to-server',
  s: 'server-to-client',
};

export function capturedTrace(passed: readonly Passed[]): Trace {
  const sizes = { c: 0, s: 0 };
  const events = passed.map(([from, what, sentAtMs]): TraceEvent => {
    const bytes = typeof what === 'string' ? NO_BYTES : what;
    const start = sizes[from];
    sizes[from] += bytes.length;
    return {
      direction: DIRECTION_OF[from],
      signals: (typeof what === 'string' ? what.split(' ') : ['ack']) as Signal[],
      range: { start, end: sizes[from] },
      sentAtMs,
      arrival: { kind: 'unknown' },
    };
  });
  const bytesFrom = (side: Side) =>
    streamOf(
      concatBytes(
        passed.flatMap(([from, what]) => (from === side && typeof what !== 'string' ? [what] : [])),
      ),
    );
  return {
    provenance: { kind: 'recorded', recordedOn: '2026-11-30', tool: 'dumpcap' },
    endpoints: { client: { name: 'client' }, server: { name: 'server' } },
    streams: { 'client-to-server': bytesFrom('c'), 'server-to-client': bytesFrom('s') },
    events,
  };
}

/** TCP's and the opening handshake, with a round trip of 1 ms. Four events, two units. */
export const OPENING: readonly Passed[] = [
  ['c', 'syn', 0],
  ['s', 'syn ack', 1],
  ['c', 'ack', 2],
  ['c', REQUEST, 3],
  ['s', RESPONSE, 4],
];

/** Keys without a pattern. */
const KEYS = [0x37fa213d, 0x9e1b04c7, 0x5bd0e866, 0x0ac3f791, 0xe84d1f2a, 0x71b69c05, 0xc5087ed3];
let drawn = 0;

export function keyOf(value: number): Uint8Array {
  return Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value);
}

function frame(from: Side, opcode: DefinedOpcode, payload: Uint8Array): Uint8Array {
  // A multiple of an odd number repeats only after 2^32 frames.
  const key = keyOf((KEYS[drawn % KEYS.length]! ^ Math.imul(++drawn, 0x9e3779b1)) >>> 0);
  return encodeFrame({ opcode, payload, maskingKey: from === 'c' ? key : null });
}

export const text = (from: Side, what = 'Hi', atMs: number | null = 10): Passed => [
  from,
  frame(from, OPCODE.text, toUtf8(what)),
  atMs,
];
export const ping = (from: Side, what: string, atMs: number | null): Passed => [
  from,
  frame(from, OPCODE.ping, toUtf8(what)),
  atMs,
];
export const pong = (from: Side, what: string, atMs: number | null): Passed => [
  from,
  frame(from, OPCODE.pong, toUtf8(what)),
  atMs,
];
export const close = (from: Side, code: number | null, atMs: number | null): Passed => [
  from,
  frame(from, OPCODE.close, encodeClosePayload(code, '')),
  atMs,
];
export const fin = (from: Side, atMs: number): Passed => [from, 'fin ack', atMs];
export const rst = (from: Side, atMs: number): Passed => [from, 'rst', atMs];

export function joined(...passed: readonly Passed[]): Passed {
  const [[from, , atMs]] = passed as [Passed];
  return [from, concatBytes(passed.map(([, what]) => what as Uint8Array)), atMs];
}

/** As if pasted: without times and signals. */
export function pastedTrace(passed: readonly Passed[]): Trace {
  const trace = capturedTrace(passed.filter(([, what]) => typeof what !== 'string'));
  return {
    ...trace,
    provenance: { kind: 'pasted' },
    events: trace.events.map((event) => ({ ...event, signals: [], sentAtMs: null })),
  };
}

export function conductIn(passed: readonly Passed[]): readonly ConductFinding[] {
  return findConduct(readConversation(capturedTrace(passed)));
}

/** "ping.without-pong", "peer.silent?" if it is in doubt. */
export function idsOf(findings: readonly ConductFinding[]): string[] {
  return findings.map(({ id, doubt }) => (doubt === null ? id : `${id}?`));
}
