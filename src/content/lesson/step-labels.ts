/** The labels of arrows in a diagram. */

import { fromUtf8 } from '#core/bytes/text.ts';
import type { FrameUnit, Unit } from '#core/conversation/unit.ts';
import { closePayloadOf } from '#core/conversation/frame-content.ts';
import type { ClosePayload } from '#core/protocol/messages/close-payload.ts';
import { OPCODE, opcodeName } from '#core/protocol/framing/opcode.ts';
import { framePayload } from '#core/story/calls.ts';
import type { Step } from '#core/story/step.ts';
import type { Story } from '#core/story/story.ts';
import { formatCount } from '#content/phrasing/quantity.ts';
import { quoted } from '#content/phrasing/quotation.ts';

/** Short, because an arrow has little room. */
export function stepLabel(step: Step, story: Story): string {
  const { unit } = step;
  switch (step.kind) {
    case 'tcp-syn':
      return 'SYN';
    case 'tcp-syn-ack':
      return 'SYN-ACK';
    case 'tcp-ack':
    case 'tcp-last-ack':
      return 'ACK';
    case 'tcp-fin':
      return 'FIN';
    case 'tcp-reset':
      return 'RST';
    case 'open':
      return 'open: either side can send';
    case 'gave-up':
      return 'gives up';
    case 'tcp-segment':
      return `next ${formatCount(step.carried.end - step.carried.start)} B`;
    case 'tcp-retransmission':
      return `${unit === null ? signalLabel(step) : unitLabel(unit, story)}, again`;
    case 'unit':
  }
  return unit === null ? '' : unitLabel(unit, story);
}

/** Of a step that repeats a signal. */
function signalLabel({ id }: Step): string {
  if (id.includes('fin')) return 'FIN';
  if (id.includes('syn-ack')) return 'SYN-ACK';
  return id.includes('syn') ? 'SYN' : 'ACK';
}

function unitLabel(unit: Unit, story: Story): string {
  switch (unit.kind) {
    case 'request':
      return `${unit.head.startLine.method} ${unit.head.startLine.target} · Upgrade`;
    case 'response':
      return `${unit.head.startLine.status} ${unit.head.startLine.reason}`;
    case 'frame':
      return frameLabel(unit, story);
    case 'cut-head':
    case 'cut-header':
      return 'cut off';
    case 'body':
      return 'body';
    case 'http2':
      return 'HTTP/2';
    case 'after-close':
      return 'bytes after Close';
    case 'not-read':
      return 'not read';
    case 'not-captured':
      return `${formatCount(unit.range.end - unit.range.start)} B not captured`;
    case 'payload-rest':
      return `rest of a payload, ${formatCount(unit.range.end - unit.range.start)} B`;
    case 'unplaced':
      return `${formatCount(unit.range.end - unit.range.start)} B without a place`;
  }
}

function frameLabel(unit: FrameUnit, story: Story): string {
  const name = opcodeName(unit.header.opcode);
  const close = closePayloadOf(unit, story.conversation.trace.streams[unit.direction]);
  if (close) return [name, closeLabel(close)].join(' ').trim();
  const payload = framePayload(unit, story.conversation);
  if (name === 'ping' || name === 'pong') return name;
  const isText = name === 'text' || (name === 'continuation' && unit.messageOpcode === OPCODE.text);
  return isText
    ? `${name} ${quoted(fromUtf8(payload), 16)}`
    : `${name} ${formatCount(payload.length)} B`;
}

/** "1000 “bye”"; empty for a Close frame without a code. */
export function closeLabel({ code, reason }: ClosePayload): string {
  return [code ?? '', reason && quoted(reason, 12)].filter(Boolean).join(' ');
}
