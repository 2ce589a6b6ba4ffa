/** Words for a paste: the form it was read in, what was left out or lost, and what wasn't read. */

import type { FormId } from '#core/paste/form.ts';
import type { PasteProblem, TextWithoutBytes } from '#core/paste/problem.ts';
import type { LeftOut, Lost, Reading, ReadingConfidence } from '#core/paste/reading.ts';
import { countOf, formatCount } from '#content/phrasing/quantity.ts';
import { quoted } from '#content/phrasing/quotation.ts';

/**
 * The form's name in a line of facts: "hex · 35 bytes". The name that users of the program know.
 */
export const FORM_NAMES: Readonly<Record<FormId, string>> = {
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
  'decimal-words': 'dump of decimal words',
  'decimal-words-big-endian': 'dump of decimal words (big-endian)',
  'wireshark-dump': 'Wireshark hex dump',
  'format-hex': 'PowerShell Format-Hex',
  gdb: 'gdb x/xb',
  'gdb-words': 'gdb (little-endian words)',
  'gdb-words-big-endian': 'gdb (big-endian words)',
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
  'octal-list': 'list of octal numbers',
  'buffer-json': 'Buffer as JSON',
  'escaped-string': 'string with \\x escapes',
  'octal-string': 'string with octal escapes',
  'decimal-string': 'string with decimal escapes',
  'system-call': 'strace',
  percent: 'percent-encoding',
  'quoted-printable': 'quoted-printable',
  'angle-escapes': 'bytes in angle brackets',
  'brace-escapes': 'bytes in braces',
  'control-notation': 'control characters as cat -v prints them',
  entities: 'numeric HTML entities',
  'byte-table': 'table that explains bytes',
  base64: 'base64',
  base64url: 'base64url',
  base32: 'base32',
  'data-url': 'data URL',
  http: 'HTTP text',
  har: 'HAR file',
  'websockets-log': 'log of Python’s websockets',
  'devtools-events': 'events of Chrome’s DevTools',
  'net-log': 'Chromium’s net log',
  'json-frames': 'JSON with frames',
  'json-messages': 'JSON with messages',
  'json-hex-messages': 'JSON with messages in hex',
  'json-base64-messages': 'JSON with messages in base64',
  'own-export': 'JSON of this site',
  'akka-log': 'log of akka-http',
  'tungstenite-log': 'log of tungstenite',
  'frame-log': 'log with the fields of frames',
  'message-rows': 'rows of a list of messages',
  'terminal-messages': 'messages shown in a terminal',
  'no-bytes': 'text without bytes',
  text: 'text of a message',
  json: 'JSON of a message',
  'socket-io': 'Socket.IO message',
  sockjs: 'SockJS frame',
};

/** "xxd", "HTTP text and xxd", "HTTP text, xxd and 2 more forms", "printed Buffer, as payloads". */
export function readingName({
  form,
  forms,
  variant,
}: Pick<Reading, 'form' | 'forms' | 'variant'>): string {
  const [, second, ...others] = forms;
  const names = second === undefined ? [FORM_NAMES[form]] : [FORM_NAMES[form], FORM_NAMES[second]];
  const name =
    others.length === 0
      ? names.join(' and ')
      : `${names.join(', ')} and ${countOf(others.length, 'more form')}`;
  return variant === null ? name : `${name}, as payloads`;
}

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
  'other-packets': (count) => countOf(count, 'other packet'),
  'other-blocks': (count) =>
    countOf(count, 'block that repeats a frame', 'blocks that repeat frames'),
};

/** "16 offsets": what was recognized but isn't part of the bytes. */
export function leftOutWords({ kind, count }: LeftOut): string {
  return LEFT_OUT[kind](count);
}

