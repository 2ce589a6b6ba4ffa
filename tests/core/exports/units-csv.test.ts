import { expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import { readInflatedConversation } from '#core/conversation/inflated-conversation.ts';
import { unitsCsvPieces } from '#core/exports/units-csv.ts';
import { REQUEST, traceOf } from '../conversation/streams.ts';
import { plainWords } from './plain-words.ts';

const text = (content: string): Uint8Array => {
  const payload = toUtf8(content);
  return Uint8Array.from([0x81, payload.length, ...payload]);
};

const linesOf = (...frames: Uint8Array[]): string[] => {
  const conversation = readInflatedConversation(
    traceOf([['c', REQUEST], ...frames.map((frame) => ['s', frame] as const)]),
  );
  return [...unitsCsvPieces(conversation, plainWords(conversation))].map((line) => line.trimEnd());
};

test('each unit is a line with its frame’s fields, content and broken rules', () => {
  const [heads, request, first, second, third] = linesOf(
    text('Hello'),
    fromHex('8203010203'),
    fromHex('c1024869'),
  );
  expect(heads).toMatch(/^title,sent_at_ms,sender,kind,fin,opcode,masked,bytes,/);
  expect(request).toMatch(/,client,request,,,,\d+,,,,/);
  expect(first).toMatch(/,server,frame,1,1,0,7,5,Hello,text,,,$/);
  expect(second).toMatch(/,server,frame,1,2,0,5,3,010203,hex,,,$/);
  expect(third).toMatch(/,frame\.rsv1-[a-z-]+,,$|,frame\.[a-z0-9-]+,,$/);
});

test.each([
  { content: 'a,b', cell: '"a,b"' },
  { content: 'say "hi"', cell: '"say ""hi"""' },
  { content: '=1+1', cell: "'=1+1" },
  { content: '@cmd', cell: "'@cmd" },
  { content: '-5', cell: '-5' },
  { content: '-x', cell: "'-x" },
])(
  '“$content” is written as a cell that no program takes for something else',
  ({ content, cell }) => {
    expect(linesOf(text(content))[2]).toContain(`,${cell},text,`);
  },
);
