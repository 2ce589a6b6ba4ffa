/**
 * tshark's field output, one packet per line: numbers, times, addresses, ports, and finally the
 * payload in hex; perhaps below a line with the fields' names.
 */

import type { Block, Told } from '#core/paste/block.ts';
import { BlockWriter } from '#core/paste/block-writer.ts';
import type { PastedLines } from '#core/paste/lines/pasted-lines.ts';
import { isBlank } from '#core/paste/text/characters.ts';
import { transcribeHexPairs } from '#core/paste/text/hex-pairs.ts';

/** Fields before the payload are short. */
const LONGEST_HEAD = 200;

type Row = { readonly fields: readonly string[]; readonly start: number; readonly end: number };

export function claimTsharkFields(lines: PastedLines, from: number): Block | null {
  const writer = new BlockWriter();
  let line = from;
  for (; line < lines.count && !lines.isEmpty(line); line++) {
    const row = rowOf(lines, line);
    if (row === null) break;
    if (line === from && isFieldNames(row.fields, lines.text.slice(row.start, row.end))) {
      writer.leaveOut('labels');
      continue;
    }
    const told = toldBy(row.fields);
    if (told === null) break;
    // Pairs of digits between tabs are bytes.
    if (row.end - row.start === 2 && row.fields.every((field) => /^[\da-f]{2}$/i.test(field)))
      break;
    if (row.start === row.end) {
      writer.leaveOut('other-packets');
      continue;
    }
    const before = writer.count;
    writer.begin(row.start, told);
    if (transcribeHexPairs(lines.text, row.start, writer) < row.end) {
      writer.collector.dropTo(before);
      break;
    }
    writer.leaveOut('labels');
  }
  if (writer.count === 0) return null;
  const start = lines.content(from);
  const end = lines.contentEnd(line - 1);
  return { from, to: line, start, end, readings: [writer.finish('tshark-fields', 'sure')] };
}

function rowOf(lines: PastedLines, line: number): Row | null {
  const { text } = lines;
  const start = lines.content(line);
  const end = lines.end(line);
  const head = text.slice(start, Math.min(end, start + LONGEST_HEAD));
  const tab = head.lastIndexOf('\t');
  if (tab === -1) return null;
  let last = end;
  while (last > start + tab + 1 && isBlank(text.charCodeAt(last - 1))) last--;
  return { fields: head.slice(0, tab).split('\t'), start: start + tab + 1, end: last };
}

const FIELD_NAME = /^[a-z][\w]*(?:\.[a-z][\w]*)+$/;

function isFieldNames(fields: readonly string[], last: string): boolean {
  return fields.every((field) => FIELD_NAME.test(field)) && FIELD_NAME.test(last);
}

/** The sender and receiver, of which at least the sender is an address; null for another line. */
function toldBy(fields: readonly string[]): Partial<Told> | null {
  const atMs = timeIn(fields);
  for (let at = fields.length - 2; at >= 0; at--) {
    const [source = '', destination = ''] = fields.slice(at, at + 2);
    if (isAddress(source) && isAddress(destination) && arePeers(source, destination))
      return { source, destination, atMs };
  }
  const source = fields.findLast((field) => isFullAddress(field));
  return source === undefined ? null : { source, atMs };
}

/** Clients get high ports. Two small numbers are bytes, or count something. */
function arePeers(source: string, destination: string): boolean {
  if (source === destination) return false;
  return [source, destination].some((each) => isFullAddress(each) || Number(each) >= 1024);
}

/** An integer up to 65535, or an address. */
function isAddress(field: string): boolean {
  return /^\d{1,5}$/.test(field) || isFullAddress(field);
}

function isFullAddress(field: string): boolean {
  return /^(?:\d{1,3}\.){3}\d{1,3}$/.test(field) || /^[\da-f:]*::?[\da-f:]+$/i.test(field);
}

/** Seconds since 1970 or since the start of the capture: the only field with a fraction. */
function timeIn(fields: readonly string[]): number | null {
  const time = fields.find((field) => /^\d{1,12}\.\d{3,9}$/.test(field));
  return time === undefined ? null : Number(time) * 1000;
}
