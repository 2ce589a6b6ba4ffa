/** Logs and printouts whose forms have traps of their own. */

import { expect, test } from 'vitest';
import { hexOf, bestOf } from './reading-of.ts';

const HELLO = '810548656c6c6f';

test.each([
  {
    name: 'frames that websocket-client prints raw and decoded are read once',
    text: "++Sent raw: b'\\x89\\x80\\x00\\x00\\x00\\x00'\n++Sent decoded: fin=1 opcode=9 data=b''\n++Rcv raw: b'\\x81\\x05Hello'\n++Rcv decoded: fin=1 opcode=1 data=b'Hello'\n",
    hex: `898000000000${HELLO}`,
  },
  {
    name: 'the characters beside Zephyr’s rows have no frame at their end',
    text: '[00:00:01.234,000] <dbg> net_websocket: header\n            81 05 48 65 6c 6c 6f             |..Hello \n',
    hex: HELLO,
  },
  {
    name: 'a typed array that was expanded in a console has a number a line',
    text: '0: 129\n1: 5\n2: 72\n3: 101\n4: 108\n5: 108\n6: 111\n',
    hex: HELLO,
  },
  {
    name: 'sequence numbers of tcpdump are no bytes',
    text: '10:11:12.000101 IP 192.0.2.80.8080 > 192.0.2.11.50100: Flags [P.], seq 900:907, ack 500, win 1024, length 7\n\t0x0000:  4500 002f 0008 4000 4006 b665 c000 0250\n\t0x0010:  c000 020b 1f90 c3b4 0000 0384 0000 01f4\n\t0x0020:  5018 0400 0000 0000 8105 4865 6c6c 6f\n',
    hex: HELLO,
  },
  {
    name: 'bytes between tabs are no fields of tshark',
    text: '\t81\t05\t48\t65\t6c\t6c\t6f\r\n',
    hex: HELLO,
  },
  {
    name: 'bytes stand in elements of XML',
    text: '<frame dir="in">81 05 48 65 6c 6c 6f</frame>\n',
    hex: HELLO,
  },
])('$name', ({ text, hex }) => {
  const reading = bestOf(text);
  expect(hexOf(reading)).toBe(hex);
  expect(reading.unread).toEqual([]);
});

test('what socat prints as text has lost bytes', () => {
  const text =
    '> 2026/07/14 10:44:02.118200  length=7 from=0 to=6\n..Hello< 2026/07/14 10:44:02.118200  length=7 from=0 to=6\n..World';
  expect(bestOf(text).problems).toMatchObject([{ kind: 'no-bytes', text: 'socat-text' }]);
});

test('ids in brackets are connections', () => {
  const text = '[ws 1] > 81 80 00 00 00 00\n[ws 2] > 81 80 01 02 03 04\n[ws 1] < 81 00\n';
  expect(bestOf(text).connections.map(({ name }) => name)).toEqual(['1', '2']);
});

test('numbers at the end of a sentence are no bytes', () => {
  const text = 'The first byte is 129 and the second is 5, and then there are 72 101 108 108 111.';
  const { isReconstructed, confidence } = bestOf(text);
  expect({ isReconstructed, confidence }).toEqual({
    isReconstructed: true,
    confidence: 'possible',
  });
});

test('a digit alone behind pairs that begin a frame is half of a byte', () => {
  const { form, problems } = bestOf('89 00 8');
  expect(form).toBe('hex');
  expect(problems).toMatchObject([{ kind: 'odd-digit' }]);
  expect(hexOf(bestOf('10 20 5'))).toBe('0a1405');
});
