/** What the parts of a conversation are called, and what each says in a line. */

import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromUtf8, fromValidUtf8 } from '#core/bytes/text.ts';
import type { Conversation } from '#core/conversation/conversation.ts';
import { payloadOf, type Message } from '#core/conversation/message.ts';
import type { UnitName } from '#core/conversation/unit-name.ts';
import type { CutUnit, FrameUnit, GapUnit, Unit } from '#core/conversation/unit.ts';
import { decodeClosePayload } from '#core/protocol/messages/close-payload.ts';
import { isControlOpcode, OPCODE, opcodeName } from '#core/protocol/framing/opcode.ts';
import { senderOf } from '#core/trace/direction.ts';
import { OPCODE_NOTES } from '#content/reference/opcode-notes.ts';
import { offsetsOf } from '#content/phrasing/positions.ts';
import { countOf, formatCount } from '#content/phrasing/quantity.ts';
import { hexOf, quoted, visible } from '#content/phrasing/quotation.ts';

/** "Frame 4", "Request", "Response". */
export function unitTitle(unit: Unit, { kind, number }: UnitName): string {
  if (kind === 'frame') return `Frame ${formatCount(number)}`;
  switch (unit.kind) {
    case 'request':
      return 'Request';
    case 'response':
      return 'Response';
    case 'cut-head':
      return 'Cut head';
    case 'body':
      return 'Body';
    case 'not-read':
      return 'Bytes not read';
    case 'not-captured':
      return 'Bytes not captured';
    case 'payload-rest':
      return 'Rest of a payload';
    case 'unplaced':
      return 'Bytes without a place';
    default:
      return 'Bytes after the close';
  }
}

/** What it is, in a word: "text", "ping", "GET". */
export function unitType(unit: Unit): string {
  switch (unit.kind) {
    case 'frame': {
      const { name, short } = OPCODE_NOTES[opcodeName(unit.header.opcode)];
      return short ?? name;
    }
    case 'request':
      return visible(unit.head.startLine.method);
    case 'response':
      return String(unit.head.startLine.status);
    case 'cut-header':
    case 'cut-head':
      return 'cut';
    case 'body':
      return 'body';
    case 'not-captured':
      return 'gap';
    case 'payload-rest':
      return 'rest';
    case 'after-close':
    case 'not-read':
    case 'unplaced':
      return 'unread';
  }
}

/** What it says, and a remark on that. Either may be empty. */
export type UnitSummary = { readonly said: string; readonly remark: string };

export function unitSummary(unit: Unit, { trace }: Conversation): UnitSummary {
  switch (unit.kind) {
    case 'frame': {
      const { said, remark } = frameSummary(unit, payloadStart(unit, trace));
      const remarks = [remark, unit.isAssumed ? 'assumed' : ''];
      return { said, remark: remarks.filter((each) => each !== '').join(', ') };
    }
    case 'request':
      return { said: visible(unit.head.startLine.target), remark: '' };
    case 'response':
      return { said: visible(unit.head.startLine.reason), remark: '' };
    case 'cut-header':
    case 'cut-head':
      return { said: '', remark: cutWords(unit) };
    case 'body':
      return { said: '', remark: 'content of the response' };
    case 'after-close':
      return { said: '', remark: 'nobody reads on after a close' };
    case 'not-read':
      return { said: '', remark: 'more frames than are shown at once' };
    case 'not-captured':
      return { said: '', remark: GAP_REMARKS[unit.goesOn] };
    case 'payload-rest':
      return { said: '', remark: 'of the same payload' };
    case 'unplaced':
      return { said: '', remark: 'of frames without a header' };
  }
}

const GAP_REMARKS: Readonly<Record<GapUnit['goesOn'], string>> = {
  known: 'not captured',
  assumed: 'what follows is assumed',
  nowhere: 'what follows can’t be told',
};

/** More than a summary shows, whatever a character takes. */
const SUMMARY_BYTES = 160;

/** As much of what a frame says as a summary could show. */
function payloadStart(unit: FrameUnit, trace: Conversation['trace']): Uint8Array {
  if (unit.inflation) return unit.inflation.bytes.subarray(0, SUMMARY_BYTES);
  const { range, headerSize } = unit;
  const end = Math.min(range.end, range.start + headerSize + SUMMARY_BYTES);
  return payloadOf({ ...unit, range: { ...range, end } }, trace.streams[unit.direction]);
}

