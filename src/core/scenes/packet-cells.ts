/** The cells of a travelling packet, each with the kind of its bytes. */

import { fragmentText } from '#core/conversation/fragment-text.ts';
import { isReadable } from '#core/conversation/content-doubt.ts';
import { unitBytes, type Conversation } from '#core/conversation/conversation.ts';
import { frameByteKind, opcodeByteKind } from '#core/conversation/unit-byte-kind.ts';
import type { FrameUnit } from '#core/conversation/unit.ts';
import { isControlOpcode, OPCODE } from '#core/protocol/framing/opcode.ts';
import { decodeClosePayload } from '#core/protocol/messages/close-payload.ts';
import { framePayload } from '#core/story/calls.ts';
import { isWhole } from '#core/story/carried-segment.ts';
import { ownStory } from '#core/story/own-story.ts';
import type { Step } from '#core/story/step.ts';
import type { Story } from '#core/story/story.ts';
import type { PacketCell } from './mark.ts';
import type { PacketSlot } from './sequence-slots.ts';
import { stepByteKind } from './step-kind.ts';

export function packetCells(step: Step, story: Story): PacketCell<PacketSlot>[] {
  const { unit } = step;
  if (unit?.kind === 'frame') {
    const own = ownStory(story, step);
    return isWhole(step) ? frameCells(unit, own) : partCells(unit, step, own);
  }
  return [{ kind: stepByteKind(step), slot: { id: 'step-label', step, form: 'short' } }];
}

/** A part of a frame: the bytes of its header that the step carries, and how many others. */
function partCells(
  unit: FrameUnit,
  { carried }: Step,
  { conversation: { trace } }: Story,
): PacketCell<PacketSlot>[] {
  const bytes = trace.streams[unit.direction].read(carried.start, carried.end);
  const start = carried.start - unit.range.start;
  const kind = frameByteKind(unit.header);
  const cells: PacketCell<PacketSlot>[] = [];
  let rest = bytes.length;
  for (const index of [0, 1] as const) {
    const byte = bytes[index - start];
    if (byte === undefined) continue;
    const cellKind = index === 0 ? opcodeByteKind(unit.header) : 'length';
    cells.push({ kind: cellKind, slot: { id: 'header-byte', index, byte } });
    rest--;
  }
  if (rest > 0) cells.push({ kind, slot: { id: 'part-size', bytes: rest } });
  return cells;
}

function frameCells(unit: FrameUnit, { conversation }: Story): PacketCell<PacketSlot>[] {
  const [first = 0, second = 0] = unitBytes(conversation.trace, unit);
  const { payloadLength, maskingKey } = unit.header;
  const kind = frameByteKind(unit.header);
  const cells: PacketCell<PacketSlot>[] = [
    {
      kind: opcodeByteKind(unit.header),
      slot: { id: 'header-byte', index: 0, byte: first },
    },
    { kind: 'length', slot: { id: 'header-byte', index: 1, byte: second } },
  ];
  if (payloadLength.form !== 7) {
    cells.push({ kind: 'length', slot: { id: 'payload-length', bytes: payloadLength.value } });
  }
  if (maskingKey) cells.push({ kind: 'mask', slot: { id: 'masking-key' } });
  const payload = framePayload(unit, conversation);
  if (payload.length > 0) cells.push({ kind, slot: payloadSlot(unit, payload, conversation) });
  return cells;
}

/** Ping and Pong frames usually contain text, although they need not (RFC 6455 §5.5.2). */
function payloadSlot(unit: FrameUnit, payload: Uint8Array, conversation: Conversation): PacketSlot {
  const { header, messageOpcode } = unit;
  if (header.opcode === OPCODE.close)
    return { id: 'close-payload', ...decodeClosePayload(payload) };
  const isText = messageOpcode === OPCODE.text || isControlOpcode(header.opcode);
  return isText && isReadable(unit, conversation)
    ? { id: 'payload-text', text: fragmentText(payload, unit) }
    : { id: 'payload-size', bytes: payload.length };
}
