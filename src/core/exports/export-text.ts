/** Exports bits, a unit, one direction or a whole conversation, in any form that fits. */

import { bytesCovering, lengthOfRange, type BitRange } from '#core/bytes/bit-range.ts';
import { unitBytes, type Conversation } from '#core/conversation/conversation.ts';
import { plainLine } from '#core/paste/assembly/plain-text.ts';
import { dissectUnit } from '#core/dissection/unit-dissection.ts';
import { senderOf, type Direction } from '#core/trace/direction.ts';
import { readStream } from '#core/trace/trace.ts';
import type { ConversationWords } from './conversation-words.ts';
import { conversationJsonPieces, toUnitDocument } from './dissection-json.ts';
import { conversationMarkdownPieces, unitMarkdown } from './dissection-markdown.ts';
import { frameDiagramSvg } from './frame-diagram-svg.ts';
import { packetFilePieces, type PacketFileOptions } from './packet-file.ts';
import { SOURCE_FORM_IDS, SOURCE_PIECES } from './source-forms.ts';
import { unitsCsvPieces } from './units-csv.ts';

export const EXPORT_FORM_IDS = [
  ...SOURCE_FORM_IDS,
  'json',
  'csv',
  'markdown',
  'svg',
  'pcapng',
] as const;

export type ExportFormId = (typeof EXPORT_FORM_IDS)[number];

export type ExportScope =
  /** Wire bits of a unit, extended to whole bytes. */
  | { readonly kind: 'selection'; readonly unitIndex: number; readonly range: BitRange }
  | { readonly kind: 'unit'; readonly unitIndex: number }
  /** Everything that one side sent. */
  | { readonly kind: 'stream'; readonly direction: Direction }
  | { readonly kind: 'all' };

/**
 * The forms that fit, in list order. Source arrays can't contain two directions, and only frames
 * have a diagram.
 */
export function formsFor(scope: ExportScope, conversation: Conversation): ExportFormId[] {
  switch (scope.kind) {
    case 'selection':
      return [...SOURCE_FORM_IDS];
    case 'stream':
      // An array can't represent unknown bytes.
      return conversation.trace.streams[scope.direction].gaps.length > 0
        ? []
        : [...SOURCE_FORM_IDS];
    case 'unit': {
      const kind = conversation.units[scope.unitIndex]?.kind;
      if (kind === 'not-captured') return ['json', 'markdown'];
      const isDrawn = kind === 'frame' || kind === 'cut-header';
      return EXPORT_FORM_IDS.filter(
        (form) => !OF_CONVERSATIONS.includes(form) && (form !== 'svg' || isDrawn),
      );
    }
    case 'all':
      return ['hex', 'json', 'csv', 'markdown', 'pcapng'];
  }
}

const OF_CONVERSATIONS: readonly ExportFormId[] = ['csv', 'pcapng'];

/** The number of exported bytes. */
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

/** Larger exports would block the page noticeably. */
const MAX_QUICK_BYTES = 64 * 1024;
const MAX_QUICK_UNITS = 100;

/** Whether the text can be made immediately. Otherwise it should be made in pieces. */
export function isQuickToExport(
  scope: ExportScope,
  form: ExportFormId,
  conversation: Conversation,
): boolean {
  // A capture can't be shown as text.
  if (form === 'pcapng') return false;
  const isReport = scope.kind === 'all' && form !== 'hex';
  if (isReport && conversation.units.length > MAX_QUICK_UNITS) return false;
  return sizeOfScope(scope, conversation) <= MAX_QUICK_BYTES;
}

/** The text in pieces, each of which is quick to make. `form` must fit the scope. */
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
    case 'csv':
      return yield* unitsCsvPieces(conversation, words);
    case 'pcapng':
      throw new Error('expected a form of text, got pcapng');
    case 'svg':
      if ('unitIndex' in scope) yield unitSvg(scope.unitIndex, conversation, words);
      return;
    default:
      if (scope.kind === 'all') return yield* labelledLines(conversation, words);
      return yield* SOURCE_PIECES[form](bytesOf(scope, conversation));
  }
}

/** The contents of a file in pieces: bytes for a capture, otherwise text. */
export function* exportFilePieces(
  scope: ExportScope,
  form: ExportFormId,
  conversation: Conversation,
  words: ConversationWords,
  capture: PacketFileOptions,
): Generator<string | Uint8Array<ArrayBuffer>, void> {
  if (form === 'pcapng') yield* packetFilePieces(conversation.trace, capture);
  else yield* exportPieces(scope, form, conversation, words);
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
 * One line per unit, with its sender, which its bytes alone can't show if they break a rule. Decode
 * can read it. Bytes that were not captured become a comment with their number.
 */
function* labelledLines(
  { trace, units }: Conversation,
  words: ConversationWords,
): Generator<string, void> {
  for (const [index, unit] of units.entries()) {
    const { kind, direction, range } = unit;
    yield kind === 'not-captured'
      ? `# ${words.directions[direction]}: ${words.unitTitle(index)}, ${words.size(lengthOfRange(range))}\n`
      : `${plainLine(direction, unitBytes(trace, unit))}\n`;
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
