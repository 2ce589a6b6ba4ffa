/**
 * Words for a paste: the form it was read in, what was omitted or lost, and where reading stopped.
 */

import type { NotationId, NotationProblem } from '#core/notations/notation.ts';
import type { ReadingConfidence, LeftOut, Lost } from '#core/notations/reading.ts';
import { countOf, formatCount } from '#content/phrasing/quantity.ts';
import { quoted } from '#content/phrasing/quotation.ts';

/**
 * The form's name in a line of facts: "hex · 35 bytes". The name that users of the program know.
 */
export const NOTATION_NAMES: Readonly<Record<NotationId, string>> = {
  hex: 'hex',
  'hex-log': 'hex in a log',
  bits: 'binary digits',
  xxd: 'xxd',
  'xxd-little-endian': 'xxd -e (little-endian words)',
  'xxd-bits': 'xxd -b (binary digits)',
  hexdump: 'hexdump (little-endian words)',
  'hexdump-canonical': 'hexdump -C',
  'od-hex': 'od -t x1',
  'od-octal': 'od -b (octal)',
  'od-words': 'od (octal words)',
  'od-words-big-endian': 'od (octal words, big-endian)',
  'od-characters': 'od -c',
  'wireshark-dump': 'Wireshark hex dump',
  'format-hex': 'PowerShell Format-Hex',
  gdb: 'gdb x/xb',
  'hex-dump': 'hex dump',
  tcpdump: 'tcpdump',
  'tshark-dump': 'tshark -x',
  'tshark-fields': 'tshark -T fields',
  'tshark-json': 'tshark -T json',
  'packet-hex': 'hex of whole packets',
  'follow-hex': 'Wireshark follow stream (hex dump)',
  'follow-raw': 'Wireshark follow stream (raw)',
  'follow-yaml': 'Wireshark follow stream (YAML)',
  'follow-arrays': 'Wireshark follow stream (C arrays)',
  'node-buffer': 'printed Buffer',
  'hex-string': 'hex in quotes',
  'byte-array': 'byte array',
  'c-array': 'C array',
  'hex-list': 'list of hex numbers',
  'decimal-list': 'list of decimal numbers',
  'number-list': 'list of numbers',
  'buffer-json': 'Buffer as JSON',
  'escaped-string': 'string with \\x escapes',
  'octal-string': 'string with octal escapes',
  'decimal-string': 'string with decimal escapes',
  'system-call': 'strace',
  percent: 'percent-encoding',
  'quoted-printable': 'quoted-printable',
  base64: 'base64',
  base64url: 'base64url',
  'data-url': 'data URL',
  http: 'HTTP text',
  har: 'HAR file',
  'websockets-log': 'log of Python’s websockets',
  'dotted-text': 'ASCII text with dots',
  text: 'text of a message',
  json: 'JSON of a message',
  'socket-io': 'Socket.IO message',
};

/** How certain a reading is. Shown beside its name if there are several. */
export const CONFIDENCE_WORDS: Readonly<Record<ReadingConfidence, string>> = {
  sure: 'sure',
  likely: 'likely',
  possible: 'possible',
};

/** What can be pasted, with an example of each. */
export const PASTABLE: readonly { readonly form: string; readonly example: string }[] = [
  { form: 'hex, spaced or not', example: '810548656c6c6f' },
  { form: 'dumps with offsets', example: '00000000: 8105 4865 6c6c 6f  ..Hello' },
  { form: 'followed streams, both directions', example: '> 818537fa213d7f9f4d5158' },
  { form: 'lists of numbers', example: '[129, 5, 72, 101, 108, 108, 111]' },
  { form: 'strings with escapes', example: '"\\x81\\x05Hello"' },
  { form: 'base64', example: 'gQVIZWxsbw==' },
  { form: 'what Node prints', example: '<Buffer 81 05 48 65 6c 6c 6f>' },
];

