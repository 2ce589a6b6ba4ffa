import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { FORM_IDS, type FormId } from '#core/paste/form.ts';
import { pastedTrace } from '#core/paste/assembly/pasted-trace.ts';
import { readPaste } from '#core/paste/read-paste.ts';
import { encodeTraceJson } from '#core/trace/trace-json.ts';
import { bestOf } from './reading-of.ts';

const fixture = (name: string) =>
  readFileSync(path.join(import.meta.dirname, '../../fixtures', name), 'utf8');

/** A text in each form. */
const EXAMPLES: Readonly<Record<FormId, () => string>> = {
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
  'decimal-words': () => '0000000   01409   25928   27756   00111\n0000007\n',
  'decimal-words-big-endian': () => '0000000   01409   25928   27756   00111\n0000007\n',
  'octal-list': () => '0201 0005 0110 0145 0154 0154 0157',
  'frame-log': () => 'opcode=1 fin=1 length=5 payload=48656c6c6f',
  'terminal-messages': () => 'Connected (press CTRL+C to quit)\n> hello\n< hi',
  'message-rows': () => 'Hello\t5\t12:00:01.123',
  sockjs: () => 'c[3000,"Go away!"]',
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
  entities: () => '&#x81;&#x05;Hello',
  'brace-escapes': () => '{81}{05}Hello',
  'control-notation': () => 'M-^A^EHello',
  'angle-escapes': () => fixture('pastes/texts/less-escapes-short.txt'),
  'byte-table': () => fixture('pastes/texts/markdown-byte-table.txt'),
  base32: () => fixture('pastes/texts/base32.txt'),
  base64: () => fixture('formats/26_base64'),
  base64url: () => fixture('text/s2c-frames.base64url.txt'),
  'data-url': () => 'data:application/octet-stream;base64,gQVIZWxsbw==',
  http: () => 'GET / HTTP/1.1\r\nHost: a\r\n\r\n',
  'gdb-words': () => fixture('pastes/texts/gdb-x-xw-masked.txt'),
  'gdb-words-big-endian': () => fixture('pastes/texts/gdb-words-no-evidence.txt'),
  'devtools-events': () => fixture('pastes/texts/cdp-lines.txt'),
  'net-log': () => fixture('pastes/texts/net-export-two-sockets.txt'),
  'json-frames': () => '{"from":"client","data":"818537fa213d7f9f4d5158"}',
  'json-messages': () => fixture('pastes/texts/ndjson-frames-fields.txt'),
  'json-hex-messages': () => '{"type":"send","data":"68656c6c6f"}',
  'json-base64-messages': () => '{"type":"send","data":"aGVsbG8gd29ybGQ="}',
  'akka-log': () => fixture('pastes/texts/akka-two-cut-frames.txt'),
  'tungstenite-log': () => fixture('pastes/texts/tungstenite-two-frames.txt'),
  'own-export': () =>
    JSON.stringify(encodeTraceJson(pastedTrace(bestOf('89 00 8a 00').connections[0]!).trace)),
  har: () => fixture('har/errors-playwright.har'),
  'websockets-log': () => '< TEXT Hello [5 bytes]\n> TEXT Hello [5 bytes]\n',
  'no-bytes': () => fixture('pastes/texts/error-python-1002.txt'),
  text: () => fixture('text/c2s-with-handshake.base64.txt'),
  json: () => fixture('text/one-frame.node-buffer-json.txt'),
  'socket-io': () => '42["chat","hi"]',
};

test.each(FORM_IDS)('%s is offered for a text in it', (id) => {
  expect(readPaste(EXAMPLES[id]()).map(({ form }) => form)).toContain(id);
});
