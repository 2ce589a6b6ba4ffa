/**
 * What a request, response or frame does to the side that sends it and to the side that receives it
 * (RFC 6455 §4, §5.5, §7.1).
 */

import type { Conversation } from '#core/conversation/conversation.ts';
import type { FrameUnit, ResponseUnit, Unit } from '#core/conversation/unit.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import { findField } from '#core/protocol/http/field-line.ts';
import { FIELD } from '#core/protocol/http/field-name.ts';
import { decodeClosePayload } from '#core/protocol/messages/close-payload.ts';
import { SWITCHING_PROTOCOLS } from '#core/protocol/opening/opening-response.ts';
import type { Arrivals } from './arrivals.ts';
import { framePayload, messageEndingAt } from './calls.ts';
import type { SideTrack } from './side-track.ts';
import type { PageEvent, StepCause } from './step.ts';

export type Sending = {
  readonly cause: StepCause | null;
  /** What the sender's own code hears. */
  readonly events: readonly PageEvent[];
};

export function sendUnit(unit: Unit, sender: SideTrack): Sending {
  // Why it was sent is unknown.
  if (unit.kind === 'not-captured') return { cause: null, events: [] };
  if (unit.kind === 'response') return sendResponse(unit, sender);
  if (unit.kind !== 'frame') return { cause: 'call', events: [] };
  const { opcode } = unit.header;
  if (opcode === OPCODE.pong) return { cause: 'answer', events: [] };
  if (opcode !== OPCODE.close) return { cause: 'call', events: [] };
  sender.take('close-sent');
  return { cause: sender.causeOfClose, events: [] };
}

function sendResponse({ head }: ResponseUnit, sender: SideTrack): Sending {
  const isSwitching = head.startLine.status === SWITCHING_PROTOCOLS;
  if (isSwitching) return { cause: 'answer', events: [{ kind: 'connection' }, ...sender.open()] };
  sender.take('handshake-failed');
  return { cause: 'answer', events: [] };
}

/** Returns what the receiver's code hears of a unit that is complete. */
export function receiveUnit(
  unitIndex: number,
  receiver: SideTrack,
  { received, failing }: Arrivals,
): readonly PageEvent[] {
  const { side } = receiver;
  const conversation = received[side];
  const unit = conversation.units[unitIndex];
  if (unit === undefined || !receiver.isReading) return [];
  if (unit.kind === 'request') receiver.startOpening();
  if (failing[side].has(unitIndex)) return receiver.fail();
  if (unit.kind !== 'frame') return [];
  const { opcode } = unit.header;
  if (opcode === OPCODE.close) {
    const { code, reason } = decodeClosePayload(framePayload(unit, conversation));
    receiver.receiveClose(code, reason);
    return [];
  }
  if (opcode === OPCODE.ping || opcode === OPCODE.pong) {
    return receiveControl(unit, receiver, conversation);
  }
  const message = messageEndingAt(unitIndex, conversation);
  if (message === null) return [];
  return receiver.hear(
    'doubt' in message ? { kind: 'unknown', ...message } : { kind: 'message', ...message },
  );
}

/** A page never hears of Pings and Pongs, because its browser answers them. */
function receiveControl(
  unit: FrameUnit,
  receiver: SideTrack,
  conversation: Conversation,
): readonly PageEvent[] {
  if (unit.notCaptured !== undefined) {
    return receiver.side === 'client'
      ? []
      : receiver.hear({ kind: 'unknown', doubt: 'not-captured' });
  }
  const kind = unit.header.opcode === OPCODE.ping ? 'ping' : 'pong';
  return receiver.hear({ kind, data: framePayload(unit, conversation) });
}

/** The client accepts the response. */
export function openClient(client: SideTrack, { received }: Arrivals): readonly PageEvent[] {
  const response = received.client.units.findLast((unit) => unit.kind === 'response');
  const fields = response?.head.fields ?? [];
  const protocol = findField(fields, FIELD.webSocketProtocol)?.value ?? '';
  const extensions = findField(fields, FIELD.webSocketExtensions)?.value ?? '';
  return client.openPage(protocol, extensions);
}
