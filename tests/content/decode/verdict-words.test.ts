import { describe, expect, test } from 'vitest';
import { unreadWords } from '#content/decode/unread-words.ts';
import {
  isLimited,
  NO_BROKEN_RULE,
  verdictLimits,
  verdictWords,
} from '#content/decode/verdict-words.ts';
import type { Judgement } from '#core/workbench/judgement.ts';

const ALL: Judgement = {
  madeFrames: 'none',
  isAltered: false,
  isIncomplete: false,
  hasMoreFrames: false,
  hasPlaceholders: false,
  hasAddedLineEnds: false,
  problems: 0,
  isConductInQuestion: false,
};
const NONE = { whole: 0, partial: 0 };

describe('a verdict without findings', () => {
  test('is clean only if all of the input could be judged', () => {
    expect(verdictWords(ALL, NONE)).toBe(NO_BROKEN_RULE);
    expect(verdictLimits(ALL, NONE)).toEqual([]);
    expect(isLimited(ALL, NONE)).toBe(false);
  });

  test('says nothing of conduct that is in question', () => {
    const judgement = { ...ALL, isConductInQuestion: true };
    expect(verdictWords(judgement, NONE)).toBe('No frame breaks a rule by itself.');
    expect(verdictWords({ ...judgement, isIncomplete: true }, NONE)).toBe(
      'No frame that was read breaks a rule by itself.',
    );
  });

  test.each<[Partial<Judgement>, Partial<typeof NONE>, RegExp]>([
    [{ madeFrames: 'all' }, {}, /Only their payloads can be judged\.$/],
    [{ madeFrames: 'some' }, {}, /in what was read\. .*only the payloads were judged\.$/],
    [{ isAltered: true, problems: 1 }, {}, /can’t be judged\. The text has 1 problem\.$/],
    [{ isIncomplete: true }, {}, /in what was read\. Some bytes are missing\.$/],
    [{ hasPlaceholders: true }, {}, /in what was read\. Parts of heads .*weren’t judged\.$/],
    [{ hasAddedLineEnds: true }, {}, /in what was read\. Line ends .*weren’t judged\.$/],
    [{ problems: 2 }, {}, /in what was read\. The text has 2 problems\.$/],
    [{}, { whole: 2 }, /^No rule is broken in what was read\. 2 lines weren’t read\.$/],
    [{}, { partial: 1 }, /in what was read\. Part of a line wasn’t read\.$/],
  ])('with %j and unread %j names the limit', (changes, unread, words) => {
    const judgement = { ...ALL, ...changes };
    const lines = { ...NONE, ...unread };
    const said = [verdictWords(judgement, lines), ...verdictLimits(judgement, lines)].join(' ');
    expect(said).toMatch(words);
    expect(said).not.toContain(NO_BROKEN_RULE);
    expect(isLimited(judgement, lines)).toBe(true);
  });
});

test.each([
  [0, 0, ''],
  [1, 0, '1 line wasn’t read.'],
  [1200, 0, '1,200 lines weren’t read.'],
  [0, 1, 'Part of a line wasn’t read.'],
  [0, 2, 'Parts of 2 lines weren’t read.'],
  [1, 1, '1 line and part of another weren’t read.'],
  [3, 2, '3 lines and parts of 2 others weren’t read.'],
])('%d lines and parts of %d: %s', (whole, partial, words) => {
  expect(unreadWords({ whole, partial })).toBe(words);
});
