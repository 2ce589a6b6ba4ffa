import { describe, expect, test } from 'vitest';
import type { PasteProblem } from '#core/paste/problem.ts';
import { bestOf, describeChunks } from './reading-of.ts';

const HELLO = '810548656c6c6f';
const MASKED_HELLO = '818537fa213d7f9f4d5158';
const SPACED = '81 05 48 65 6c 6c 6f';
const MASKED_SPACED = '81 85 37 fa 21 3d 7f 9f 4d 51 58';

type Trouble = {
  readonly name: string;
  readonly text: string;
  /** A sender, or "?", and bytes; of made frames, the sender and the payload. */
  readonly chunks: readonly string[];
  /** All text that wasn't read; none by default. */
  readonly unread?: readonly string[];
  readonly problem?: PasteProblem['kind'];
};

const NBSP = '\u00a0';

/** As somebody pastes who looks for a fault: logs, and what happens to text on its way. */
const TROUBLES: readonly Trouble[] = [
  {
    name: 'with Kubernetes’ prefixes, and an error below',
    text:
      `I0312 10:15:42.123456       1 ws.go:88] rx 7 bytes: ${SPACED}\n` +
      `I0312 10:15:42.223456       1 ws.go:91] tx 11 bytes: ${MASKED_SPACED}\n` +
      'E0312 10:15:43.000001       1 ws.go:99] read tcp 10.1.2.3:8080: connection reset by peer',
    chunks: [`< ${HELLO}`, `> ${MASKED_HELLO}`],
    unread: [
      'E0312 10:15:43.000001       1 ws.go:99] read tcp 10.1.2.3:8080: connection reset by peer',
    ],
  },
  {
    name: 'from two lines of the journal, with the kernel’s between',
    text:
      'Mar 12 10:15:42 edge-7 app[4411]: recv <- 8105 4865 6c6c 6f\n' +
      'Mar 12 10:15:43 edge-7 kernel: [12345.678901] eth0: link up\n' +
      'Mar 12 10:15:44 edge-7 app[4411]: recv <- 8900',
    chunks: [`< ${HELLO}`, '< 8900'],
    unread: ['Mar 12 10:15:43 edge-7 kernel: [12345.678901] eth0: link up'],
  },
  {
    name: 'in a question, once in quotes and once not',
    text: `Hi, the client sends "${MASKED_SPACED}" and I answer ${SPACED} but Chrome says "Invalid frame header". I counted 7 bytes.`,
    chunks: [`> ${MASKED_HELLO}`, `? ${HELLO}`],
    unread: [
      'Hi, the client sends "',
      '" and I answer ',
      ' but Chrome says "Invalid frame header". I counted 7 bytes.',
    ],
  },
  {
    name: 'with tabs and CR LF',
    text: `C->S\t${MASKED_SPACED}\r\nS->C\t${SPACED}\r\nS->C\t88 02 03 e8\r\n`,
    chunks: [`> ${MASKED_HELLO}`, `< ${HELLO}`, '< 880203e8'],
  },
  {
    name: 'with no-break spaces and characters beside them',
    text: `${SPACED.replaceAll(' ', NBSP)}${NBSP}${NBSP}..Hello`,
    chunks: [`? ${HELLO}`],
  },
  {
    name: 'between emoji',
    text: `📤 ${MASKED_SPACED} 👋\n📥 ${SPACED} ✅`,
    chunks: [`> ${MASKED_HELLO}`, `< ${HELLO}`],
  },
  {
    name: 'behind a label from right to left',
    text: `\u200fقیمت: ${SPACED}\n\u200fارسال: 89 00`,
    chunks: [`? ${HELLO}`, '? 8900'],
  },
  {
    name: 'in a sentence from right to left',
    text: `השרת שלח ${SPACED} ואז נסגר`,
    chunks: [`? ${HELLO}`],
    unread: ['השרת שלח ', ' ואז נסגר'],
  },
  {
    name: 'between halves of surrogates',
    text: `recv \ud83d ${SPACED} \ude00`,
    chunks: [`< ${HELLO}`],
    unread: ['\ude00'],
    problem: 'not-hex',
  },
  {
    name: 'with NUL among them',
    text: '81 05 48 65\u00006c 6c 6f',
    chunks: ['? 81054865'],
    unread: ['\u00006c 6c 6f'],
    problem: 'not-hex',
  },
  {
    name: 'behind NUL',
    text: `\u0000\u0000recv: ${SPACED}`,
    chunks: [`< ${HELLO}`],
  },
  {
    name: 'behind a word with combining accents that ends like the name of a number',
    text: `h\u0301e\u0301x: ${SPACED}`,
    chunks: [`? ${HELLO}`],
  },
  {
    name: 'behind a letter that can name a number',
    text: `x: ${SPACED}`,
    chunks: [`? ${HELLO}`],
  },
  {
    name: 'with a letter for a zero in the second of them',
    text: '81 O5 48 65 6C 6C 6F',
    chunks: ['? 81'],
    unread: ['O5 48 65 6C 6C 6F'],
    problem: 'not-hex',
  },
  {
    name: 'as numeric entities',
    text: '&#x81;&#x05;Hello\n&#129;&#3;a&amp;b',
    chunks: [`? ${HELLO}`, '? 8103612662'],
  },
  {
    name: 'as full-width digits',
    text: '８１ ０５ ４８ ６５ ６ｃ ６ｃ ６ｆ',
    chunks: [`? ${HELLO}`],
  },
  {
    name: 'with underscores between pairs',
    text: 'rx: 81_05_48_65_6C_6C_6F\nrx: 0x89_0x00_0x88_0x00',
    chunks: [`< ${HELLO}`, '< 89008800'],
  },
  {
    name: 'with underscores between pairs of bytes',
    text: '8105_4865_6c6c_6f',
    chunks: [`? ${HELLO}`],
  },
  {
    name: 'in two dumps side by side',
    text: 'client                      server\n81 85 37 fa 21 3d 7f 9f     81 05 48 65 6c 6c 6f\n4d 51 58',
    chunks: [`> ${MASKED_HELLO}`, `< ${HELLO}`],
  },
  {
    name: 'in lines of a diff, right behind its signs',
    text: `-${SPACED}\n+${MASKED_SPACED}`,
    chunks: [`? ${HELLO}`, `? ${MASKED_HELLO}`],
  },
  {
    name: 'between angled quotes, which are no arrows',
    text: `« ${SPACED} »`,
    chunks: [`? ${HELLO}`],
  },
  {
    name: 'with letters for digits in the first of them',
    text: '8l O5 48 65 6c 6c 6f',
    chunks: [],
    unread: ['8l O5 48 65 6c 6c 6f'],
    problem: 'not-hex',
  },
  {
    name: 'in one run with letters for digits, which could be base64',
    text: '8IO548656c6c6f',
    chunks: [],
    unread: ['8IO548656c6c6f'],
    problem: 'not-hex',
  },
  {
    name: 'as binaries that Elixir joins',
    text: '<<129, 5>> <> "Hello"',
    chunks: [`? ${HELLO}`],
  },
  {
    name: 'as base64 in literals that a program joins',
    text: '"gUBBQkNERUZHSElKS0xNTk9Q" +\n"UVJTVFVWV1hZWmFiY2RlZmdo" +\n"aWprbG1ub3BxcnN0dXZ3eHl6" +\n"MDEyMzQ1Njc4OUFC";',
    chunks: [
      '? 81404142434445464748494a4b4c4d4e4f505152535455565758595a6162636465666768696a6b6c6d6e6f707172737475767778797a30313233343536373839' +
        '4142',
    ],
  },
  {
    name: 'as two words of base64 in a sentence',
    text: 'The first frame is gQVIZWxsbw== (base64), the 2nd gQJoaQ==.',
    chunks: [`? ${HELLO}`, '? 81026869'],
    unread: [' (base64), the 2nd '],
  },
  {
    name: 'as escapes of LDAP and CSS',
    text: '"\\81\\05\\48\\65\\6c\\6c\\6f"',
    chunks: [`? ${HELLO}`],
  },
  {
    name: 'with dots between',
    text: SPACED.replaceAll(' ', '.'),
    chunks: [`? ${HELLO}`],
  },
  {
    name: 'as Verilog and Ada write them',
    text: `rx: ${SPACED.replaceAll(/\S+/g, "8'h$&")}\nrx: 16#89# 16#00# 16#88# 16#00#`,
    chunks: [`< ${HELLO}`, '< 89008800'],
  },
  {
    name: 'explained bit by bit, and the rest in base 16',
    text: 'Byte 0: 10000001 (FIN=1, opcode=1)\nByte 1: 10000101 (MASK=1, len=5)\nBytes 2-5: 37 fa 21 3d\nBytes 6-10: 7f 9f 4d 51 58',
    chunks: ['? 81', '? 85', '? 37fa213d', '? 7f9f4d5158'],
  },
  {
    name: 'as Python prints a list of single bytes',
    text: "[b'\\x81', b'\\x02', b'h', b'i']",
    chunks: ['? 81', '? 02', '? 68', '? 69'],
  },
  {
    name: 'as a console prints an object with numbers as keys',
    text: '{0: 129, 1: 5, 2: 72, 3: 101, 4: 108, 5: 108, 6: 111}',
    chunks: [`? ${HELLO}`],
  },
  {
    name: 'in octal without offsets',
    text: '201 005 110 145 154 154 157',
    chunks: [`? ${HELLO}`],
  },
  {
    name: 'each in brackets, in base 16',
    text: SPACED.replaceAll(/\S+/g, '[$&]'),
    chunks: [`? ${HELLO}`],
  },
  {
    name: 'each in angle brackets, with spaces between',
    text: SPACED.replaceAll(/\S+/g, '<$&>'),
    chunks: [`? ${HELLO}`],
  },
  {
    name: 'behind an arrow of two signs in logcat',
    text: `05-01 10:00:00.123  1234  1250 D WsClient: << ${SPACED}`,
    chunks: [`< ${HELLO}`],
  },
  {
    name: 'as words of gdb without addresses',
    text: '0x65480581 0x006f6c6c',
    chunks: [`? ${HELLO}`],
  },
  {
    name: 'from somebody else to a side',
    text: `proxy -> client: ${SPACED}\nproxy -> server: ${MASKED_SPACED}`,
    chunks: [`< ${HELLO}`, `> ${MASKED_HELLO}`],
  },
  {
    name: 'below a row of Wireshark’s list, whose number is no byte',
    text:
      'No.     Time           Source                Destination           Protocol Length Info\n' +
      '     12 0.001234       127.0.0.1             127.0.0.1             WebSocket 73     WebSocket Text [FIN]\n\n' +
      '0000  00 00 00 00 00 00 00 00 00 00 00 00 08 00 45 00   ..............E.\n' +
      '0010  00 3b 1c 46 40 00 40 06 20 3d 7f 00 00 01 7f 00   .;.F@.@. =......\n' +
      '0020  00 01 1f 90 d4 31 00 00 00 01 00 00 00 01 80 18   .....1..........\n' +
      '0030  02 00 fe 2f 00 00 01 01 08 0a 00 00 00 01 00 00   .../............\n' +
      '0040  00 01 81 05 48 65 6c 6c 6f                        ....Hello',
    chunks: [`< ${HELLO}`],
    unread: [
      'No.     Time           Source                Destination           Protocol Length Info',
      '12 0.001234       127.0.0.1             127.0.0.1             WebSocket 73     WebSocket Text [FIN]',
    ],
  },
  {
    name: 'as a C program prints them with %x',
    text: 'WS RX len 7: 81 5 48 65 6c 6c 6f\nWS TX len 2: 89 0',
    chunks: [`< ${HELLO}`, '> 8900'],
  },
  {
    name: 'as an Arduino prints them in decimal',
    text: 'Received: 129 5 72 101 108 108 111 \nSent: 137 0 ',
    chunks: [`< ${HELLO}`, '> 8900'],
  },
  {
    name: 'as Rust prints them with dbg!',
    text: '[src/main.rs:42] &buf[..n] = [\n    129,\n    5,\n    72,\n    101,\n    108,\n    108,\n    111,\n]',
    chunks: [`? ${HELLO}`],
  },
  {
    name: 'as a table with one byte a line, behind tabs',
    text: 'offset\tvalue\n0\t129\n1\t5\n2\t72\n3\t101\n4\t108\n5\t108\n6\t111',
    chunks: [`? ${HELLO}`],
    unread: ['offset\tvalue'],
  },
  {
    name: 'below an exception of .NET',
    text: `System.Net.WebSockets.WebSocketException (0x80004005): The remote party closed the WebSocket connection.\nlast frame: 81-05-48-65-6C-6C-6F`,
    chunks: [`? ${HELLO}`],
    unread: [
      'System.Net.WebSockets.WebSocketException (0x80004005): The remote party closed the WebSocket connection.',
    ],
  },
  {
    name: 'in a table of Markdown',
    text: `| dir | bytes |\n|-----|-------|\n| rx  | ${SPACED} |\n| tx  | 89 00 |`,
    chunks: [`< ${HELLO}`, '> 8900'],
    unread: ['| dir | bytes |'],
  },
  {
    name: 'as the fields of a masked frame',
    text: 'frame header: FIN=1 RSV=000 opcode=1 MASK=1 len=5 key=37fa213d payload(masked)=7f9f4d5158',
    chunks: ['> Hello'],
  },
  {
    name: 'in two lines of a diff',
    text: `@@ -1,3 +1,3 @@\n-const frame = Buffer.from('${HELLO}', 'hex');\n+const frame = Buffer.from('${MASKED_HELLO}', 'hex');`,
    chunks: [`? ${HELLO}`, `? ${MASKED_HELLO}`],
    unread: ['@@ -1,3 +1,3 @@'],
  },
  {
    name: 'with a hardware address above and colons between',
    text: `eth0: 3c:22:fb:12:34:56 10.0.0.7\nframe from 10.0.0.8:44312: ${SPACED.replaceAll(' ', ':')}`,
    chunks: [`? ${HELLO}`],
    unread: ['eth0: 3c:22:fb:12:34:56 10.0.0.7'],
  },
  {
    name: 'behind a UUID and two numbers with names',
    text: `session 550e8400-e29b-41d4-a716-446655440000 seq=17 ack=42 <- ${SPACED}`,
    chunks: [`< ${HELLO}`],
  },
  {
    name: 'below a code fence that isn’t closed',
    text: `\`\`\`\n${SPACED}`,
    chunks: [`? ${HELLO}`],
  },
  {
    name: 'wrapped in the middle of a frame',
    text: '818537fa213d7f9f\n4d5158810548656c\n6c6f',
    chunks: [`? ${MASKED_HELLO}${HELLO}`],
  },
  {
    name: 'before words that say who sent them',
    text: `got ${SPACED} from server`,
    chunks: [`? ${HELLO}`],
    unread: ['got ', ' from server'],
  },
  {
    name: 'behind a literal in the same line, in another form',
    text: "b'\\x81\\x05Hello' 89 00 8a 00",
    chunks: [`? ${HELLO}`],
    unread: ['89 00 8a 00'],
  },
  {
    name: 'as records of which the last one is cut',
    text:
      '{"ts":"2024-03-12T10:15:42Z","dir":"in","data":"gQVIZWxsbw=="}\n' +
      '{"ts":"2024-03-12T10:15:43Z","dir":"out","data":"gYU3+iE9f59N',
    chunks: [`< ${HELLO}`, '> 818537fa213d7f9f4d'],
    problem: 'cut-json',
  },
  {
    name: 'in Docker’s log with a cut last line',
    text:
      `{"log":"recv ${SPACED}\\n","stream":"stdout","time":"2024-03-12T10:15:42.1Z"}\n` +
      '{"log":"send 8a',
    chunks: [`< ${HELLO}`],
    unread: [
      '{"log":"recv ',
      '\\n","stream":"stdout","time":"2024-03-12T10:15:42.1Z"}',
      '{"log":"send 8a',
    ],
  },
  {
    name: 'in a debugger’s window below a crash',
    text: 'Program received signal SIGSEGV\n(gdb) x/7xb buf\n0x7fffffffe3a0:\t0x81\t0x05\t0x48\t0x65\t0x6c\t0x6c\t0x6f',
    chunks: [`? ${HELLO}`],
    unread: ['Program received signal SIGSEGV', '(gdb) x/7xb buf'],
  },
  {
    name: 'on a line of 54,000 characters',
    text: `data=${'8105 4865 6c6c 6f '.repeat(3000)}`,
    chunks: [`? ${HELLO.repeat(3000)}`],
  },
  { name: 'with dashes for hyphens', text: '81–05–48–65–6C–6C–6F', chunks: [`? ${HELLO}`] },
  {
    name: 'as PostgreSQL shows bytea',
    text: ` id |      data\n----+------------------\n  1 | \\x${HELLO}\n(1 row)`,
    chunks: [`? ${HELLO}`],
    unread: ['id |      data', '(1 row)'],
  },
  {
    name: 'below a command for lldb',
    text: `(lldb) memory read buf\n0x16fdff0a8: ${SPACED}`,
    chunks: [`? ${HELLO}`],
    unread: ['(lldb) memory read buf'],
  },
  {
    name: 'beside dots with spaces between them',
    text: `${SPACED} . . . . . . .`,
    chunks: [`? ${HELLO}`],
  },
  {
    name: 'in a chat with a time between messages',
    text: `bob  10:15 AM\n${SPACED}\n10:16\n89 00`,
    chunks: [`? ${HELLO}`, '? 8900'],
    unread: ['bob  10:15 AM', '10:16'],
  },
  {
    name: 'above their number, in Node',
    text: `> buf.toString('hex')\n'${HELLO}'\n> buf.length\n7`,
    chunks: [`? ${HELLO}`],
    unread: ["buf.toString('hex')", 'buf.length', '7'],
  },
  {
    name: 'in two radices, of which only the first byte is sure',
    text: '0x81 5 0x48 101 108 108 111',
    chunks: ['? 81'],
    unread: ['5 0x48 101 108 108 111'],
    problem: 'odd-digit',
  },
  {
    name: 'from od -An -t u2, in two runs below one another',
    text: ' 34177 64055 15649 40831 20813    88\n  1409 25928 27756   111',
    chunks: [`? ${MASKED_HELLO}`, `? ${HELLO}`],
  },
  { name: 'from od -An -t d2', text: '   1409  25928  27756    111', chunks: [`? ${HELLO}`] },
  { name: 'from od -An -t u4', text: '  1699218817    7302252', chunks: [`? ${HELLO}`] },
  { name: 'from od -An -t d4', text: '  1699218817     7302252', chunks: [`? ${HELLO}`] },
  { name: 'from od -An -x', text: ' 0581 6548 6c6c 006f', chunks: [`? ${HELLO}`] },
  { name: 'from od -An -t x4', text: ' 65480581 006f6c6c', chunks: [`? ${HELLO}`] },
  { name: 'from od -An -c', text: ' 201 005   H   e   l   l   o', chunks: [`? ${HELLO}`] },
];

