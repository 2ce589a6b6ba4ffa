import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { NOTATION_IDS, type NotationId } from '#core/notations/notation.ts';
import { NOTATION_READERS, readText } from '#core/notations/read-text.ts';

const fixture = (name: string) =>
  readFileSync(path.join(import.meta.dirname, '../../fixtures', name), 'utf8');

/** A text in each notation. */
const EXAMPLES: Readonly<Record<NotationId, () => string>> = {
  hex: () => fixture('formats/35_ws_hexstream'),
  'hex-log': () => fixture('formats/40_csharp_prefixed'),
  bits: () => fixture('formats/31_binary'),
  xxd: () => fixture('formats/05_xxd-u'),
  'xxd-little-endian': () => fixture('formats/07_xxd-e_LE'),
  'xxd-bits': () => fixture('formats/06_xxd-b'),
  hexdump: () => fixture('formats/09_hexdump_LEwords'),
  'hexdump-canonical': () => fixture('formats/08_hexdump-C'),
  'od-hex': () => fixture('formats/11_od-tx1_octoff'),
  'od-octal': () => '0000000 201 005 110 145 154 154 157\n0000007\n',
  'od-words': () => fixture('text/s2c-frames.od-default.txt'),
  'od-words-big-endian': () => fixture('text/s2c-frames.od-default.txt'),
  'od-characters': () => fixture('formats/12_od-c'),
  'wireshark-dump': () => fixture('formats/34_ws_hexdump'),
  'format-hex': () => fixture('text/s2c-frames.powershell-format-hex.txt'),
  gdb: () => fixture('formats/37_gdb'),
  'hex-dump': () => '00000000 81 05 48 65 6c 6c 6f\n00000007\n',
  tcpdump: () => fixture('text/packets.tcpdump-xx-tttt-e.txt'),
  'tshark-dump': () => fixture('text/packets.tshark-x.txt'),
  'tshark-fields': () => fixture('text/packets.tshark-tcp-payload.txt'),
  'tshark-json': () => fixture('text/packets.tshark-ws-json.txt'),
  'packet-hex': () =>
    '0000   45 00 00 2f 00 00 40 00 40 06 00 00 7f 00 00 01\n' +
    '0010   7f 00 00 02 c3 ac 22 61 00 00 00 01 00 00 00 00\n' +
    '0020   50 18 01 00 00 00 00 00 81 05 48 65 6c 6c 6f\n',
  'follow-hex': () => fixture('text/stream.follow-hex.txt'),
  'follow-raw': () => fixture('text/stream.follow-raw.txt'),
  'follow-yaml': () => fixture('text/stream.follow-yaml.txt'),
  'follow-arrays': () => fixture('text/s2c-frames.wireshark-carray.txt'),
  'node-buffer': () => fixture('formats/23_node_Buffer'),
  'hex-string': () => fixture('text/one-frame.js-buffer-from-hex.txt'),
  'byte-array': () => fixture('formats/25_Uint8Array_log'),
  'c-array': () => fixture('formats/03_xxd-i'),
  'hex-list': () => fixture('formats/28_rust_x'),
  'decimal-list': () => fixture('formats/27_erlang'),
  'number-list': () => '[0x81, 0x05, 0x48, 0x65, 0x6c, 0x6c, 0x6f]',
  'buffer-json': () => fixture('formats/24_node_Buffer_JSON'),
  'escaped-string': () => fixture('formats/36_ws_escaped'),
  'octal-string': () => fixture('formats/30_lua_decimal_esc'),
  'decimal-string': () => fixture('formats/30_lua_decimal_esc'),
  'system-call': () => fixture('formats/29_strace_octal'),
  percent: () => fixture('formats/32_percent'),
  'quoted-printable': () => '=81=05Hello',
  base64: () => fixture('formats/26_base64'),
  base64url: () => fixture('text/s2c-frames.base64url.txt'),
  'data-url': () => 'data:application/octet-stream;base64,gQVIZWxsbw==',
  http: () => 'GET / HTTP/1.1\r\nHost: a\r\n\r\n',
  har: () => fixture('har/errors-playwright.har'),
  'websockets-log': () => '< TEXT Hello [5 bytes]\n> TEXT Hello [5 bytes]\n',
  'dotted-text': () => fixture('text/stream.follow-ascii.txt'),
  text: () => fixture('text/c2s-with-handshake.base64.txt'),
  json: () => fixture('text/one-frame.node-buffer-json.txt'),
  'socket-io': () => '42["chat","hi"]',
};

test.each(NOTATION_IDS)('%s is offered for a text in it', (id) => {
  expect(readText(EXAMPLES[id]()).map(({ notation }) => notation)).toContain(id);
});

/** `openPackets` makes it of what another reader read. */
const opened: readonly string[] = ['packet-hex'];
const read = Object.entries(NOTATION_READERS).filter(([id]) => !opened.includes(id));

test.each(read)('%s is read by the reader that the table has for it', (id, reader) => {
  const readings = reader(EXAMPLES[id as NotationId]());
  expect(readings.map(({ notation }) => notation)).toContain(id);
});
