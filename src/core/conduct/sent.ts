/** What one side sent in a conversation, as far as conduct depends on it. */

import { toHex } from '#core/bytes/hex.ts';
import type { Conversation } from '#core/conversation/conversation.ts';
import { payloadOf } from '#core/conversation/message.ts';
import { OrdinaryFrame } from '#core/conversation/ordinary-frame.ts';
import { rareUnits } from '#core/conversation/rare-units.ts';
import { isHeadUnit, type Unit } from '#core/conversation/unit.ts';
import { isKnownHttp2 } from '#core/protocol/http/partial-head.ts';
import { decodeClosePayload } from '#core/protocol/messages/close-payload.ts';
import { isControlOpcode, OPCODE } from '#core/protocol/framing/opcode.ts';
import type { ReceiverDuty, Reaction } from '#core/protocol/rules/rules.ts';
import { senderOf, type Direction, type Side } from '#core/trace/direction.ts';
import type { Signal } from '#core/trace/trace.ts';

/** A Ping or Pong. */
export type ControlFrame = { readonly unitIndex: number; readonly payload: string };

export type Sent = {
  readonly side: Side;
  readonly direction: Direction;
  readonly pings: readonly ControlFrame[];
  readonly pongs: readonly ControlFrame[];
  /** The first Close frame. */
  readonly close: { readonly unitIndex: number; readonly code: number | null } | null;
  /** The last frame; null without one. */
  readonly lastFrame: number | null;
  /** Whether it begins with a head, so that no frame came before. */
  readonly startsWithHead: boolean;
  /**
   * The first unit after which frames can be unknown: a gap, cut or unread bytes, or bytes after a
   * Close. Infinity if there is none.
   */
  readonly knownUpTo: number;
  /** Whether a receiver might have failed the connection at something in it (§7.1.7). */
  readonly canBeFailed: boolean;
  /** Indices of events; null if they aren't in the trace. */
  readonly firstEvent: number | null;
  readonly fin: number | null;
  readonly rst: number | null;
};

type Draft = { -readonly [Key in keyof Sent]: Sent[Key] } & {
  pings: ControlFrame[];
  pongs: ControlFrame[];
};

/** One pass over the units, the events and the findings. */
export function readSent(conversation: Conversation): Readonly<Record<Side, Sent>> {
  const sent = {
    client: emptyDraft('client', 'client-to-server'),
    server: emptyDraft('server', 'server-to-client'),
  };
  const { units, findings, trace } = conversation;
  units.forEach((unit, index) => takeUnit(sent[senderOf(unit.direction)], unit, index, trace));
  trace.events.forEach(({ direction, signals }, index) => {
    const own = sent[senderOf(direction)];
    own.firstEvent ??= index;
    if (signals.includes('fin')) own.fin ??= index;
    if (signals.includes('rst')) own.rst ??= index;
  });
  for (const { unitIndex, violation } of findings) {
    const unit = units[unitIndex];
    if (unit?.kind === 'frame' && mayFailAt(violation)) {
      sent[senderOf(unit.direction)].canBeFailed = true;
    }
  }
  return sent;
}

function emptyDraft(side: Side, direction: Direction): Draft {
  return {
    side,
    direction,
    pings: [],
    pongs: [],
    close: null,
    lastFrame: null,
    startsWithHead: false,
    knownUpTo: Infinity,
    canBeFailed: false,
    firstEvent: null,
    fin: null,
    rst: null,
  };
}

function takeUnit(own: Draft, unit: Unit, index: number, trace: Conversation['trace']): void {
  if (unit instanceof OrdinaryFrame && !isControlOpcode(unit.opcode)) {
    own.lastFrame = index;
    return;
  }
  if (own.lastFrame === null && isHeadUnit(unit)) own.startsWithHead = true;
  if (isUncertain(unit)) own.knownUpTo = Math.min(own.knownUpTo, index);
  if (unit.kind !== 'frame' || unit.isAssumed) return;
  own.lastFrame = index;
  const { opcode } = unit.header;
  if (opcode !== OPCODE.ping && opcode !== OPCODE.pong && opcode !== OPCODE.close) return;
  if (unit.missing > 0) return;
  const payload = payloadOf(unit, trace.streams[unit.direction]);
  if (opcode === OPCODE.close) {
    own.close ??= { unitIndex: index, code: decodeClosePayload(payload).code };
    return;
  }
  const frames = opcode === OPCODE.ping ? own.pings : own.pongs;
  frames.push({ unitIndex: index, payload: toHex(payload) });
}

function isUncertain(unit: Unit): boolean {
  if (unit.isAssumed) return true;
  if (unit.kind === 'frame') return unit.missing > 0;
  return !isHeadUnit(unit) && unit.kind !== 'empty-line' && unit.kind !== 'body';
}

/** A rule of the sender alone leaves it to each receiver whether it goes on. */
function mayFailAt({ receiver, reaction }: { receiver: ReceiverDuty; reaction: Reaction }) {
  if (receiver === 'must accept' || receiver === 'should accept') return false;
  return receiver !== 'must decline' || reaction === 'fails';
}

/** Whether the connection is a stream of HTTP/2, which has no TCP of its own (RFC 8441). */
export function isHttp2Stream({ units }: Conversation): boolean {
  return rareUnits(units).some(({ unit }) => isHeadUnit(unit) && isKnownHttp2(unit.head));
}

/** Whether any segment opens, ends or resets the connection, as only captures and stories have. */
export function showsTcp({ trace }: Conversation): boolean {
  const signals: readonly Signal[] = ['syn', 'fin', 'rst'];
  return trace.events.some((event) => event.signals.some((each) => signals.includes(each)));
}
