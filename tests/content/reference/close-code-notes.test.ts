import { expect, test } from 'vitest';
import { isSendableCloseCode } from '#core/protocol/messages/close-code.ts';
import { closeCodeName } from '#content/reference/close-code-names.ts';
import {
  CLOSE_CODE_CLASS_MEANINGS,
  CLOSE_CODE_MEANINGS,
  closeCodeMeaning,
} from '#content/reference/close-code-notes.ts';

test('every close code has words', () => {
  for (let code = 0; code <= 0xffff; code++) {
    expect(closeCodeName(code)).not.toBe('');
    expect(closeCodeMeaning(code)).toMatch(/\.$/);
  }
});

test.each([
  [999, 'never used'],
  [1000, 'normal'],
  [1005, 'no code'],
  [1016, 'not assigned'],
  [3000, 'registered'],
  [4999, 'private'],
  [5000, 'out of range'],
])('%i is “%s”', (code, name) => {
  expect(closeCodeName(code)).toBe(name);
});

test('a code that must not be sent says so', () => {
  for (const code of [1004, 1005, 1006, 1015]) {
    expect(isSendableCloseCode(code)).toBe(false);
    expect(closeCodeMeaning(code)).toMatch(/not be sent|nobody|only inside an API/i);
  }
});

test('no words are there twice', () => {
  const meanings = [CLOSE_CODE_MEANINGS, CLOSE_CODE_CLASS_MEANINGS].flatMap(Object.values);
  expect(new Set(meanings).size).toBe(meanings.length);
});
