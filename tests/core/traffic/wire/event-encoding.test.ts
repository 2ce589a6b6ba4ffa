import { expect, test } from 'vitest';
import { fromUtf8 } from '#core/bytes/text.ts';
import {
  COMMENT_SIZE,
  encodeEvent,
  eventFieldsSize,
  eventFramingSize,
  HEARTBEAT_COMMENT_SIZE,
} from '#core/traffic/wire/event-encoding.ts';
import { MESSAGE_FORMATS, type AppMessage } from '#core/traffic/workload/app-message.ts';

const messageOf = (size: number, index = 0): AppMessage => ({
  direction: 'server-to-client',
  index,
  madeAtMs: 0,
  size,
});

test.each(MESSAGE_FORMATS)('the framing of an event in %s is what its message leaves', (format) => {
  for (const hasId of [false, true]) {
    for (const [size, index] of [
      [1, 0],
      [2, 8],
      [3, 9],
      [60, 99],
      [300, 1000],
    ] as const) {
      const message = messageOf(size, index);
      const bytes = encodeEvent(message, format, hasId);
      expect(eventFramingSize(message, format, hasId)).toBe(bytes.length - size);
    }
  }
});

test('an event is its fields and an empty line, in a chunk', () => {
  expect(fromUtf8(encodeEvent(messageOf(2), 'text', true))).toBe('10\r\nid: 1\ndata: #1\n\n\r\n');
  expect(fromUtf8(encodeEvent(messageOf(2), 'text', false))).toBe('a\r\ndata: #1\n\n\r\n');
  expect(eventFieldsSize(messageOf(2), 'text', true)).toBe(0x10 - 2);
});

test('a heartbeat is a comment in a chunk', () => {
  const comment = fromUtf8(encodeEvent(null, 'text', true));
  expect(comment).toBe('3\r\n:\n\n\r\n');
  expect(HEARTBEAT_COMMENT_SIZE).toBe(comment.length);
  expect(COMMENT_SIZE).toBe(3);
});
