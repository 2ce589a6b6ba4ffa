/** Lines between those of a dump: times, names of blocks, directions. */

import { readFollowHeader } from './follow-header.ts';

export type DumpRemark =
  /** tcpdump's line about a packet. */
  | { readonly kind: 'time'; readonly atMs: number }
  /**
   * tshark's name of the next block: "Frame (77 bytes):". Other blocks repeat contents of the
   * frame.
   */
  | { readonly kind: 'block'; readonly isOther: boolean }
  | { readonly kind: 'follow' | 'header-row' | 'prose' }
  | { readonly kind: 'node'; readonly speaker: 0 | 1; readonly address: string }
  /** text2pcap's "I" and "O". */
  | { readonly kind: 'speaker'; readonly speaker: 0 | 1 };

const LONGEST = 400;

const TIME = /^(?:(\d{4})-(\d\d)-(\d\d)[ T])?(\d\d):(\d\d):(\d\d)[.,](\d{1,9})\b/;
const BLOCK = /^([A-Z][\w ()/.-]*) \(\d+ bytes?\):$/;
const HEADER_ROW = /^(?:Label: .*|Path: .*|(?:Offset(?: Bytes)? )?\s*00 01 02 03 04 05 06 07\b.*)$/;

const PROSE: DumpRemark = { kind: 'prose' };

export function dumpRemarkOf(text: string, start: number, end: number): DumpRemark {
  if (end - start > LONGEST) return PROSE;
  const header = readFollowHeader(text, start, end);
  if (header?.kind === 'node') return header;
  if (header !== null) return { kind: 'follow' };
  const line = text.slice(start, end);
  const time = TIME.exec(line);
  if (time) return { kind: 'time', atMs: millisecondsOf(time) };
  const block = BLOCK.exec(line)?.[1];
  if (block !== undefined) return { kind: 'block', isOther: block !== 'Frame' };
  if (line === 'I' || line === 'O') return { kind: 'speaker', speaker: line === 'O' ? 0 : 1 };
  return HEADER_ROW.test(line) ? { kind: 'header-row' } : PROSE;
}

/**
 * Only differences matter, so any day will do if the line contains none. Dates become day counts
 * with leap years.
 */
function millisecondsOf([
  ,
  year,
  month,
  day,
  hour,
  minute,
  second,
  fraction,
]: RegExpExecArray): number {
  const seconds = (Number(hour) * 60 + Number(minute)) * 60 + Number(second);
  const days = year === undefined ? 0 : dayNumber(Number(year), Number(month), Number(day));
  return (days * 86_400 + seconds) * 1000 + Number(`0.${fraction ?? 0}`) * 1000;
}

/** Days since 1 March of the year 0. */
function dayNumber(year: number, month: number, day: number): number {
  const years = month > 2 ? year : year - 1;
  const months = (month + 9) % 12;
  const leapDays = Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400);
  return 365 * years + leapDays + Math.floor((153 * months + 2) / 5) + day - 1;
}
