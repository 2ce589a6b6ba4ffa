/** Fields, parts of start lines and headings that were found in a text, put together to heads. */

import type { Block, BlockReading } from '#core/paste/block.ts';
import { BlockWriter } from '#core/paste/block-writer.ts';
import type { PastedLines } from '#core/paste/lines/pasted-lines.ts';
import type { TextRange } from '#core/paste/text/text-range.ts';
import type { Side } from '#core/trace/direction.ts';
import { splitBySide } from './head-sides.ts';
import { ENOUGH_WEIGHT, fieldWeight } from './known-fields.ts';
import {
  writeMadeHead,
  writtenAt,
  type MadeField,
  type MadeHead,
  type StartLinePart,
  type StartLineParts,
} from './made-head.ts';
import { isWebSocketAddress } from './request-address.ts';
import type { Section } from './section.ts';

export type PartOfHead =
  | { readonly kind: 'field'; readonly field: MadeField }
  | { readonly kind: keyof StartLineParts; readonly range: StartLinePart }
  /** A heading, or null for an empty line. */
  | { readonly kind: 'section'; readonly section: Section | null }
  /** Something of the tool that is no part of a head. */
  | { readonly kind: 'other'; readonly range: TextRange };

/** Whether parts are surely those of heads. */
export function areHeads(text: string, parts: readonly PartOfHead[]): boolean {
  let weight = 0;
  for (const part of parts) {
    if (part.kind === 'field') weight += fieldWeight(part.field.name, part.field.value);
    if (part.kind === 'target' && isWebSocketAddress(writtenAt(text, part.range))) weight += 2;
    if (part.kind === 'status' && text.startsWith('101', part.range.start)) weight += 1;
    if (weight >= ENOUGH_WEIGHT) return true;
  }
  return false;
}

type Lines = { readonly from: number; readonly to: number };

/** The block of some lines with these parts; null if they are no heads. */
export function blockOfParts(
  lines: PastedLines,
  { from, to }: Lines,
  parts: readonly PartOfHead[],
  options: { readonly only?: Side; readonly isGet?: boolean } = {},
): Block | null {
  if (!areHeads(lines.text, parts)) return null;
  const reading = readParts(lines.text, parts, options);
  if (reading.pieces.length === 0) return null;
  const start = Math.min(...reading.pieces.map((piece) => piece.textStart));
  return {
    from,
    to,
    // What is before the fields of the first line is a label.
    start: start < lines.end(from) ? start : lines.content(from),
    end: lines.contentEnd(to - 1),
    readings: [reading],
  };
}

function readParts(
  text: string,
  parts: readonly PartOfHead[],
  { only, isGet = false }: { readonly only?: Side; readonly isGet?: boolean },
): BlockReading {
  const writer = new BlockWriter();
  for (const head of headsOf(parts, only)) writeMadeHead(writer, text, { ...head, isGet });
  writer.leaveOut('comments', parts.filter(({ kind }) => kind === 'other').length);
  const headings = parts.filter((part) => part.kind === 'section' && part.section !== null);
  writer.leaveOut('labels', headings.length);
  return writer.finish('http', 'sure');
}

function headsOf(parts: readonly PartOfHead[], only: Side | undefined): MadeHead[] {
  const groups = groupsOf(parts, only);
  const [method, target, status] = (['method', 'target', 'status'] as const).map((kind) =>
    parts.flatMap((part) => (part.kind === kind ? [part.range] : [])).at(0),
  );
  const heads: MadeHead[] = groups.map((group) => ({ ...group, parts: {} }));
  if (method ?? target) {
    const own = {
      ...(method && { method }),
      ...(target && { target }),
    };
    if (target || heads.some(({ side }) => side === 'client')) addToFirst(heads, 'client', own);
  }
  if (status) addToFirst(heads, 'server', { status });
  const [first, second, ...others] = heads;
  // A tool that shows both shows them in any order.
  const isPair = others.length === 0 && first?.side === 'server' && second?.side === 'client';
  return isPair ? [second, first] : heads;
}

function addToFirst(heads: MadeHead[], side: Side, parts: StartLineParts): void {
  const index = heads.findIndex((head) => head.side === side);
  const head = heads[index];
  if (head) heads[index] = { ...head, parts };
  else if (side === 'client') heads.unshift({ side, parts, fields: [] });
  else heads.push({ side, parts, fields: [] });
}

/** The fields of each head. Headings and empty lines separate them. */
function groupsOf(parts: readonly PartOfHead[], only: Side | undefined) {
  const groups: { side: Side; fields: readonly MadeField[] }[] = [];
  let fields: MadeField[] = [];
  let told: Side | null = only ?? null;
  const close = () => {
    if (fields.length === 0) return;
    groups.push(...(told === null ? splitBySide(fields) : [{ side: told, fields }]));
    fields = [];
  };
  for (const part of parts) {
    if (part.kind === 'field') fields.push(part.field);
    if (part.kind !== 'section' || part.section === 'note') continue;
    close();
    if (part.section === 'client' || part.section === 'server') told = part.section;
    else if (part.section === 'general') told = only ?? null;
  }
  close();
  return groups;
}
