/**
 * The title, the type and a one-line summary of each part of a conversation. Sources: RFC 6455 §5.4
 * and §5.5.1 for what may come between fragments and after a Close frame.
 */

import { fromUtf8, fromValidUtf8 } from '#core/bytes/text.ts';
import type { Conversation } from '#core/conversation/conversation.ts';
import type { UnitName } from '#core/conversation/unit-name.ts';
import { frameContent, messageStart, type FrameContent } from '#core/conversation/frame-content.ts';
import { findInterleaving } from '#core/conversation/interleaving.ts';
import type { Message } from '#core/conversation/message.ts';
import { missingPayload } from '#core/conversation/missing-bytes.ts';
import type { CutUnit, FrameUnit, GapUnit, Unit } from '#core/conversation/unit.ts';
import { OPCODE, opcodeName } from '#core/protocol/framing/opcode.ts';
import { senderOf } from '#core/trace/direction.ts';
import type { Trace } from '#core/trace/trace.ts';
import { OPCODE_NOTES } from '#content/reference/opcode-notes.ts';
import { offsetsOf } from '#content/phrasing/positions.ts';
import { countOf, formatCount } from '#content/phrasing/quantity.ts';
import { hexOf, quoted, visible, visibleStart } from '#content/phrasing/quotation.ts';

/** The content, and a remark about it. Either may be empty. */
export type UnitSummary = { readonly text: string; readonly remark: string };

/** The words for units of one kind. */
type UnitRow<U extends Unit> = {
  /** Null for frames, whose title is their number. */
  readonly title: string | null;
  type(unit: U): string;
  summary(unit: U, trace: Trace): UnitSummary;
};

const UNIT_ROWS: { readonly [Kind in Unit['kind']]: UnitRow<Unit & { kind: Kind }> } = {
  frame: {
    title: null,
    type: ({ header }) => {
      const { name, short } = OPCODE_NOTES[opcodeName(header.opcode)];
      return short ?? name;
    },
    summary: frameSummary,
  },
  request: {
    title: 'Request',
    type: ({ head }) => visible(head.startLine.method),
    summary: ({ head }) => ({ text: visibleStart(head.startLine.target), remark: '' }),
  },
  response: {
    title: 'Response',
    type: ({ head }) => String(head.startLine.status),
    summary: ({ head }) => ({ text: visibleStart(head.startLine.reason), remark: '' }),
  },
  'cut-header': {
    title: null,
    type: () => 'cut',
    summary: (unit) => ({ text: '', remark: cutWords(unit) }),
  },
  'cut-head': {
    title: 'Cut head',
    type: () => 'cut',
    summary: (unit) => ({ text: '', remark: cutWords(unit) }),
  },
  'empty-line': rowOf('Empty line', 'empty', 'before the request, and ignored'),
  body: rowOf('Body', 'body', 'content of the response'),
  http2: rowOf('HTTP/2', 'preface', 'of HTTP/2, and what follows it'),
  'after-close': rowOf('Bytes after the close', 'unread', 'sent after a Close frame'),
  'not-read': rowOf('Bytes not read', 'unread', 'more frames than are shown at once'),
  'not-captured': {
    title: 'Missing bytes',
    type: () => 'gap',
    summary: ({ goesOn }) => ({ text: '', remark: GAP_REMARKS[goesOn] }),
  },
  'payload-rest': rowOf('Rest of a payload', 'rest', 'of the same payload'),
  unplaced: rowOf('Bytes without a place', 'unread', 'of frames without a header'),
};

/** For a kind whose units all have the same words. */
function rowOf(title: string, type: string, remark: string): UnitRow<Unit> {
  return { title, type: () => type, summary: () => ({ text: '', remark }) };
}

function rowFor(unit: Unit): UnitRow<Unit> {
  return UNIT_ROWS[unit.kind];
}

/** "Frame 4", "Request", "Response". */
export function unitTitle(unit: Unit, { number }: UnitName): string {
  return rowFor(unit).title ?? `Frame ${formatCount(number)}`;
}

/** Its type, in a word: "text", "ping", "GET". */
export function unitType(unit: Unit): string {
  return rowFor(unit).type(unit);
}

