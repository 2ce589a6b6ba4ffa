/** What the table of a capture's connections says of each: how much crossed, when, and its end. */

import { brokenBy } from '#core/conduct/conduct-finding.ts';
import { findConduct } from '#core/conduct/conduct.ts';
import { closePayloadOf } from '#core/conversation/frame-content.ts';
import { readInflatedConversation } from '#core/conversation/inflated-conversation.ts';
import type { Conversation } from '#core/conversation/conversation.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import { FIELD } from '#core/protocol/http/field-name.ts';
import { findField } from '#core/protocol/http/field-line.ts';
import { NO_STATUS_RECEIVED } from '#core/protocol/messages/close-code.ts';
import { senderOf, type Direction, type Side } from '#core/trace/direction.ts';
import type { Trace } from '#core/trace/trace.ts';

/** How TCP, or a stream of HTTP/2, ended: by whose first FIN or RST; null if the capture ends. */
export type TransportEnd = { readonly signal: 'fin' | 'rst'; readonly by: Side };

export type FrameSummary = {
  readonly frames: Readonly<Record<Direction, number>>;
  /** The one that the server chose; null if it chose none. */
  readonly subprotocol: string | null;
  /** The code of the first Close frame, 1005 for one without; null without a Close frame. */
  readonly closeCode: number | null;
  readonly closedBy: Side | null;
  /** Findings by what their sender broke: a MUST, or something less. */
  readonly mustBroken: number;
  readonly otherFindings: number;
  /** Whether more frames follow than were read. */
  readonly hasMore: boolean;
};

export type ConnectionSummary = {
  /** Null if it has no frames, or if they weren't counted. */
  readonly frames: FrameSummary | null;
  readonly sizes: Readonly<Record<Direction, number>>;
  /** Milliseconds since 1970; null if the capture has no times. */
  readonly startedAtMs: number | null;
  /** Between its first and its last packet; null if the capture has no times. */
  readonly durationMs: number | null;
  readonly end: TransportEnd | null;
};

/**
 * @param startedAtMs of the trace: milliseconds since 1970
 * @param maxUnits how many units of each direction are read; 0 if it has no frames
 */
export function summarizeConnection(
  trace: Trace,
  startedAtMs: number | null,
  maxUnits: number,
): ConnectionSummary {
  const { events, streams } = trace;
  const times = events.flatMap(({ sentAtMs }) => (sentAtMs === null ? [] : [sentAtMs]));
  const first = times[0] ?? null;
  const last = times.at(-1) ?? null;
  return {
    frames: maxUnits === 0 ? null : summarizeFrames(readInflatedConversation(trace, { maxUnits })),
    sizes: {
      'client-to-server': streams['client-to-server'].length,
      'server-to-client': streams['server-to-client'].length,
    },
    startedAtMs: startedAtMs === null || first === null ? null : startedAtMs + first,
    durationMs: first === null || last === null ? null : last - first,
    end: transportEnd(trace),
  };
}

function summarizeFrames(conversation: Conversation): FrameSummary {
  const { units, trace, findings } = conversation;
  const conduct = findConduct(conversation);
  const frames = units.filter((unit) => unit.kind === 'frame');
  const close = frames.find(({ header }) => header.opcode === OPCODE.close);
  const payload = close && closePayloadOf(close, trace.streams[close.direction]);
  const response = units.findLast((unit) => unit.kind === 'response');
  const broken = [...findings.map(({ violation }) => violation.breaks), ...conduct.map(brokenBy)];
  const mustBroken = broken.filter((breaks) => breaks === 'must').length;
  const countOf = (direction: Direction) =>
    frames.filter((frame) => frame.direction === direction).length;
  return {
    frames: {
      'client-to-server': countOf('client-to-server'),
      'server-to-client': countOf('server-to-client'),
    },
    subprotocol:
      (response && findField(response.head.fields, FIELD.webSocketProtocol)?.value) ?? null,
    closeCode: close === undefined ? null : (payload?.code ?? NO_STATUS_RECEIVED),
    closedBy: close === undefined ? null : senderOf(close.direction),
    mustBroken,
    otherFindings: broken.length - mustBroken,
    hasMore: units.some(({ kind }) => kind === 'not-read'),
  };
}

/** A reset ends a connection whatever came before it. */
function transportEnd({ events }: Trace): TransportEnd | null {
  const reset = events.find(({ signals }) => signals.includes('rst'));
  const end = reset ?? events.find(({ signals }) => signals.includes('fin'));
  if (end === undefined) return null;
  return { signal: reset ? 'rst' : 'fin', by: senderOf(end.direction) };
}
