import { expect, test } from 'vitest';
import { fromUtf8 } from '#core/bytes/text.ts';
import { encodeMessageList, wrappingSize } from '#core/traffic/wire/message-list.ts';
import {
  encodeMessage,
  MESSAGE_FORMATS,
  messageText,
  type AppMessage,
} from '#core/traffic/workload/app-message.ts';

const messagesOf = (...sizes: number[]): AppMessage[] =>
  sizes.map((size, index) => ({ direction: 'server-to-client', index, madeAtMs: 0, size }));

const LISTS = [[], [1], [30], [5, 60, 24], [300, 300]];

test.each(MESSAGE_FORMATS)('the wrapping of a list in %s is what its messages leave', (format) => {
  for (const sizes of LISTS) {
    const payload = sizes.reduce((sum, size) => sum + size, 0);
    const list = encodeMessageList(messagesOf(...sizes), format);
    expect(wrappingSize(sizes.length, format)).toBe(list.length - payload);
  }
});

test('text is an array of strings, and JSON an array of values', () => {
  const messages = messagesOf(5, 60);
  expect(JSON.parse(fromUtf8(encodeMessageList(messages, 'text')))).toEqual(
    messages.map((message) => messageText(message)),
  );
  expect(JSON.parse(fromUtf8(encodeMessageList(messages, 'json')))).toEqual(
    messages.map((message) => JSON.parse(messageText(message, 'json')) as unknown),
  );
});

test('binary messages follow their lengths', () => {
  const [message] = messagesOf(3);
  expect(encodeMessageList([message!], 'binary')).toEqual(
    Uint8Array.of(0, 0, 0, 3, ...encodeMessage(message!, 'binary')),
  );
});
