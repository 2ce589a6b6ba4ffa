/** What stands on a packet while it travels: a few cells, each in the colour of its kind. */

import { toHexByte } from '#core/bytes/hex.ts';
import { fromUtf8 } from '#core/bytes/text.ts';
import { unitBytes } from '#core/conversation/conversation.ts';
import type { ByteKind } from '#core/trace/byte-kind.ts';
import type { FrameUnit } from '#core/conversation/unit.ts';
import { frameByteKind, opcodeByteKind, unitByteKind } from '#core/conversation/unit-byte-kind.ts';
import { decodeClosePayload } from '#core/protocol/messages/close-payload.ts';
import { isControlOpcode, OPCODE } from '#core/protocol/framing/opcode.ts';
import { framePayload } from '#core/story/calls.ts';
import type { Step } from '#core/story/step.ts';
import type { Story } from '#core/story/story.ts';
import { formatCount } from '#content/phrasing/quantity.ts';
import { quoted } from '#content/phrasing/quotation.ts';
import { stepLabel } from './step-labels.ts';

export type PacketCell = { readonly text: string; readonly kind: ByteKind };

/** The kind that a step is drawn in. */
export function stepKindOf({ unit }: Pick<Step, 'unit'>): ByteKind {
  return unit === null ? 'tcp' : unitByteKind(unit);
}

export function packetCells(step: Step, story: Story): PacketCell[] {
  const kind = stepKindOf(step);
  if (step.unit?.kind !== 'frame') return [{ text: stepLabel(step, story), kind }];
  return frameCells(step.unit, story);
}

function frameCells(unit: FrameUnit, story: Story): PacketCell[] {
  const wire = unitBytes(story.conversation.trace, unit);
  const cells: PacketCell[] = [
    { text: toHexByte(wire[0] ?? 0), kind: opcodeByteKind(unit.header) },
    { text: toHexByte(wire[1] ?? 0), kind: 'length' },
  ];
  if (unit.header.payloadLength.form !== 7) {
    cells.push({ text: formatCount(unit.header.payloadLength.value), kind: 'length' });
  }
  if (unit.header.maskingKey) cells.push({ text: 'mask', kind: 'mask' });
  const payload = framePayload(unit, story.conversation);
  if (payload.length > 0) cells.push(payloadCell(unit, payload));
  return cells;
}

function payloadCell(unit: FrameUnit, payload: Uint8Array): PacketCell {
  const kind = frameByteKind(unit.header);
  if (unit.header.opcode === OPCODE.close) {
    const { code, reason } = decodeClosePayload(payload);
    return { text: [code ?? '', reason && quoted(reason, 12)].filter(Boolean).join(' '), kind };
  }
  const isText = unit.messageOpcode === OPCODE.text || isControlOpcode(unit.header.opcode);
  const text = isText ? quoted(fromUtf8(payload), 12) : `${formatCount(payload.length)} B`;
  return { text, kind };
}
