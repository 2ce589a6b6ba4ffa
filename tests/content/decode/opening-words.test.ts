import { expect, test } from 'vitest';
import { acceptWords, pageOutcomeWords } from '#content/decode/opening-words.ts';
import type { PageFailure } from '#core/page/opening-outcome.ts';
import { PAGE_FAILURE_NOTES } from '#content/reference/header-notes.ts';
import { plainText } from '#content/phrasing/prose.ts';

test.each([
  { answered: null, expected: 'The response has no Sec-WebSocket-Accept. It has to be abc=.' },
  { answered: 'abc=', expected: 'The response has abc=, which matches.' },
  { answered: 'xyz', expected: 'The response has xyz, which is wrong. It has to be abc=.' },
])('accept value $answered', ({ answered, expected }) => {
  expect(plainText(acceptWords('abc=', answered))).toBe(expected);
});

test('an open connection has its subprotocol and its extensions', () => {
  const outcome = { kind: 'opens', protocol: 'chat', extensions: '' } as const;
  expect(plainText(pageOutcomeWords(outcome))).toBe(
    'The event open. Its protocol is “chat”, its extensions are “”.',
  );
});

test('a failed one has two events and a code', () => {
  const outcome = { kind: 'fails', events: ['error', 'close'], code: 1006, because: 'status' };
  expect(plainText(pageOutcomeWords(outcome as never))).toMatch(
    /^The events error and close, with code 1006, and nothing else: /,
  );
});

// Firefox 153 opens without a subprotocol: see tests/browser/page-differences.ts.
test.each(['interim', 'subprotocol'])('only Chromium’s page fails because of: %s', (because) => {
  const outcome = { kind: 'fails', events: ['error', 'close'], code: 1006, because };
  expect(plainText(pageOutcomeWords(outcome as never))).toMatch(/^In Chromium, the events error/);
  expect(PAGE_FAILURE_NOTES[because as PageFailure]).toContain('Firefox');
});
