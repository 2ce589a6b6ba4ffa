import { expect, test } from 'vitest';
import { plainText, splitSentence, type Prose } from '#content/phrasing/prose.ts';
import { rfc } from '#core/protocol/rules/reference.ts';

const code = { code: 'close' };

test.each<{ name: string; prose: Prose; sentence: string; rest: string }>([
  { name: 'one sentence', prose: ['It is open.'], sentence: 'It is open.', rest: '' },
  { name: 'two', prose: ['It is open. Go on.'], sentence: 'It is open.', rest: 'Go on.' },
  {
    name: 'two in two parts',
    prose: ['It is open.', ' Go on.'],
    sentence: 'It is open.',
    rest: 'Go on.',
  },
  {
    name: 'code before the end',
    prose: ['The ', code, ' event fires. Then ', code, '.'],
    sentence: 'The close event fires.',
    rest: 'Then close.',
  },
  {
    name: 'a section and a version',
    prose: ['HTTP/1.1 is meant by ', rfc(6455, '4.1'), '. No more.'],
    sentence: 'HTTP/1.1 is meant by RFC 6455 §4.1.',
    rest: 'No more.',
  },
  {
    name: 'a quotation',
    prose: ['It says “Hi.” Then ends.'],
    sentence: 'It says “Hi.” Then ends.',
    rest: '',
  },
  { name: 'nothing', prose: [], sentence: '', rest: '' },
])('$name splits after the first sentence', ({ prose, sentence, rest }) => {
  const split = splitSentence(prose);
  expect({ sentence: plainText(split.sentence), rest: plainText(split.rest) }).toEqual({
    sentence,
    rest,
  });
});
