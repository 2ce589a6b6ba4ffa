/**
 * A receiver that waits for a head fails the handshake by the first byte that can't be in one (RFC
 * 6455 §4.1, §4.2.1). A conversation, which can begin anywhere, reads such bytes as frames.
 */

import type { Conversation } from '#core/conversation/conversation.ts';
import { isHeadUnit, type HeadUnit } from '#core/conversation/unit.ts';
import { checkHeadReading, decodeHttpHead } from '#core/protocol/http/http-head.ts';
import { isOpeningRequest } from '#core/protocol/opening/opening-request.ts';
import { SWITCHING_PROTOCOLS } from '#core/protocol/opening/opening-response.ts';
import type { Direction } from '#core/trace/direction.ts';
import type { EarlyFailure } from './early-failure.ts';

/** Null if every head that was sent arrived as one, or if none is awaited. */
export function findOpeningFailure(
  sent: Conversation,
  received: Conversation,
  direction: Direction,
): EarlyFailure | null {
  const unitIndex = received.units.findIndex(
    (unit) => unit.direction === direction && !isHeadUnit(unit) && unit.kind !== 'empty-line',
  );
  const first = received.units[unitIndex];
  const heads = headsOf(received, direction);
  const last = heads.at(-1);
  const awaitsHead = heads.length < headsOf(sent, direction).length && !(last && endsOpening(last));
  if (first === undefined || !awaitsHead) return null;
  const stream = received.trace.streams[direction];
  const reading = decodeHttpHead(stream.read(first.range.start, stream.length));
  const [violation] = checkHeadReading(reading);
  if (reading.kind !== 'not-http' || violation === undefined) return null;
  return { unitIndex, position: first.range.start + reading.line.end, violation };
}

function headsOf({ units }: Conversation, direction: Direction): HeadUnit[] {
  return units.filter(isHeadUnit).filter((unit) => unit.direction === direction);
}

/** Whether frames follow. */
function endsOpening({ kind, head }: HeadUnit): boolean {
  return kind === 'request'
    ? isOpeningRequest(head)
    : head.startLine.status === SWITCHING_PROTOCOLS;
}
