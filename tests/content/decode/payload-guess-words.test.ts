import { expect, test } from 'vitest';
import { guessWords } from '#content/decode/payload-guess-words.ts';
import { GUESS_IDS } from '#core/payloads/guess-result.ts';
import { guessPayload } from '#core/payloads/payload-guess.ts';
import { toUtf8 } from '#core/bytes/text.ts';

const said = (text: string) => {
  const [guess] = guessPayload(toUtf8(text), 'text');
  const { title, reason } = guessWords(guess!);
  return `${title}: ${reason}.`;
};

test.each([
  { text: '{"a":1}', words: 'Probably JSON: all of it reads as JSON: an object with 1 member.' },
  { text: '[]', words: 'Probably JSON: all of it reads as JSON: an array with 0 elements.' },
  { text: '"a"', words: 'Perhaps JSON: all of it reads as JSON: a string.' },
  {
    text: '42["chat\u202e"]',
    words:
      'Probably Socket.IO: it begins with “42”, which is Engine.IO’s message and Socket.IO’s EVENT, here of “chat\\u202e”.',
  },
  { text: '2', words: 'It could be Engine.IO: “2” is Engine.IO’s ping.' },
  {
    text: '{"type":1}\x1e',
    words:
      'Probably SignalR, as JSON: each JSON object in it ends with the byte 1e; the first is an Invocation.',
  },
])('$text', ({ text, words }) => {
  expect(said(text)).toBe(words);
});

test.each(GUESS_IDS)('%s has words, whatever was seen', (id) => {
  const { title, reason } = guessWords({
    id,
    confidence: 'likely',
    facts: [],
    tree: null,
    omitted: 0,
  });
  expect(title).toMatch(/^Probably \S/);
  expect(reason).not.toBe('');
  expect(reason).not.toContain('undefined');
});
