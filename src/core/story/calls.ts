/** What code on either side called to make a step happen (WHATWG WebSockets). */

import { fromValidUtf8 } from '#core/bytes/text.ts';
import { FIELD } from '#core/protocol/http/field-name.ts';
import { contentDoubt, type ContentDoubt } from '#core/conversation/content-doubt.ts';
import type { Conversation } from '#core/conversation/conversation.ts';
import { contentOf, messageData } from '#core/conversation/message.ts';
import type { FrameUnit } from '#core/conversation/unit.ts';
import { decodeClosePayload } from '#core/protocol/messages/close-payload.ts';
import { findField, listElements } from '#core/protocol/http/field-line.ts';
import type { MessageType } from '#core/protocol/messages/message-sink.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import type { Side } from '#core/trace/direction.ts';
import type { DraftStep } from './draft-step.ts';
import type { Call } from './step.ts';

type WholeMessage = { readonly type: MessageType; readonly data: Uint8Array };

type DoubtfulMessage = { readonly doubt: ContentDoubt };

/** The frame's payload: unmasked, and inflated if it was compressed. */
export function framePayload(unit: FrameUnit, { trace }: Conversation): Uint8Array {
  return contentOf(unit, trace.streams[unit.direction]);
}

/** The message whose last frame this unit is, or why it can't be known. */
export function messageEndingAt(
  unitIndex: number,
  conversation: Conversation,
): WholeMessage | DoubtfulMessage | null {
  return wholeMessage(conversation, (indices) => indices.at(-1) === unitIndex);
}

/**
 * What a page reads from `bufferedAmount` immediately after it called `send()`: its message is
 * queued, and not yet sent.
 */
export function bufferedAfter(call: Call | null, sender: Side | null): number {
  return call?.kind === 'send' && sender === 'client' ? call.data.length : 0;
}

/**
 * Null if no code called for the step: an answer, or a later fragment of a page's message, which
 * its browser split.
 */
export function callOf(draft: DraftStep, conversation: Conversation): Call | null {
  const { kind, unit, unitIndex } = draft;
  if (kind === 'tcp-syn') return connectCall(conversation);
  if (isTermination(draft, conversation)) return { kind: 'terminate' };
  if (kind !== 'unit') return null;
  if (unit?.kind !== 'frame' || unitIndex === null) return null;
  if (unit.notCaptured !== undefined) return null;
  if (isBroken(unitIndex, conversation))
    return { kind: 'write', bytes: bytesOf(unit, conversation) };
  const { opcode, isFinal } = unit.header;
  if (opcode === OPCODE.ping) return { kind: 'ping', data: framePayload(unit, conversation) };
  if (opcode === OPCODE.close) {
    return { kind: 'close', ...decodeClosePayload(framePayload(unit, conversation)) };
  }
  const isFragment = !isFinal || opcode === OPCODE.continuation;
  if (isFragment && unit.direction === 'server-to-client') return fragmentCall(unit, conversation);
  const message = wholeMessage(conversation, (indices) => indices[0] === unitIndex);
  if (message === null || 'doubt' in message || !isSendable(message)) return null;
  return { kind: 'send', ...message };
}

/** No string makes text that isn't UTF-8. */
function isSendable({ type, data }: WholeMessage): boolean {
  return type === 'binary' || fromValidUtf8(data) !== null;
}

function fragmentCall(unit: FrameUnit, conversation: Conversation): Call | null {
  if (contentDoubt(unit, conversation) !== null) return null;
  const type = unit.messageOpcode === OPCODE.text ? 'text' : 'binary';
  const data = framePayload(unit, conversation);
  return { kind: 'send-fragment', type, data, isFinal: unit.header.isFinal };
}

/** Whether the frame breaks a rule of its sender, so that no library sends it. */
function isBroken(unitIndex: number, { findings }: Conversation): boolean {
  return findings.some(
    (finding) => finding.unitIndex === unitIndex && finding.violation.breaks !== null,
  );
}

function bytesOf({ direction, range }: FrameUnit, { trace }: Conversation): Uint8Array {
  return trace.streams[direction].read(range.start, range.end);
}

/** The FIN of a server whose code gave up the connection. A recorded one has unknown reasons. */
function isTermination(
  { kind, direction, sentAtMs }: DraftStep,
  { trace: { givenUp = [] } }: Conversation,
): boolean {
  if (kind !== 'tcp-fin' || direction !== 'server-to-client') return false;
  return givenUp.some(
    ({ side, atMs, reason }) => side === 'server' && atMs === sentAtMs && reason === 'heartbeat',
  );
}

/** The address is always `ws:`, because over TLS the bytes would not be readable here. */
function connectCall({ units }: Conversation): Call {
  const request = units.find((unit) => unit.kind === 'request');
  if (request === undefined) return { kind: 'connect', url: 'ws://…', subprotocols: [] };
  const { fields, startLine } = request.head;
  const host = findField(fields, FIELD.host)?.value ?? '…';
  return {
    kind: 'connect',
    url: `ws://${host}${startLine.target}`,
    subprotocols: listElements(fields, FIELD.webSocketProtocol),
  };
}

function wholeMessage(
  conversation: Conversation,
  isIt: (unitIndices: readonly number[]) => boolean,
): WholeMessage | DoubtfulMessage | null {
  const { messages, units, trace } = conversation;
  const message = messages.find(({ unitIndices, isFinished }) => isFinished && isIt(unitIndices));
  if (message === undefined) return null;
  for (const index of message.unitIndices) {
    const unit = units[index];
    const doubt = unit?.kind === 'frame' ? contentDoubt(unit, conversation) : null;
    if (doubt !== null) return { doubt };
  }
  const data = messageData(message, units, trace.streams[message.direction]);
  return { type: message.type, data };
}
