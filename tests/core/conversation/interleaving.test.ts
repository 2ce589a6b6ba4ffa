import { expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import { readConversation } from '#core/conversation/conversation.ts';
import { findInterleaving } from '#core/conversation/interleaving.ts';
import { rawTrace } from '#core/paste/assembly/raw-trace.ts';
import { traceOf } from './streams.ts';

function opcodes(hex: string) {
  const found = findInterleaving(readConversation(rawTrace(fromHex(hex))));
  return (
    found && {
      between: found.between.header.opcode,
      rest: found.rest.header.opcode,
      type: found.message.type,
    }
  );
}

test.each([
  { name: 'a ping between two fragments', hex: '0100 8900 8000', between: 9 },
  { name: 'the first of two control frames', hex: '0100 8a00 8900 8000', between: 10 },
  { name: 'a frame before the last of three fragments', hex: '0100 0000 8900 8000', between: 9 },
])('finds $name', ({ hex, between }) => {
  expect(opcodes(hex)).toEqual({ between, rest: 0, type: 'text' });
});

test.each([
  { name: 'fragments that follow each other', hex: '0100 8000' },
  { name: 'a ping after the message', hex: '0100 8000 8900' },
  { name: 'a ping before the message', hex: '8900 0100 8000' },
  { name: 'no frames', hex: '' },
])('finds nothing in $name', ({ hex }) => {
  expect(opcodes(hex)).toBeNull();
});

test('finds nothing in what the peer sent between two fragments', () => {
  const conversation = readConversation(
    traceOf([
      ['s', fromHex('0100')],
      ['c', fromHex('8980 00000000')],
      ['s', fromHex('8000')],
    ]),
  );
  expect(findInterleaving(conversation)).toBeNull();
});
