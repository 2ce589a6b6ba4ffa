/**
 * A receiver can fail a connection before all of a frame has arrived (RFC 6455 §7.1.7). If a stream
 * ends within a frame, the reader that `Connection` uses finds out whether it would have failed.
 */

import type { Conversation, ReadingOptions } from '#core/conversation/conversation.ts';
import type { Unit } from '#core/conversation/unit.ts';
import { DEFAULT_LIMITS } from '#core/protocol/messages/limits.ts';
import { MessageReader } from '#core/protocol/messages/message-reader.ts';
import type { MessageSink } from '#core/protocol/messages/message-sink.ts';
import { receiverOf, senderOf, type Direction } from '#core/trace/direction.ts';
import type { HandedOn } from '#core/trace/hand-over.ts';
import { hasGaps } from '#core/trace/trace.ts';
import type { Violation } from '#core/protocol/rules/violation.ts';
import type { DecidedUnit } from './decided-units.ts';
import { isReadByBrowser } from './failing-units.ts';

export type EarlyFailure = DecidedUnit & { readonly violation: Violation };

const DEAF: MessageSink = {
  takeMessage: () => undefined,
  takePing: () => undefined,
  takePong: () => undefined,
  takeClose: () => undefined,
  takeFailure: () => undefined,
};

/** The incomplete frame that its receiver fails by; null if there is none. */
export function findEarlyFailure(
  conversation: Conversation,
  direction: Direction,
  pieces: readonly HandedOn[],
  { parts = {} }: ReadingOptions,
): EarlyFailure | null {
  const { units, compression, trace } = conversation;
  const unitIndex = units.findLastIndex((unit) => unit.direction === direction);
  const last = units[unitIndex];
  const isCut = last?.kind === 'cut-header' || (last?.kind === 'frame' && last.missing > 0);
  const first = units.find((unit) => unit.direction === direction && isFraming(unit));
  const sender = senderOf(direction);
  const isReadable = compression === null || parts.inflation !== undefined;
  if (!isCut || first === undefined || !isReadable || hasGaps(trace)) return null;
  const failures: Violation[] = [];
  const { maxMessageSize = DEFAULT_LIMITS.maxMessageSize } = trace.endpoints[receiverOf(direction)];
  const reader = new MessageReader(
    {
      sender,
      limits: { maxMessageSize },
      compression: compression?.[sender] ?? null,
      isBrowser: isReadByBrowser(conversation, direction),
      ...(parts.inflation && { codecs: parts.inflation }),
    },
    { ...DEAF, takeFailure: ({ violation }) => failures.push(violation) },
  );
  let position = 0;
  for (const { bytes } of pieces) {
    reader.feed(bytes.subarray(Math.max(0, first.range.start - position)));
    position += bytes.length;
    const [violation] = failures;
    if (violation) return { unitIndex, position, violation };
  }
  return null;
}

function isFraming({ kind }: Unit): boolean {
  return kind === 'frame' || kind === 'cut-header';
}
