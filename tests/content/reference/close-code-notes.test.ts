import { expect, test } from 'vitest';
import {
  classifyCloseCode,
  isSendableCloseCode,
  NAMED_CLOSE_CODES,
} from '#core/protocol/messages/close-code.ts';
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

/** What codes without a name of their own are called. */
const CLASS_NAMES = new Set(
  Array.from({ length: 0x1_0000 }, (_, code) => code)
    .filter((code) => !(code in NAMED_CLOSE_CODES))
    .map(closeCodeName),
);

test.each(Object.entries(NAMED_CLOSE_CODES))('%s has a name of its own', (code, kind) => {
  expect(classifyCloseCode(Number(code))).toBe(kind);
  expect(CLASS_NAMES).not.toContain(closeCodeName(Number(code)));
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
  for (const code of [1005, 1006, 1015]) {
    expect(isSendableCloseCode(code)).toBe(false);
    expect(closeCodeMeaning(code)).toContain('must not be sent');
  }
  // RFC 6455 §7.4.1 reserves 1004, and forbids only 1005, 1006 and 1015.
  expect(isSendableCloseCode(1004)).toBe(false);
  expect(closeCodeMeaning(1004)).toContain('reserved');
});

test('no words are there twice', () => {
  const meanings = [CLOSE_CODE_MEANINGS, CLOSE_CODE_CLASS_MEANINGS].flatMap(Object.values);
  expect(new Set(meanings).size).toBe(meanings.length);
});
