import { expect, test } from 'vitest';
import { fromHex, toHex } from '#core/bytes/hex.ts';
import { readConversation } from '#core/conversation/conversation.ts';
import type { Dissection } from '#core/dissection/dissection.ts';
import { fieldContext } from '#core/dissection/field-context.ts';
import { dissectUnit } from '#core/dissection/unit-dissection.ts';
import { rawTrace } from '#core/paste/assembly/raw-trace.ts';

function contextOf(hex: string) {
  const { trace, units } = readConversation(rawTrace(fromHex(hex)));
  return fieldContext(dissectUnit(trace, units[0]!), 'client');
}

test.each([
  { name: 'an unmasked payload', hex: '81 02 68 69', payload: '6869' },
  { name: 'a masked payload, unmasked', hex: '81 82 01020304 696b', payload: '6869' },
  { name: 'a cut payload', hex: '81 05 68 69', payload: '6869' },
])('$name', ({ hex, payload }) => {
  const context = contextOf(hex);
  expect(toHex(context.payload)).toBe(payload);
  expect(context.header?.opcode).toBe(1);
  expect(context.sender).toBe('client');
  expect(context.inflated).toBeNull();
});

test('a cut header and a head have no frame header', () => {
  expect(contextOf('81').header).toBeNull();
  const head: Dissection = { kind: 'request', buffers: { wire: fromHex('8100') }, fields: [] };
  expect(fieldContext(head)).toMatchObject({ header: null, sender: null, unknownSize: 0 });
});

test('unknown bytes are counted over all their ranges', () => {
  const dissection: Dissection = {
    kind: 'frame',
    buffers: { wire: fromHex('c100'), inflated: new Uint8Array(10) },
    unknown: [
      { start: 0, end: 3 },
      { start: 5, end: 6 },
    ],
    fields: [],
  };
  expect(fieldContext(dissection).unknownSize).toBe(4);
  expect(fieldContext(dissection).inflated).toHaveLength(10);
});
