/** Bytes that a text prints twice, and numbers that are no bytes at all. */

import { expect, test } from 'vitest';
import { bestOf, describeChunks } from './reading-of.ts';

const HELLO = '81 05 48 65 6c 6c 6f';
const MASKED_HELLO = '81 85 37 fa 21 3d 7f 9f 4d 51 58';

test.each([
  {
    name: 'a payload in a Buffer below its frame',
    text: `frame <Buffer ${MASKED_HELLO}>\nmask <Buffer 37 fa 21 3d>\npayload <Buffer 48 65 6c 6c 6f>`,
    chunks: ['? 818537fa213d7f9f4d5158'],
  },
  {
    name: 'a payload in an object below its frame',
    text: `received: <Buffer ${MASKED_HELLO}>\ndecoded: { fin: true, mask: <Buffer 37 fa 21 3d>, payload: <Buffer 48 65 6c 6c 6f> }`,
    chunks: ['> 818537fa213d7f9f4d5158'],
  },
  {
    name: 'a payload in another notation',
    text: "raw: b'\\x81\\x857\\xfa!=\\x7f\\x9fMQX'\npayload: b'Hello'",
    chunks: ['? 818537fa213d7f9f4d5158'],
  },
  {
    name: 'a payload as it was sent',
    text: `frame: ${MASKED_HELLO}\npayload: 7f 9f 4d 51 58`,
    chunks: ['? 818537fa213d7f9f4d5158'],
  },
  {
    name: 'a frame in three radices',
    text: `HEX: ${HELLO}\nDEC: 129 5 72 101 108 108 111\nBIN: 10000001 00000101 01001000 01100101 01101100 01101100 01101111`,
    chunks: ['? 810548656c6c6f'],
  },
  {
    name: 'a frame in base64, too',
    text: 'hex: 810548656c6c6f\nb64: gQVIZWxsbw==',
    chunks: ['? 810548656c6c6f'],
  },
])('$name is no frame of its own', ({ text, chunks }) => {
  expect(describeChunks(text)).toEqual(chunks);
  expect(bestOf(text).leftOut.map(({ kind }) => kind)).toContain('other-blocks');
});

test.each([
  { name: 'what both sides sent', text: `send: ${HELLO}\nrecv: ${HELLO}` },
  { name: 'what was sent twice', text: `recv: ${HELLO}\nrecv: ${HELLO}` },
])('$name is read twice', ({ text }) => {
  expect(describeChunks(text)).toHaveLength(2);
});

test.each([
  { name: 'lines that grep numbers', text: '80: foo\n81: bar\n82: baz\n83: qux\n84: a\n85: b' },
  {
    name: 'lines of an editor',
    text: '81  const a = 1;\n82  const b = 2;\n83  x();\n84  y();\n85  z();\n86  v();\n87  w();\n88  u();',
  },
  { name: 'ports', text: '80: http\n81: alt\n88: kerberos\n89: x' },
  { name: 'a list', text: '1: 20\n2: 30\n3: 40' },
  { name: 'steps', text: '1. 20\n2. 30\n3. 40' },
  { name: 'scores', text: 'Team 1: 20\nTeam 2: 30\nTeam 3: 40' },
  { name: 'cells', text: '"10","20","30"' },
  { name: 'settings', text: 'level1=10\nlevel2=20\nlevel3=30' },
])('$name are no bytes', ({ text }) => {
  expect(bestOf(text).form).toBe('text');
});
