/** The labels of arrows in a diagram. */

import { fragmentText } from '#core/conversation/fragment-text.ts';
import { isReadable } from '#core/conversation/content-doubt.ts';
import type { FrameUnit, Unit } from '#core/conversation/unit.ts';
import { closePayloadOf } from '#core/conversation/frame-content.ts';
import { findField } from '#core/protocol/http/field-line.ts';
import { FIELD } from '#core/protocol/http/field-name.ts';
import type { LabelForm } from '#core/scenes/sequence-slots.ts';
import type { ClosePayload } from '#core/protocol/messages/close-payload.ts';
import { isControlOpcode, OPCODE, opcodeName } from '#core/protocol/framing/opcode.ts';
import { framePayload } from '#core/story/calls.ts';
import { isWhole } from '#core/story/carried-segment.ts';
import { ownStory } from '#core/story/own-story.ts';
import type { Step } from '#core/story/step.ts';
import type { Story } from '#core/story/story.ts';
import { quoted } from '#content/phrasing/quotation.ts';

/** In the form that an arrow has room for. A part of a frame never has the text of all of it. */
export function stepLabel(step: Step, whole: Story, form: LabelForm = 'full'): string {
  const story = ownStory(whole, step);
  const { unit } = step;
  switch (step.kind) {
    case 'tcp-syn':
      return 'SYN';
    case 'tcp-syn-ack':
      return 'SYN-ACK';
    case 'tcp-ack':
    case 'tcp-end-ack':
    case 'tcp-last-ack':
      return 'ACK';
    case 'tcp-fin':
      return 'FIN';
    case 'tcp-reset':
      return 'RST';
    case 'open':
      return form === 'full' ? 'open: either side can send' : 'open';
    case 'gave-up':
      return 'gives up';
    case 'tcp-segment':
      return form === 'word' ? 'next' : 'next part';
    case 'tcp-retransmission':
      if (form === 'word') return 'again';
      return `${unit === null ? signalLabel(step) : unitLabel(unit, story, form)}, again`;
    case 'unit':
  }
  if (unit === null) return '';
  if (unit.kind === 'frame' && !isWhole(step)) {
    const name = frameName(unit, 'word');
    return form === 'word' ? `${name}…` : `${name}, first part`;
  }
  return unitLabel(unit, story, form);
}

/** Of a step that repeats a signal. */
function signalLabel({ id }: Step): string {
  if (id.includes('fin')) return 'FIN';
  if (id.includes('syn-ack')) return 'SYN-ACK';
  return 'SYN';
}

function unitLabel(unit: Unit, story: Story, form: LabelForm): string {
  switch (unit.kind) {
    case 'request': {
      const { method, target } = unit.head.startLine;
      if (form === 'word') return method;
      const asks = findField(unit.head.fields, FIELD.upgrade) !== null;
      return form === 'full' && asks ? `${method} ${target} · Upgrade` : `${method} ${target}`;
    }
    case 'response': {
      const { status, reason } = unit.head.startLine;
      return form === 'full' ? `${status} ${reason}` : String(status);
    }
    case 'frame':
      return frameLabel(unit, story, form);
    case 'cut-head':
    case 'cut-header':
      return 'cut off';
    case 'empty-line':
      return 'empty line';
    case 'body':
      return 'body';
    case 'http2':
      return 'HTTP/2';
    case 'after-close':
      return 'bytes after Close';
    case 'not-read':
      return 'not read';
    case 'not-captured':
      return 'missing bytes';
    case 'payload-rest':
      return 'rest of a payload';
    case 'unplaced':
      return 'without a place';
  }
}

function frameLabel(unit: FrameUnit, story: Story, form: LabelForm): string {
  const name = frameName(unit, form);
  if (form === 'word') return name;
  const close = closePayloadOf(unit, story.conversation.trace.streams[unit.direction]);
  if (close) {
    const label = form === 'full' ? closeLabel(close) : String(close.code ?? '');
    return [name, label].join(' ').trim();
  }
  if (isControlOpcode(unit.header.opcode)) return name;
  const isText = unit.messageOpcode === OPCODE.text;
  if (!isText || !isReadable(unit, story.conversation)) return name;
  const text = fragmentText(framePayload(unit, story.conversation), unit);
  return form === 'full' ? `${name} ${quoted(text, 16)}` : quoted(text, 8);
}

function frameName({ header: { opcode } }: FrameUnit, form: LabelForm): string {
  const name = opcodeName(opcode);
  if (form === 'full') return name;
  return opcode === OPCODE.continuation ? 'cont.' : name.replace('reserved', 'res.');
}

/** "1000 “bye”"; empty for a Close frame without a code. */
export function closeLabel({ code, reason }: ClosePayload): string {
  return [code ?? '', reason && quoted(reason, 12)].filter(Boolean).join(' ');
}