/** What the text mentions but doesn't contain. */
export function lostWords({ kind, printer, shown, total, count }: Lost): string {
  const missing = total === null ? null : total - shown;
  const times = count === 1 ? '' : `, in ${formatCount(count)} places`;
  const all = total ?? shown;
  switch (kind) {
    case 'print-limit':
    case 'elided': {
      const advice = HOW_TO_PRINT[printer ?? ''];
      const words =
        missing === null
          ? `Some bytes were left out when this was printed${times}. The text doesn’t say how many.`
          : `${printer ?? 'The program'} printed ${formatCount(shown)} of ${countOf(all, 'byte')}${times}. The other ${formatCount(missing)} aren’t in the text.`;
      return advice === undefined ? words : `${words} ${advice}`;
    }
    case 'capture-limit':
      return `The capture kept ${formatCount(shown)} of ${countOf(all, 'byte')} of its packets. Capture with tcpdump -s 0 to get all of them.`;
    case 'missing-lines':
      return count === 1
        ? `The offsets go from ${formatCount(shown)} to ${formatCount(all)}: ${countOf(missing ?? 0, 'byte')} in between are missing.`
        : `Lines are missing in ${formatCount(count)} places, by the offsets: ${countOf(missing ?? 0, 'byte')} in all.`;
    case 'declared-length-differs':
      return `The text announces ${countOf(all, 'byte')} but contains ${formatCount(shown)}${times}.`;
    case 'carriage-returns':
      return shown === 0
        ? `Lines of a head end with CR LF. The text contains no CR, so ${formatCount(all)} were added.`
        : `Lines of a head end with CR LF. The text contains ${formatCount(shown)} of ${countOf(all, 'CR')}, so the others were added.`;
    case 'empty-line':
      return `The empty line that ends a head isn’t in the text${times}, so it was added.`;
    case 'head-parts':
      return `The text contains only part of a head${times}. Placeholders replace the rest, and aren’t judged.`;
  }
}

/** How to have everything printed, by the program that left something out. */
const HOW_TO_PRINT: Readonly<Record<string, string>> = {
  Node: "To get all of them, log bytes.toString('hex').",
  websockets: 'To get all of them, increase WEBSOCKETS_MAX_LOG_SIZE, or log message.hex().',
  strace: 'To get all of them, run strace with -s 65535.',
  Foundation: 'To get all of them, print each byte with String(format: "%02x", byte).',
};

/** How to get the bytes undamaged. */
const RECIPE =
  "Copy them as hex instead: in Wireshark “Copy Bytes as a Hex Stream”, in a terminal through xxd, in Node bytes.toString('hex').";

/** While the first digit of a byte is typed, in place of the problem that it would be. */
export const HALF_TYPED = 'The last byte needs a second digit.';

/** For problems beyond those that are listed. */
export function moreProblems(count: number): string {
  return `And ${countOf(count, 'more problem')}.`;
}

/** Why part of the text wasn't read. `place` is the line and column. */
export function problemWords(
  problem: PasteProblem,
  place: { readonly line: number; readonly column: number },
): string {
  const where = `Line ${formatCount(place.line)}, column ${formatCount(place.column)}`;
  // Other parts of the text can be read all the same.
  const rest = 'This part was read up to here.';
  switch (problem.kind) {
    case 'not-hex':
      return `${where}: ${quoted(problem.character)} isn’t a hex digit. ${rest}`;
    case 'not-json':
      return `${where}: ${quoted(problem.character)} doesn’t belong in JSON here. ${rest}`;
    case 'cut-json':
      return `${where}: the JSON ends early. Its complete parts were read.`;
    case 'not-an-escape':
      return `${where}: a backslash before ${quoted(problem.character)} isn’t an escape. ${rest}`;
    case 'odd-digit':
      return problem.digits === 1
        ? `${where}: a byte with only one digit. ${rest}`
        : `${where}: ${formatCount(problem.digits)} hex digits together are an odd number. One is probably missing. ${rest}`;
    case 'not-a-byte':
      return `${where}: ${quoted(problem.written)} isn’t a byte. A byte is 0 to 255, or −128 to 127. ${rest}`;
    case 'expression':
      return `${where}: this is a calculation. Paste its result instead. ${rest}`;
    case 'characters-lost':
      return `${where}: bytes that weren’t text became U+FFFD. They are lost. ${RECIPE}`;
    case 'bytes-as-dots':
      return `${where}: bytes that can’t be printed became dots. They are lost. ${RECIPE}`;
    case 'bytes-replaced':
      return `${where}: EF BF BD, ${problem.count === 1 ? 'once' : `${formatCount(problem.count)} times`}. Text decoders write this in place of bytes that aren’t text, so bytes are probably lost. ${RECIPE}`;
    case 'no-bytes': {
      const { title, advice } = withoutBytesWords(problem.text);
      return `${title}. ${advice}`;
    }
    case 'damaged-export':
      return problem.path === ''
        ? `${where}: this is an export of this site, but it was cut or changed.`
        : `${where}: this is an export of this site, but ${quoted(problem.path)} was changed or is missing. ${rest}`;
    case 'too-much':
      return `${where}: the star means ${countOf(problem.bytes, 'byte')} of repeated lines, more than can be read here. ${rest}`;
  }
}

