import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toHex } from '#core/bytes/hex.ts';
import { composeConversation } from '#core/editing/compose-conversation.ts';
import {
  newMessageDraft,
  readDraft,
  type ConversationDraft,
  type MessageDraft,
} from '#core/editing/conversation-draft.ts';
import { MessageDeflater } from '#core/protocol/compression/message-deflater.ts';
import { readStream } from '#core/trace/trace.ts';

const draftOf = (
  messages: readonly Partial<MessageDraft>[],
  rest: Partial<ConversationDraft> = {},
): ConversationDraft => ({
  hasHandshake: true,
  target: '/',
  host: 'example.com',
  messages: messages.map((message, id) => ({ ...newMessageDraft(id), ...message })),
  ...rest,
});

/** "content: not-hex"; of the first message that has any. */
const problemsIn = (draft: ConversationDraft) => {
  const { messages, ...others } = readDraft(draft).problems;
  return [others, ...messages].flatMap((each) =>
    Object.entries(each).map(([field, problem]) => `${field}: ${problem}`),
  );
};

test.each<{ message: Partial<MessageDraft>; problems: readonly string[] }>([
  { message: {}, problems: [] },
  { message: { content: 'Hello', fragments: ' 3 ' }, problems: [] },
  { message: { content: 'a\ud800' }, problems: ['content: lone-surrogate'] },
  { message: { notation: 'hex', content: 'c3 a9' }, problems: [] },
  { message: { notation: 'hex', content: 'c3' }, problems: ['content: not-utf8'] },
  { message: { notation: 'hex', content: 'c3', type: 'binary' }, problems: [] },
  { message: { notation: 'hex', content: 'c' }, problems: ['content: odd-hex-digits'] },
  { message: { notation: 'hex', content: 'xy' }, problems: ['content: not-hex'] },
  { message: { type: 'ping', content: 'a'.repeat(125) }, problems: [] },
  { message: { type: 'ping', content: 'a'.repeat(126) }, problems: ['content: control-too-long'] },
  { message: { type: 'pong', content: 'é'.repeat(63) }, problems: ['content: control-too-long'] },
  { message: { fragments: '0' }, problems: ['fragments: not-a-count'] },
  { message: { fragments: '65' }, problems: ['fragments: not-a-count'] },
  { message: { fragments: '1.5' }, problems: ['fragments: not-a-count'] },
  { message: { fragments: '' }, problems: ['fragments: not-a-count'] },
  { message: { maskingKey: '01 02 03 04' }, problems: [] },
  { message: { maskingKey: '1 2 3' }, problems: ['maskingKey: not-a-masking-key'] },
  { message: { maskingKey: '12 34' }, problems: ['maskingKey: not-a-masking-key'] },
  { message: { maskingKey: '12 34', sender: 'server' }, problems: [] },
  { message: { type: 'close' }, problems: [] },
  { message: { type: 'close', closeCode: '' }, problems: [] },
  {
    message: { type: 'close', closeCode: '', reason: 'a' },
    problems: ['reason: reason-without-code'],
  },
  { message: { type: 'close', closeCode: '1005' }, problems: ['closeCode: code-not-sendable'] },
  { message: { type: 'close', closeCode: 'x' }, problems: ['closeCode: not-a-close-code'] },
  { message: { type: 'close', reason: 'a'.repeat(123) }, problems: [] },
  { message: { type: 'close', reason: 'a'.repeat(124) }, problems: ['reason: reason-too-long'] },
  { message: { type: 'close', reason: '\ud800' }, problems: ['reason: lone-surrogate'] },
])('a message with $message', ({ message, problems }) => {
  expect(problemsIn(draftOf([message]))).toEqual(problems);
  expect(readDraft(draftOf([message])).spec === null).toBe(problems.length > 0);
});

test('a compressed message wants a handshake to agree on it', () => {
  const message = { isCompressed: true };
  expect(problemsIn(draftOf([message]))).toEqual([]);
  expect(problemsIn(draftOf([message], { hasHandshake: false }))).toEqual([
    'isCompressed: compressed-without-handshake',
  ]);
});

test.each([
  { rest: { target: 'chat' }, problems: ['target: not-a-target'] },
  { rest: { host: 'exa mple' }, problems: ['host: not-a-host'] },
  { rest: { target: 'chat', hasHandshake: false }, problems: ['conversation: no-messages'] },
])('a handshake with $rest', ({ rest, problems }) => {
  expect(problemsIn(draftOf([], rest))).toEqual(problems);
});

test('a side that has closed sends nothing more, but the other side still can', () => {
  const draft = draftOf([
    { sender: 'client', type: 'close' },
    { sender: 'server', content: 'a' },
    { sender: 'client', content: 'b' },
    { sender: 'server', type: 'close' },
  ]);
  expect(problemsIn(draft)).toEqual(['sender: after-close']);
});

test('a spec can be composed, whatever was typed', () => {
  const text = fc.oneof(fc.string(), fc.constantFrom('', '1000', '4000', '00ff', '01020304', '2'));
  const message = fc.record({
    id: fc.nat(),
    sender: fc.constantFrom('client' as const, 'server' as const),
    type: fc.constantFrom(
      'text' as const,
      'binary' as const,
      'ping' as const,
      'pong' as const,
      'close' as const,
    ),
    notation: fc.constantFrom('text' as const, 'hex' as const),
    content: text,
    fragments: fc.constantFrom('1', '2', '64', 'x'),
    isCompressed: fc.boolean(),
    maskingKey: text,
    closeCode: text,
    reason: text,
  });
  let composedCount = 0;
  fc.assert(
    fc.property(fc.array(message, { maxLength: 4 }), fc.boolean(), (messages, hasHandshake) => {
      const { spec, problems } = readDraft({ hasHandshake, target: '/', host: 'a', messages });
      expect(problems.messages).toHaveLength(messages.length);
      if (spec === null) return;
      composedCount++;
      const trace = composeConversation(spec, MessageDeflater);
      expect(toHex(readStream(trace, 'client-to-server'))).toBeTypeOf('string');
    }),
    { seed: 6455, numRuns: 400 },
  );
  expect(composedCount).toBeGreaterThan(40);
});
