/** What can be taken out of a conversation, and in which forms: some bits, a unit, one side's bytes, or all of it. */

import { bytesCovering, type BitRange } from '#core/bytes/bit-range.ts';
import { toHex } from '#core/bytes/hex.ts';
import { unitBytes, type Conversation } from '#core/dissection/conversation.ts';
import { dissectUnit } from '#core/dissection/unit-dissection.ts';
import { senderOf, type Direction } from '#core/trace/direction.ts';
import { readStream } from '#core/trace/trace.ts';
import type { ConversationWords } from './conversation-words.ts';
import { toConversationDocument, toUnitDocument } from './dissection-json.ts';
import { conversationMarkdown, unitMarkdown } from './dissection-markdown.ts';
import { frameDiagramSvg } from './frame-diagram-svg.ts';
import { SOURCE_FORM_IDS, SOURCE_FORMS } from './source-forms.ts';

export const EXPORT_FORM_IDS = [...SOURCE_FORM_IDS, 'json', 'markdown', 'svg'] as const;

export type ExportFormId = (typeof EXPORT_FORM_IDS)[number];

export type ExportScope =
  /** Bits of a unit, on the wire; whole bytes are taken. */
  | { readonly kind: 'selection'; readonly unitIndex: number; readonly range: BitRange }
  | { readonly kind: 'unit'; readonly unitIndex: number }
  /** All that one side sent. */
  | { readonly kind: 'stream'; readonly direction: Direction }
  | { readonly kind: 'all' };

/** The forms that fit, in the order of the list: an array has no place for two directions, and only frames are drawn. */
export function formsFor(scope: ExportScope, conversation: Conversation): ExportFormId[] {
  switch (scope.kind) {
    case 'selection':
    case 'stream':
      return [...SOURCE_FORM_IDS];
    case 'unit': {
      const kind = conversation.units[scope.unitIndex]?.kind;
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

/** Expects a form that fits. */
export function exportText(
  scope: ExportScope,
  form: ExportFormId,
  conversation: Conversation,
  words: ConversationWords,
): string {
  switch (form) {
    case 'json':
      return toJson(scope, conversation, words);
    case 'markdown':
      return 'unitIndex' in scope
        ? unitMarkdown(conversation, scope.unitIndex, words)
        : conversationMarkdown(conversation, words);
    case 'svg':
      return 'unitIndex' in scope ? unitSvg(scope.unitIndex, conversation, words) : '';
    default:
      return scope.kind === 'all'
        ? followedHex(conversation)
        : SOURCE_FORMS[form](bytesOf(scope, conversation));
  }
}

function toJson(scope: ExportScope, conversation: Conversation, words: ConversationWords): string {
  const document =
    'unitIndex' in scope
      ? toUnitDocument(conversation, scope.unitIndex, words)
      : toConversationDocument(conversation, words);
  return `${JSON.stringify(document, null, 2)}\n`;
}

function unitSvg(unitIndex: number, { trace, units }: Conversation, words: ConversationWords) {
  const unit = units[unitIndex];
  if (unit === undefined) throw new RangeError(`expected a unit ${unitIndex}, got none`);
  const sender = senderOf(unit.direction);
  const title = words.unitTitle(unitIndex);
  return frameDiagramSvg(dissectUnit(trace, unit), words, { title, sender });
}

/** A line for each unit, the server's indented, as tshark follows a stream: it can be pasted here again. */
function followedHex({ trace, units }: Conversation): string {
  const lines = units.map((unit) => {
    const indent = unit.direction === 'server-to-client' ? '\t' : '';
    return indent + toHex(unitBytes(trace, unit));
  });
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
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
