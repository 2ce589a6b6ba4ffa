import { describe, expect, test } from 'vitest';
import {
  editCount,
  EXPORT_TOO_LARGE,
  LINK_NOTE,
  LINK_WITH_BYTES,
  MORE_FRAMES,
  moreGaps,
  EMPTY_BENCH,
  notWhole,
  readAsWords,
  partTitle,
  rowsToPlay,
  RECIPES_NOTE,
  TEXT_UNCHANGED,
} from '#content/decode/bench-words.ts';
import { fileTooBig, fileUnreadable } from '#content/decode/file-words.ts';
import { plainText } from '#content/phrasing/prose.ts';

describe('counts agree with their nouns', () => {
  test.each([
    [editCount(1), '1 change '],
    [editCount(2), '2 changes '],
    [editCount(1000), '1,000 changes '],
    [rowsToPlay(300), '300 rows'],
    [partTitle('a.pcap', 1200, 1499), 'a.pcap, rows 1,200 to 1,499'],
    [moreGaps(1), '1 more gap,'],
    [moreGaps(12), '12 more gaps,'],
    [fileTooBig('a.pcap', 70_000_000, 1), 'a.pcap” has 70,000,000 bytes'],
    [fileTooBig('a.pcap', 70_000_000, 1), 'At most 1 byte '],
  ])('%s', (words, expected) => {
    expect(words).toContain(expected);
  });
});

test('what the reader has to recognize is in the words', () => {
  expect(notWhole('Frame 3', '2 of 5 bytes are missing')).toMatch(
    /^Frame 3 .*2 of 5 bytes are missing\.$/,
  );
  expect(fileUnreadable('notes')).toContain('“notes”');
  expect(readAsWords('hex')).toContain('hex');
});

test.each([
  EMPTY_BENCH,
  MORE_FRAMES,
  TEXT_UNCHANGED,
  plainText(LINK_NOTE),
  LINK_WITH_BYTES,
  EXPORT_TOO_LARGE,
  RECIPES_NOTE,
])('a sentence: %s', (sentence) => {
  expect(sentence).toMatch(/^\p{Lu}.*[^.]\.$/u);
});
