/**
 * The conversation as one side has it: its own bytes as it sent them, the peer's as TCP handed them
 * over (RFC 9293 §3.8).
 */

import { rangeContains, type ByteRange } from '#core/bytes/bit-range.ts';
import { concatBytes } from '#core/bytes/byte-array.ts';
import {
  readConversation,
  type Conversation,
  type ReadingOptions,
} from '#core/conversation/conversation.ts';
import { DIRECTIONS, type Direction } from '#core/trace/direction.ts';
import type { HandedOn } from '#core/trace/hand-over.ts';
import { streamOf, type Trace, type TraceEvent } from '#core/trace/trace.ts';

/** `conversation` itself unless bytes in the receiver's `incoming` direction were altered. */
export function receivedConversation(
  conversation: Conversation,
  incoming: Direction,
  pieces: readonly HandedOn[],
  options: ReadingOptions,
): Conversation {
  const { trace } = conversation;
  const isAltered = trace.events.some(
    ({ direction, alteredBytes }) => direction === incoming && alteredBytes !== undefined,
  );
  return isAltered ? readConversation(withPieces(trace, incoming, pieces), options) : conversation;
}

/** A trace of the bytes alone: each direction's in one segment. */
function withPieces(trace: Trace, altered: Direction, pieces: readonly HandedOn[]): Trace {
  const bytes = concatBytes(pieces.map((piece) => piece.bytes));
  const received = streamOf(bytes, gapsAmong(pieces, trace.streams[altered].gaps));
  const streams = { ...trace.streams, [altered]: received };
  const events = DIRECTIONS.map((direction): TraceEvent => ({
    direction,
    signals: [],
    range: { start: 0, end: streams[direction].length },
    sentAtMs: null,
    arrival: { kind: 'unknown' },
  }));
  return { ...trace, streams, events };
}

/** Where the gaps of the sent stream are in the received one. */
function gapsAmong(pieces: readonly HandedOn[], sentGaps: readonly ByteRange[]): ByteRange[] {
  const gaps: ByteRange[] = [];
  let start = 0;
  for (const { range, bytes } of pieces) {
    const end = start + bytes.length;
    if (sentGaps.some((gap) => rangeContains(gap, range))) gaps.push({ start, end });
    start = end;
  }
  return gaps;
}
