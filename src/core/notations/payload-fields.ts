/**
 * tshark's field output, one packet per line: numbers, times, ports, and finally the payload in
 * hex.
 */

import { isBlank } from './characters.ts';
import { transcribeHexPairs } from './hex-pairs.ts';
import { linesOf } from './lines.ts';
import type { Reading } from './reading.ts';
import { Transcript } from './transcript.ts';

/** Fields before the payload are short. */
const LONGEST_HEAD = 200;

type Row = { readonly fields: readonly string[]; readonly start: number; readonly end: number };

/**
 * Every line with tabs must be a row of several fields, the last of them hex, or empty for a packet
 * without data. Other lines are terminal output around it.
 */
export function readPayloadFields(text: string): Reading[] {
  const transcript = new Transcript();
  let ports: readonly [string, string] | null = null;
  for (const line of linesOf(text)) {
    const row = rowOf(text, line.start, line.end);
    if (row === null) {
      transcript.leaveOut('prose');
      continue;
    }
    const pair = portsIn(row.fields);
    if (pair === null) return [];
    if (ports === null) {
      ports = pair;
      transcript.name(0, pair[0]);
      transcript.name(1, pair[1]);
    }
    if (row.start === row.end) {
      transcript.leaveOut('other-packets');
      continue;
    }
    transcript.leaveOut('labels');
    transcript.begin(pair[0] === ports[0] ? 0 : 1, timeIn(row.fields));
    if (transcribeHexPairs(text, row.start, transcript) < row.end) return [];
  }
  return transcript.count > 0 ? [transcript.finish('tshark-fields', 'sure')] : [];
}

function rowOf(text: string, start: number, end: number): Row | null {
  const head = text.slice(start, Math.min(end, start + LONGEST_HEAD));
  const tab = head.lastIndexOf('\t');
  if (tab === -1) return null;
  let last = end;
  while (last > start + tab + 1 && isBlank(text.charCodeAt(last - 1))) last--;
  return { fields: head.slice(0, tab).split('\t'), start: start + tab + 1, end: last };
}

/** Two neighbouring integers up to 65535, or two addresses: source and destination. */
function portsIn(fields: readonly string[]): readonly [string, string] | null {
  for (let at = fields.length - 2; at >= 0; at--) {
    const [source = '', destination = ''] = fields.slice(at, at + 2);
    const areAlike = isAddress(source) && isAddress(destination) && source !== destination;
    if (areAlike) return [source, destination];
  }
  return null;
}

function isAddress(field: string): boolean {
  return (
    /^\d{1,5}$/.test(field) ||
    /^(?:\d{1,3}\.){3}\d{1,3}$/.test(field) ||
    /^[\da-f:]*::?[\da-f:]+$/i.test(field)
  );
}

/** Seconds since 1970 or since the start of the capture: the only field with a fraction. */
function timeIn(fields: readonly string[]): number | null {
  const time = fields.find((field) => /^\d{1,12}\.\d{3,9}$/.test(field));
  return time === undefined ? null : Number(time) * 1000;
}
