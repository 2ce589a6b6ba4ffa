import { describe, expect, test } from 'vitest';
import { linkProblemText } from '#content/compare/link-problem-words.ts';
import { parseAddress } from '#core/sharing/address.ts';
import { readCompareAddress } from '#core/sharing/compare-address.ts';
import { faultsIn } from './grammar.ts';

const said = (text: string) =>
  readCompareAddress(parseAddress(`#/compare?${text}`)).problems.map(linkProblemText);

describe('a link’s problem is said', () => {
  test.each([
    [
      'down=9999',
      'The address asks for “9999” at “Messages to the client”. The most is 1,200 / min, so it is that.',
    ],
    ['size=0', 'The address asks for “0” at “Message size”. The least is 1 B, so it is that.'],
    [
      'poll=0.25',
      'The address asks for “0.25” at “Poll every”. It goes in steps of 0.1, so it is 0.3 s.',
    ],
    [
      'for=ever',
      'The address asks for “ever” at “Played sample”. That isn’t a decimal number, so it is 60 s.',
    ],
    [
      'rtt=0x10',
      'The address asks for “0x10” at “Round trip”. That isn’t a decimal number, so it is 60 ms.',
    ],
    [
      'headers=opera',
      'The address asks for “opera” at “Headers of”, which isn’t an option. It is “Chromium 156” here.',
    ],
    [
      'late=abc',
      'The address asks for “abc” at “How late may it be?”. That isn’t a decimal number, so it is 1 s.',
    ],
    [
      'late=0',
      'The address asks for “0” at “How late may it be?”. The least is 1 ms, so it is that.',
    ],
    [
      'late=3600001',
      'The address asks for “3600001” at “How late may it be?”. The most is 1 h, so it is that.',
    ],
    [
      'between=mars',
      'The address asks for “mars” at “What is in between?”, which isn’t an option. It is “nothing” here.',
    ],
    ['speed=9', 'The address has “speed”, which isn’t a setting, so it is ignored.'],
    ['a&b', 'The address has “a” and “b”, which aren’t settings, so they are ignored.'],
    [
      'a&b&c&d&e',
      'The address has “a”, “b”, “c” and 2 more, which aren’t settings, so they are ignored.',
    ],
    ['up=1&up=2', 'The address has several values for “up”. The last one counts.'],
  ])('%s', (text, sentence) => {
    expect(said(text)).toEqual([sentence]);
    expect(faultsIn(sentence.replaceAll(/“[^”]*”/g, 'x')).filter(isGrammar)).toEqual([]);
  });
});

/** Labels in quotation marks are no words of the sentence. */
const isGrammar = (fault: string) => !/^has no verb/.test(fault);
