import { expect, test } from 'vitest';
import { bestOf, describeChunks } from './reading-of.ts';

const HELLO = '810548656c6c6f';
const SPACED = '81 05 48 65 6c 6c 6f';
const MASKED = '818537fa213d7f9f4d5158';
const MASKED_SPACED = '81 85 37 fa 21 3d 7f 9f 4d 51 58';

type Row = {
  readonly name: string;
  readonly text: string;
  /** A sender, or "?", and bytes; of made frames, the sender and the payload. */
  readonly chunks: readonly string[];
  /** All text that wasn't read; none by default. */
  readonly unread?: readonly string[];
};

/** What tools print that no other test has. */
const ROWS: readonly Row[] = [
  {
    name: 'breadcrumbs whose message is what was done',
    text: `{"breadcrumbs":{"values":[{"category":"websocket","message":"send","data":{"hex":"${MASKED}"}},{"category":"websocket","message":"receive","data":{"hex":"${HELLO}"}}]}}`,
    chunks: [`> ${MASKED}`, `< ${HELLO}`],
  },
  {
    name: 'attributes with the name of their subject',
    text: '{"Body":"frame","Attributes":{"ws.opcode":1,"ws.payload":"Hello","ws.direction":"receive"}}',
    chunks: ['< Hello'],
  },
  {
    name: 'lines of a log in JSON, with nothing beside them',
    text: `{"log":"recv ${SPACED}\\n"}\n{"log":"send ${MASKED_SPACED}\\n"}`,
    chunks: [`< ${HELLO}`, `> ${MASKED}`],
  },
  {
    name: 'what a test expected and received, which nobody sent',
    text: `- Expected\n+ Received\n\n- <Buffer ${SPACED}>\n+ <Buffer 82 05 48 65 6c 6c 6f>`,
    chunks: [`? ${HELLO}`, '? 820548656c6c6f'],
    unread: ['- Expected', '+ Received'],
  },
  {
    name: 'what a test of Java expected',
    text: 'expected: <[-127, 3, 72, 101, 108]> but was: <[-127, 2, 72, 101]>',
    chunks: ['? 810348656c', '? 81024865'],
  },
  {
    name: 'the same bytes, asked for three times in a debugger',
    text: `(Pdb) p data\nb'\\x81\\x05Hello'\n(Pdb) pp list(data)\n[129, 5, 72, 101, 108, 108, 111]\n(Pdb) data.hex(' ')\n'${SPACED}'`,
    chunks: [`? ${HELLO}`],
    unread: ['(Pdb) p data', '(Pdb) pp list(data)', "(Pdb) data.hex(' ')"],
  },
  {
    name: 'numbers with their characters beside them, in Visual Studio',
    text: "{0x81 '\\x81', 0x05 '\\x5', 0x48 'H', 0x65 'e', 0x6c 'l', 0x6c 'l', 0x6f 'o'}",
    chunks: [`? ${HELLO}`],
  },
  {
    name: 'a binary message in mitmproxy, which shows no frames',
    text: `127.0.0.1:51234 <- WebSocket binary message <- a.example:443/ws\n\n0000000000 ${SPACED}                                ..Hello`,
    chunks: ['< \ufffd\u0005Hello'],
  },
  {
    name: 'one message of several in a table with commas',
    text: `#,Direction,Type,Time,Size,Content\n1,Client → Server,Text,10:00:01.123,5 B,Hello\n2,Server → Client,Binary,10:00:01.223,7 B,${HELLO}`,
    chunks: [`< ${HELLO}`],
    unread: ['#,Direction,Type,Time,Size,Content', '1,Client → Server,Text,10:00:01.123,5 B,Hello'],
  },
  {
    name: 'bytes in a column of a logic analyzer',
    text: 'Time [s],Value,Parity Error,Framing Error\n0.1,0x81,,\n0.2,0x02,,\n0.3,0x48,,\n0.4,0x69,,',
    chunks: ['? 81024869'],
  },
  {
    name: 'bytes in such a column, in quotes, with events between',
    text: '"name","type","data"\n"Async","data","0x81"\n"Async","start",""\n"Async","data","0x02"\n"Async","data","0x48"\n"Async","data","0x69"',
    chunks: ['? 81024869'],
    unread: ['"Async","start",""'],
  },
  {
    name: 'rows of Zephyr with a gap among the characters',
    text: `[00:00:12.345,678] <dbg> net: send: TX\n                                        81 85 37 fa 21 3d 7f 9f  4d 51 58          |..7.!=.. MQX     `,
    chunks: [`> ${MASKED}`],
  },
  {
    name: 'a debugger’s view of memory, which shows more than was sent',
    text: `(lldb) memory read buf\n0x16fdff0e0: 81 05 48 65 6c 6c 6f 00 00 00 00 00 00 00 00 00  ..Hello.........\n0x16fdff0f0: 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00  ................`,
    chunks: [`? ${HELLO}`],
    unread: [
      '(lldb) memory read buf',
      '00 00 00 00 00 00 00 00 00  ..Hello.........\n0x16fdff0f0: 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00  ................',
    ],
  },
  {
    name: 'rows with a number each, which is no offset',
    text: `[0012] ${SPACED}\n[0013] 89 00`,
    chunks: [`? ${HELLO}`, '? 8900'],
  },
  {
    name: 'the left one of two dumps side by side',
    text: '00000000  81 05 48 65 6c 6c 6f   |..Hello|    00000000  81 03 48 65 6c   |..Hel|',
    chunks: [`? ${HELLO}`],
    unread: ['|..Hello|    00000000  81 03 48 65 6c   |..Hel|'],
  },
  {
    name: 'cells in quotes, of which one is a time',
    text: `"12:00:01","recv","${SPACED}","ok"`,
    chunks: [`< ${HELLO}`],
  },
  {
    name: 'one field of a form',
    text: 'body=%81%05Hello&x=1',
    chunks: [`? ${HELLO}`],
    unread: ['&x=1'],
  },
  {
    name: 'colours of a terminal',
    text: `\u001b[32m10:00:01\u001b[0m \u001b[1mDEBUG\u001b[0m recv \u001b[33m${SPACED}\u001b[0m`,
    chunks: [`< ${HELLO}`],
  },
  {
    name: 'quotes in quotes of a mail, whose marks are no arrows',
    text: '> On Monday, Bob wrote:\n>> rx: 81 07 48 65 6c\n>> 6c 6f 21 21',
    chunks: ['< 810748656c6c6f2121'],
  },
];

test.each(ROWS)('reads $name', ({ text, chunks, unread = [] }) => {
  expect(describeChunks(text)).toEqual(chunks);
  expect(bestOf(text).unread.map(({ start, end }) => text.slice(start, end))).toEqual(unread);
});