/** What a text without bytes is, and what to do. */
export type WithoutBytesWords = { readonly title: string; readonly advice: string };

export function withoutBytesWords(text: TextWithoutBytes): WithoutBytesWords {
  return WITHOUT_BYTES[text];
}

const WITHOUT_BYTES: Readonly<Record<TextWithoutBytes, WithoutBytesWords>> = {
  'packet-list': {
    title: 'This is a packet list, without bytes',
    advice:
      'In Wireshark, use “Copy Bytes as a Hex Stream” on a packet. Or open the capture file here.',
  },
  'dissection-tree': {
    title: 'This is a tree of fields, without bytes',
    advice:
      'In Wireshark, use “Copy Bytes as a Hex Stream” on the packet. Or open the capture file here.',
  },
  'packet-json': {
    title: 'This JSON describes packets without their bytes',
    advice:
      'Run tshark with -x too, or with -T fields -e tcp.srcport -e tcp.dstport -e tcp.payload.',
  },
  'proxy-session': {
    title: 'This is a Charles session, which can’t be read here',
    advice: 'Export it as HAR, or copy a message as hex.',
  },
  'message-list': {
    title: 'This is a list of messages, without their frames',
    advice: 'Export the connection as HAR, or copy one message at a time.',
  },
  certificate: {
    title: 'This is a certificate or a key, without frames',
    advice: 'It belongs to TLS. Paste what was sent inside the TLS connection.',
  },
  'access-log': {
    title: 'This is an access log, without bytes',
    advice: 'It contains only requests and statuses. To get bytes, capture the connection.',
  },
  'program-log': {
    title: 'This is a log, without bytes',
    advice: 'Log what the socket sends and receives as hex, or capture it with tcpdump.',
  },
  'har-without-messages': {
    title: 'This HAR file has no WebSocket messages',
    advice: 'Chromium exports them, but Firefox doesn’t.',
  },
  'devtools-events': {
    title: 'These events have no WebSocket messages',
    advice: 'Record Network.webSocketFrameSent and Network.webSocketFrameReceived.',
  },
  'net-log': {
    title: 'This net log has no bytes',
    advice: 'Record it again with “Include raw bytes”, in chrome://net-export.',
  },
  'socat-text': {
    title: 'The bytes of these transfers are lost',
    advice: 'Unprintable bytes became dots. Run socat with -x instead of -v.',
  },
  'followed-ascii': {
    title: 'The bytes of this stream are lost',
    advice: 'Unprintable bytes became dots. In “Follow TCP Stream”, choose “Hex Dump” or “Raw”.',
  },
  'tcpdump-ascii': {
    title: 'The bytes of these packets are lost',
    advice: 'Unprintable bytes became dots. Run tcpdump with -X instead of -A.',
  },
  'error-message': {
    title: 'This is an error message, without bytes',
    advice: 'Look it up to see its causes. To see what was sent, capture the connection.',
  },
};