export function unitSummary(unit: Unit, { trace }: Conversation): UnitSummary {
  return rowFor(unit).summary(unit, trace);
}

const GAP_REMARKS: Readonly<Record<GapUnit['goesOn'], string>> = {
  known: 'missing',
  assumed: 'what follows is assumed',
  nowhere: 'what follows can’t be read',
};

/** More than a summary shows, in characters of up to 4 bytes. */
const SUMMARY_BYTES = 160;

function frameSummary(unit: FrameUnit, trace: Trace): UnitSummary {
  const content = frameContent(unit, trace.streams[unit.direction], SUMMARY_BYTES);
  const { text, remark } = contentSummary(content, unit);
  const remarks = [missingWords(unit) || remark, unit.isAssumed ? 'assumed' : ''];
  return { text, remark: remarks.filter((each) => each !== '').join(', ') };
}

function contentSummary(content: FrameContent, unit: FrameUnit): UnitSummary {
  const { header } = unit;
  if (content.kind === 'close') {
    const { code, reason } = content;
    const text = [code ?? '', reason === '' ? '' : quoted(reason, 24)].join(' ').trim();
    return { text, remark: code === null ? 'without a code' : '' };
  }
  const { kind, bytes } = content;
  const isEmpty = bytes.length === 0;
  if (kind === 'control') {
    return isEmpty
      ? { text: '', remark: 'empty' }
      : { text: textOrHex(bytes, contentSize(unit)), remark: '' };
  }
  const text = kind === 'text' ? quoted(fromUtf8(bytes), 28) : hexOf(bytes, 6, contentSize(unit));
  const end = header.opcode === OPCODE.continuation ? 'message ends' : '';
  const progress = header.isFinal ? end : 'more to come';
  return { text, remark: progress || (isEmpty && kind === 'data' ? 'empty' : '') };
}

/** After a gap the range of a frame includes what is missing. */
function exactlyMissing(unit: FrameUnit): number | bigint {
  if (unit.notCaptured !== undefined) return unit.notCaptured;
  const { header, headerSize, range } = unit;
  return missingPayload(header.payloadLength, range.end - range.start - headerSize);
}

/** Bytes of the payload that are not here; empty for a whole frame. */
function missingWords(unit: FrameUnit): string {
  return unit.missing > 0 ? `${countOf(exactlyMissing(unit), 'byte')} missing` : '';
}

/** The size of what a summary shows the beginning of. */
function contentSize({ inflation, range, headerSize }: FrameUnit): number {
  return inflation?.bytes.length ?? range.end - range.start - headerSize;
}

function textOrHex(bytes: Uint8Array, size: number): string {
  const text = fromValidUtf8(bytes);
  return text === null ? hexOf(bytes, 6, size) : quoted(text, 24);
}

/** What is missing if the bytes end within a frame or head; empty for a whole frame. */
export function cutWords(unit: FrameUnit | CutUnit): string {
  switch (unit.kind) {
    case 'frame': {
      if (unit.missing === 0) return '';
      const { value, exact } = unit.header.payloadLength;
      return `${formatCount(exactlyMissing(unit))} of ${countOf(exact ?? value, 'byte')} of payload are missing`;
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

/** A message's content, as much as fits in a line. */
export function messageSummary(message: Message, { units, trace }: Conversation): string {
  const stream = trace.streams[message.direction];
  const bytes = messageStart(message, units, stream, SUMMARY_BYTES);
  return message.type === 'text'
    ? quoted(fromUtf8(bytes), 32)
    : hexOf(bytes, 6, Math.max(message.size, bytes.length));
}

/** Why a control frame is between two fragments; null if none is. */
export function interleavingNote(conversation: Conversation): string | null {
  const interleaving = findInterleaving(conversation);
  if (interleaving === null) return null;
  const { message, between, rest } = interleaving;
  const what = message.type === 'text' ? unitSummary(rest, conversation).text : 'the rest';
  return `A control frame may come between the fragments of a message. That is why the ${unitType(between)} did not wait for ${what}.`;
}
