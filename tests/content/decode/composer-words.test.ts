import { expect, test } from 'vitest';
import {
  composedSizes,
  NOT_READY,
  NOTHING_MADE,
  SIZE_UNKNOWN,
} from '#content/decode/composer-words.ts';

test.each([
  [0, 0, '0 bytes from the client, 0 from the server.'],
  [1, 2, '1 byte from the client, 2 from the server.'],
  [1500, 1, '1,500 bytes from the client, 1 from the server.'],
])('%i bytes and %i bytes', (fromClient, fromServer, expected) => {
  expect(composedSizes(fromClient, fromServer)).toBe(expected);
});

test.each([NOT_READY, SIZE_UNKNOWN, NOTHING_MADE])('a sentence: %s', (sentence) => {
  expect(sentence).toMatch(/^\p{Lu}.*[^.]\.$/u);
});
