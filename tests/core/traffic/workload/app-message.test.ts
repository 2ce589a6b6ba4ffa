import { describe, expect, test } from 'vitest';
import { fromUtf8 } from '#core/bytes/text.ts';
import {
  encodeMessage,
  MESSAGE_FORMATS,
  messageText,
  type AppMessage,
} from '#core/traffic/workload/app-message.ts';

const messageOf = (size: number, index = 0): AppMessage => ({
  direction: 'server-to-client',
  index,
  madeAtMs: 0,
  size,
});

const SIZES = [1, 2, 3, 23, 24, 25, 26, 27, 60, 1000];

describe.each(MESSAGE_FORMATS)('%s', (format) => {
  test.each(SIZES)('of %d bytes has that many', (size) => {
    for (const index of [0, 9, 99, 12_345]) {
      expect(encodeMessage(messageOf(size, index), format)).toHaveLength(size);
    }
  });

  test('is the same every time, and different for every message', () => {
    const [one, again] = [messageOf(60), messageOf(60)].map((each) => encodeMessage(each, format));
    expect(one).toEqual(again);
    expect(encodeMessage(messageOf(60, 1), format)).not.toEqual(one);
    expect(encodeMessage({ ...messageOf(60), direction: 'client-to-server' }, format)).not.toEqual(
      one,
    );
  });
});

test.each(SIZES)('JSON of %d bytes is a value', (size) => {
  const text = fromUtf8(encodeMessage(messageOf(size, 5), 'json'));
  expect(() => JSON.parse(text) as unknown).not.toThrow();
  if (size >= 26) expect(JSON.parse(text)).toMatchObject({ n: 6 });
});

test.each(SIZES)('text of %d bytes needs no escapes in JSON', (size) => {
  const text = messageText(messageOf(size));
  expect(JSON.stringify(text)).toBe(`"${text}"`);
});