const LEFT_OUT: Readonly<Record<LeftOut['kind'], (count: number) => string>> = {
  offsets: (count) => countOf(count, 'offset'),
  'ascii-column': (count) => `the characters beside ${countOf(count, 'line')}`,
  labels: (count) => countOf(count, 'label'),
  times: (count) => countOf(count, 'line with a time', 'lines with times'),
  'packet-headers': (count) => `${countOf(count, 'byte')} of packet headers`,
  'declared-length': (count) => countOf(count, 'announced length'),
  'program-text': () => 'the program text around it',
  comments: (count) => countOf(count, 'comment'),
  prose: (count) => countOf(count, 'line of other text', 'lines of other text'),
  'other-packets': (count) =>
    countOf(count, 'packet without bytes of it', 'packets without bytes of it'),
  'other-blocks': (count) =>
    countOf(count, 'block that shows a frame once more', 'blocks that show a frame once more'),
};

/** "16 offsets": what was recognized but isn't part of the bytes. */
export function leftOutWords({ kind, count }: LeftOut): string {
  return LEFT_OUT[kind](count);
}

/** What the text mentions but doesn't contain. */
export function lostWords({ kind, printer, shown, total }: Lost): string {
  const missing = total - shown;
  switch (kind) {
    case 'print-limit':
      return `${printer ?? 'The program'} printed ${formatCount(shown)} of ${countOf(total, 'byte')}. The other ${formatCount(missing)} are not in the text: log them as hex, bytes.toString('hex'), to have them all.`;
    case 'capture-limit':
      return `The capture kept ${formatCount(shown)} of ${countOf(total, 'byte')} of its packets. Capture with -s 0 to have them all.`;
    case 'missing-lines':
      return `The offsets go from ${formatCount(shown)} to ${formatCount(total)}: ${countOf(missing, 'byte')} in between are missing.`;
    case 'declared-length-differs':
      return shown < total
        ? `The text announces ${countOf(total, 'byte')} and has ${formatCount(shown)}.`
        : `The text announces ${countOf(total, 'byte')} and has ${formatCount(shown)}: more than that.`;
    case 'carriage-returns':
      return `Lines of a head end with CR LF; the text has lost ${countOf(missing, 'CR')}, which are added again.`;
    case 'empty-line':
      return 'The empty line that ends a head is missing in the text, and is added.';
  }
}

/** How to get the bytes undamaged. */
const RECIPE =
  "Copy them as hex instead: in Wireshark “Copy Bytes as a Hex Stream”, in a terminal through xxd, in Node bytes.toString('hex').";

/** Where reading stopped, and what happened to the rest. `place` is the line and column. */
export function problemWords(
  problem: NotationProblem,
  place: { readonly line: number; readonly column: number },
): string {
  const where = `Line ${formatCount(place.line)}, column ${formatCount(place.column)}`;
  const rest = 'The bytes before it were read, the rest wasn’t.';
  switch (problem.kind) {
    case 'not-hex':
      return `${where}: ${quoted(problem.character)} isn’t a hex digit. ${rest}`;
    case 'not-base64':
      return `${where}: ${quoted(problem.character)} isn’t a base64 character. ${rest}`;
    case 'not-an-escape':
      return `${where}: a backslash before ${quoted(problem.character)} isn’t an escape. ${rest}`;
    case 'not-a-number':
      return `${where}: ${quoted(problem.character)} doesn’t begin a number. ${rest}`;
    case 'odd-digit':
      return problem.digits === 1
        ? `${where}: a digit without its second half. ${rest}`
        : `${where}: these are ${formatCount(problem.digits)} digits together, an odd number. One is probably missing. ${rest}`;
    case 'not-a-byte':
      return `${where}: ${quoted(problem.written)} isn’t a byte. Bytes go from 0 to 255, or from −128 to 127. ${rest}`;
    case 'expression':
      return `${where}: this has to be computed first. Print the result, and paste that. ${rest}`;
    case 'characters-lost':
      return `${where}: bytes that weren’t text became U+FFFD and are lost. ${RECIPE}`;
    case 'bytes-as-dots':
      return `${where}: bytes that can’t be printed became dots and are lost. ${RECIPE}`;
    case 'no-bytes':
      return `${where}: this describes frames without all of their bytes. Let tshark print them too: -T fields -e tcp.srcport -e tcp.dstport -e tcp.payload, or -x.`;
    case 'other-form':
      return `${where}: this looks like bytes in another notation than the rest, so it was not read. Paste it separately.`;
    case 'too-much':
      return `${where}: the star means ${countOf(problem.bytes, 'byte')} of repeated lines, more than can be read here. ${rest}`;
  }
}