function frameSummary(unit: FrameUnit, payload: Uint8Array): UnitSummary {
  const { header, messageOpcode, missing, notCaptured } = unit;
  const isContinuation = header.opcode === OPCODE.continuation;
  const cut =
    notCaptured === undefined
      ? missing > 0
        ? `${countOf(missing, 'byte')} missing`
        : ''
      : `${countOf(notCaptured, 'byte')} not captured`;
  if (header.opcode === OPCODE.close) {
    const { code, reason } = decodeClosePayload(payload);
    const said = [code ?? '', reason === '' ? '' : quoted(reason, 24)].join(' ').trim();
    return { said, remark: cut || (code === null ? 'without a code' : '') };
  }
  if (isControlOpcode(header.opcode)) {
    const said = payload.length > 0 ? textOrHex(payload) : '';
    return { said, remark: cut || (payload.length > 0 ? '' : 'empty') };
  }
  const isReadable = !header.rsv1 || unit.inflation !== undefined;
  const isText = messageOpcode === OPCODE.text && isReadable;
  const said = isText ? quoted(fromUtf8(payload), 28) : hexOf(payload, 6);
  const progress = header.isFinal ? (isContinuation ? 'message ends' : '') : 'more to come';
  return { said, remark: cut || progress || (payload.length > 0 || isText ? '' : 'empty') };
}

function textOrHex(bytes: Uint8Array): string {
  const text = fromValidUtf8(bytes);
  return text === null ? hexOf(bytes, 6) : quoted(text, 24);
}

/** What is missing of a frame or head that the bytes end within; empty where nothing is. */
export function cutWords(unit: FrameUnit | CutUnit): string {
  switch (unit.kind) {
    case 'frame': {
      if (unit.missing === 0) return '';
      const { value, exact } = unit.header.payloadLength;
      if (unit.notCaptured !== undefined) {
        return `${formatCount(unit.notCaptured)} of ${countOf(exact ?? value, 'byte')} of payload were not captured`;
      }
      return `${formatCount(unit.missing)} of ${countOf(exact ?? value, 'byte')} of payload are missing`;
    }
    case 'cut-header':
      return `the header is cut: at least ${countOf(unit.missing ?? 1, 'byte')} of it missing`;
    case 'cut-head':
      return 'the empty line that ends the head is missing';
  }
}

/** "Gap in what the server sent, bytes 0x81–0x9c0". */
export function gapHeading({ direction, range }: Unit): string {
  return `Gap in what the ${senderOf(direction)} sent, ${offsetsOf(range.start, range.end)}`;
}

/** "A" for the first message, "Z", then "AA". */
export function messageLetter(index: number): string {
  const letter = String.fromCharCode(0x41 + (index % 26));
  return index < 26 ? letter : messageLetter(Math.floor(index / 26) - 1) + letter;
}

/** "from frame 2", "from frames 1 + 3", "from 12 frames". */
export function messageOrigin({ unitIndices }: Message, names: readonly UnitName[]): string {
  const numbers = unitIndices.map((index) => names[index]?.number ?? 0);
  if (numbers.length > 4) return `from ${countOf(numbers.length, 'frame')}`;
  return `from frame${numbers.length > 1 ? 's' : ''} ${numbers.join(' + ')}`;
}

/** What a message says; its first frames are enough for as much as fits. */
export function messageSummary(message: Message, { units, trace }: Conversation): string {
  const parts: Uint8Array[] = [];
  let size = 0;
  for (const index of message.unitIndices) {
    const unit = units[index];
    if (unit?.kind === 'frame') parts.push(payloadStart(unit, trace));
    size += parts.at(-1)?.length ?? 0;
    if (size > SUMMARY_BYTES) break;
  }
  const bytes = concatBytes(parts);
  return message.type === 'text' ? quoted(fromUtf8(bytes), 32) : hexOf(bytes, 6);
}

/** Why a control frame stands between two fragments, where one does; null where none does. */
export function interleavingNote(conversation: Conversation): string | null {
  const { messages, units } = conversation;
  for (const { unitIndices, direction, type } of messages) {
    for (let at = 1; at < unitIndices.length; at++) {
      const [before = 0, after = 0] = [unitIndices[at - 1], unitIndices[at]];
      const between = units
        .slice(before + 1, after)
        .find((unit) => unit.kind === 'frame' && unit.direction === direction);
      const rest = units[after];
      if (between === undefined || rest?.kind !== 'frame') continue;
      const what = type === 'text' ? unitSummary(rest, conversation).said : 'the rest';
      return `A control frame may come between the fragments of a message, and is answered at once. That is why the ${unitType(between)} did not wait for ${what}.`;
    }
  }
  return null;
}
