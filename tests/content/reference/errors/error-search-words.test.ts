import { expect, test } from 'vitest';
import { searchErrors } from '#content/reference/errors/error-finder.ts';
import { closeFrameOf, resultsOf } from '#content/reference/errors/error-results.ts';
import {
  answerWords,
  foundWords,
  POPULAR_MESSAGES,
} from '#content/reference/errors/error-search-words.ts';

test.each(POPULAR_MESSAGES)('“%s” finds something', (message) => {
  expect(searchErrors(message)).not.toEqual([]);
});

test('the popular messages lead to each answer about a cause', () => {
  const answers = POPULAR_MESSAGES.map((text) => resultsOf(searchErrors(text))[0]?.answer);
  expect(new Set(answers)).toEqual(new Set(['frame', 'handshake', 'no-frame']));
});

test('results are counted, with where the first one leads', () => {
  expect(foundWords(1, { answer: 'no-frame', causes: [] })).toBe('1 result: it names no frame.');
  expect(foundWords(2, { answer: 'handshake', causes: [] })).toBe(
    '2 results. The first: the handshake failed.',
  );
});

test.each([
  ['Max payload size exceeded', 'It exceeded a limit of the receiver'],
  ['Too many message fragments', 'It exceeded a limit of the receiver'],
  ['FIN must be set', 'The receiver read a frame that broke a rule'],
  // A browser prints it after a broken frame, too.
  ['was interrupted while the page was loading', 'It names no frame'],
])('“%s” leads to: %s', (message, words) => {
  const [result] = resultsOf(searchErrors(message));
  expect(result && answerWords(result)).toBe(words);
});

test('a text that several libraries print for the same cause is one result', () => {
  const results = resultsOf(
    searchErrors('A server must not mask any frames that it sends to the client.'),
  );
  expect(results.map((result) => result.kind === 'message' && result.libraries)).toEqual([
    ['Chromium', 'WebKit before URLSession'],
  ]);
});

test('the status of a response comes from its message', () => {
  const statusOf = (text: string) =>
    resultsOf(searchErrors(text)).map((result) => result.kind === 'message' && result.status);
  expect(statusOf('Error: Unexpected server response: 502')).toEqual([502]);
  expect(statusOf("Expected HTTP 101 response but was '200 OK'")).toEqual([200]);
  expect(statusOf('Invalid WebSocket frame: invalid opcode 3')[0]).toBeNull();
});

test.each([
  [1000, 'close', '880203e8'],
  [1005, 'close', '8800'],
  [1004, 'close', null],
  [1006, 'no-frame', null],
  [1015, 'no-frame', null],
  [4001, 'close', '88020fa1'],
])('close code %i: %s', (code, answer, hex) => {
  const [result] = resultsOf(searchErrors(String(code)));
  expect(result).toMatchObject({ kind: 'close-code', code, answer });
  const frame = result?.kind === 'close-code' ? closeFrameOf(result) : null;
  expect(frame && Buffer.from(frame.bytes).toString('hex')).toBe(hex);
});
