/**
 * What can be taken out of a conversation, and in which forms: some bits, a unit, one side's bytes,
 * or all of it.
 */

import { bytesCovering, lengthOfRange, type BitRange } from '#core/bytes/bit-range.ts';
import { toHex } from '#core/bytes/hex.ts';
import { unitBytes, type Conversation } from '#core/conversation/conversation.ts';
import { dissectUnit } from '#core/dissection/unit-dissection.ts';
import { senderOf, type Direction } from '#core/trace/direction.ts';
import { readStream } from '#core/trace/trace.ts';
import type { ConversationWords } from './conversation-words.ts';
import { conversationJsonPieces, toUnitDocument } from './dissection-json.ts';
import { conversationMarkdownPieces, unitMarkdown } from './dissection-markdown.ts';
import { frameDiagramSvg } from './frame-diagram-svg.ts';
import { SOURCE_FORM_IDS, SOURCE_PIECES } from './source-forms.ts';

export const EXPORT_FORM_IDS = [...SOURCE_FORM_IDS, 'json', 'markdown', 'svg'] as const;

export type ExportFormId = (typeof EXPORT_FORM_IDS)[number];

export type ExportScope =
  /** Bits of a unit, on the wire; whole bytes are taken. */
  | { readonly kind: 'selection'; readonly unitIndex: number; readonly range: BitRange }
  | { readonly kind: 'unit'; readonly unitIndex: number }
  /** All that one side sent. */
  | { readonly kind: 'stream'; readonly direction: Direction }
  | { readonly kind: 'all' };

/**
 * The forms that fit, in the order of the list: an array has no place for two directions, and only
 * frames are drawn.
 */
export function formsFor(scope: ExportScope, conversation: Conversation): ExportFormId[] {
  switch (scope.kind) {
    case 'selection':
      return [...SOURCE_FORM_IDS];
    case 'stream':
      // An array has no sign for bytes that nobody knows.
      return conversation.trace.streams[scope.direction].gaps.length > 0
        ? []
        : [...SOURCE_FORM_IDS];
    case 'unit': {
      const kind = conversation.units[scope.unitIndex]?.kind;
      if (kind === 'not-captured') return ['json', 'markdown'];
      const isDrawn = kind === 'frame' || kind === 'cut-header';
      return EXPORT_FORM_IDS.filter((form) => form !== 'svg' || isDrawn);
    }
    case 'all':
      return ['hex', 'json', 'markdown'];
  }
}

/** Bytes that would be exported. */
export function sizeOfScope(scope: ExportScope, { trace, units }: Conversation): number {
  const { streams } = trace;
  switch (scope.kind) {
    case 'selection': {
      const { start, end } = bytesCovering(scope.range);
      return end - start;
    }
    case 'unit': {
      const { start, end } = units[scope.unitIndex]?.range ?? { start: 0, end: 0 };
      return end - start;
    }
    case 'stream':
      return streams[scope.direction].length;
    case 'all':
      return streams['client-to-server'].length + streams['server-to-client'].length;
  }
}

/** Above this many bytes, or units in a report, making the text would be felt. */
const MOST_QUICK_BYTES = 64 * 1024;
const MOST_QUICK_UNITS = 100;

/** Whether the text can be made at once, while somebody looks; else it is better made in pieces. */
export function isQuickToExport(
  scope: ExportScope,
  form: ExportFormId,
  conversation: Conversation,
): boolean {
  const isReport = scope.kind === 'all' && form !== 'hex';
  if (isReport && conversation.units.length > MOST_QUICK_UNITS) return false;
  return sizeOfScope(scope, conversation) <= MOST_QUICK_BYTES;
}

/** The text in pieces, each of which takes little time to make. Expects a form that fits. */
export function* exportPieces(
  scope: ExportScope,
  form: ExportFormId,
  conversation: Conversation,
  words: ConversationWords,
): Generator<string, void> {
  switch (form) {
    case 'json':
      if (!('unitIndex' in scope)) return yield* conversationJsonPieces(conversation, words);
      yield JSON.stringify(toUnitDocument(conversation, scope.unitIndex, words), null, 2);
      return yield '\n';
    case 'markdown':
      if (!('unitIndex' in scope)) return yield* conversationMarkdownPieces(conversation, words);
      return yield unitMarkdown(conversation, scope.unitIndex, words);
    case 'svg':
      if ('unitIndex' in scope) yield unitSvg(scope.unitIndex, conversation, words);
      return;
    default:
      if (scope.kind === 'all') return yield* followedLines(conversation, words);
      return yield* SOURCE_PIECES[form](bytesOf(scope, conversation));
  }
}

export function exportText(...request: Parameters<typeof exportPieces>): string {
  return [...exportPieces(...request)].join('');
}

function unitSvg(unitIndex: number, { trace, units }: Conversation, words: ConversationWords) {
  const unit = units[unitIndex];
  if (unit === undefined) throw new RangeError(`expected a unit ${unitIndex}, got none`);
  const sender = senderOf(unit.direction);
  const title = words.unitTitle(unitIndex);
  return frameDiagramSvg(dissectUnit(trace, unit), words, { title, sender });
}

/**
 * A line for each unit, the server’s indented, as tshark follows a stream: it can be pasted here
 * again. Of bytes that were not captured it says how many, as a comment.
 */
function* followedLines(
  { trace, units }: Conversation,
  words: ConversationWords,
): Generator<string, void> {
  for (const [index, unit] of units.entries()) {
    const indent = unit.direction === 'server-to-client' ? '\t' : '';
    yield unit.kind === 'not-captured'
      ? `${indent}# ${words.unitTitle(index)}, ${words.size(lengthOfRange(unit.range))}\n`
      : `${indent}${toHex(unitBytes(trace, unit))}\n`;
  }
}

function bytesOf(
  scope: Exclude<ExportScope, { kind: 'all' }>,
  conversation: Conversation,
): Uint8Array {
  const { trace, units } = conversation;
  if (scope.kind === 'stream') return readStream(trace, scope.direction);
  const unit = units[scope.unitIndex];
  if (unit === undefined) throw new RangeError(`expected a unit ${scope.unitIndex}, got none`);
  const bytes = unitBytes(trace, unit);
  if (scope.kind === 'unit') return bytes;
  const { start, end } = bytesCovering(scope.range);
  return bytes.subarray(start, end);
}
