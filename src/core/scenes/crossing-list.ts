/**
 * What crossed an acted-out connection and what both sides' code got, in one list by time: without
 * TCP's acknowledgements and repetitions, and without an opening of TCP that succeeds.
 */

import { fromLatin1 } from '#core/bytes/text.ts';
import type { ConnectionEvent } from '#core/protocol/connection.ts';
import { decodeFrameHeader } from '#core/protocol/framing/frame-header.ts';
import { decodeFrame } from '#core/protocol/framing/frame.ts';
import { OPCODE, opcodeName, type OpcodeName } from '#core/protocol/framing/opcode.ts';
import {
  parseStartLine,
  type RequestLine,
  type StatusLine,
} from '#core/protocol/http/start-line.ts';
import { decodeClosePayload } from '#core/protocol/messages/close-payload.ts';
import { actOut } from '#core/scenarios/act-out.ts';
import type { Script } from '#core/scenarios/script.ts';
import type { Direction, Side } from '#core/trace/direction.ts';
import type { Trace, TraceEvent } from '#core/trace/trace.ts';

/** What a segment carries that is worth showing. */
export type Carried =
  | RequestLine
  | StatusLine
  | { readonly kind: 'signal'; readonly signal: 'syn' | 'fin' | 'rst' }
  | {
      readonly kind: 'frame';
      readonly opcode: OpcodeName;
      /** Bytes of the payload. */
      readonly size: number;
      readonly isMasked: boolean;
      /** Of a Close frame with a code. */
      readonly closeCode: number | null;
    };

export type Crossed = {
  readonly kind: 'crossing';
  readonly atMs: number;
  readonly direction: Direction;
  readonly carried: Carried;
  readonly isLost: boolean;
};

export type Heard = {
  readonly kind: 'event';
  readonly atMs: number;
  readonly side: Side;
  readonly event: ConnectionEvent;
};

export type ActedOut = {
  readonly trace: Trace;
  readonly heard: readonly Heard[];
};

export function actOutHeard(script: Script): ActedOut {
  const heard: Heard[] = [];
  const trace = actOut(script, undefined, {
    takeEvent: (side, event, atMs) => heard.push({ kind: 'event', side, event, atMs }),
  });
  return { trace, heard };
}

/** At the same time, what crosses comes first. */
export function listCrossings({ trace, heard }: ActedOut): readonly (Crossed | Heard)[] {
  const crossed = trace.events.flatMap((event): Crossed[] => {
    const carried = carriedBy(event, trace);
    if (carried === null) return [];
    const { direction, sentAtMs, arrival } = event;
    const isLost = arrival.kind === 'lost';
    return [{ kind: 'crossing', atMs: sentAtMs ?? 0, direction, carried, isLost }];
  });
  return [...crossed, ...heard].sort((one, other) => one.atMs - other.atMs);
}

/** TCP's names for what it sends again, and for the later parts of a send. */
const REPEATED = /-(?:again|part|reset)-\d+$/;

function carriedBy(
  { direction, signals, range, arrival, name = '' }: TraceEvent,
  trace: Trace,
): Carried | null {
  if (REPEATED.test(name)) return null;
  if (range.end > range.start)
    return contentOf(trace.streams[direction].read(range.start, range.end));
  if (signals.includes('syn'))
    return arrival.kind === 'lost' ? { kind: 'signal', signal: 'syn' } : null;
  if (signals.includes('rst')) return { kind: 'signal', signal: 'rst' };
  return signals.includes('fin') ? { kind: 'signal', signal: 'fin' } : null;
}

/** Of a segment that begins with a head or a frame. A large frame continues in other segments. */
function contentOf(bytes: Uint8Array): Carried | null {
  const [line = ''] = fromLatin1(bytes).split('\r\n');
  const startLine = parseStartLine(line);
  if (startLine !== null) return startLine;
  const reading = decodeFrameHeader(bytes);
  if (reading.kind === 'incomplete') return null;
  const { opcode, payloadLength, maskingKey } = reading.header;
  const whole = opcode === OPCODE.close ? decodeFrame(bytes) : null;
  return {
    kind: 'frame',
    opcode: opcodeName(opcode),
    size: payloadLength.value,
    isMasked: maskingKey !== null,
    closeCode: whole?.kind === 'frame' ? decodeClosePayload(whole.frame.payload).code : null,
  };
}