/** Two truncated buffers crashed the page once. */
const CUT_TWICE = `recv <Buffer ${SPACED} 81 05 ... 254 more bytes>\nsend <Buffer ${MASKED_SPACED} 81 ... 258 more bytes>`;

describe('bytes of somebody in trouble', () => {
  test.each(TROUBLES)('are read $name', ({ text, chunks, unread = [], problem }) => {
    const reading = bestOf(text);
    expect(describeChunks(text)).toEqual(chunks);
    expect(reading.unread.map(({ start, end }) => text.slice(start, end))).toEqual(unread);
    expect(reading.problems.map(({ kind }) => kind)).toEqual(problem ? [problem] : []);
  });

  test('are as many as are missing in two buffers', () => {
    const [connection] = bestOf(CUT_TWICE).connections;
    expect(connection!.chunks.map(({ missingAfter }) => missingAfter)).toEqual([254, 258]);
  });
});

describe('nothing is read as bytes', () => {
  test.each([
    { name: 'the name of a commit', text: 'commit 9f8d3b975fc39250709099e6e3b0dd2457cdd589' },
    { name: 'a telephone number', text: 'call me at 0170 1234567 before 12:30, order 810548' },
    { name: 'dates', text: '2024-03-12 2024-03-13 2024-03-14' },
    { name: 'colours', text: '.a { color: #81beef; background: #0548ff; margin: 0 5px }' },
    { name: 'an address', text: 'connect to 2001:db8:85a3::8a2e:370:7334 port 443 failed' },
    { name: 'a name with underscores', text: 'face_dead_beef' },
    { name: 'another address', text: 'fe80::8105:4865:6c6c:6f01' },
    { name: 'a log of commits', text: '9f8d3b9 Fix frame parsing\n81054865 Add close handling' },
    { name: 'a sum', text: '129 + 5 = 134' },
    { name: 'names of fields', text: 'cache-control\naccept-encoding\nsec-fetch-mode' },
    { name: 'punctuation as entities', text: 'it&#39;s &#34;ok&#34;, isn&#39;t it' },
    {
      name: 'lines of tcpdump',
      text: '10:15:42.123456 IP 10.0.0.7.54830 > 10.0.0.9.80: Flags [P.], seq 1:8',
    },
    {
      name: 'remarks of curl',
      text: '* [WS] Received 101, switch to WebSocket\n* WS-DEC: decoded 7 bytes',
    },
    { name: 'a close event', text: 'onclose code=1006 reason= wasClean=false' },
    {
      name: 'a certificate',
      text: '-----BEGIN CERTIFICATE-----\nMIIBszCCAVmgAwIBAgIUQ2F0Y2gxMB4XDTI0\n-----END CERTIFICATE-----',
    },
  ])('of $name', ({ text }) => {
    expect(['text', 'no-bytes']).toContain(bestOf(text).form);
  });
});
