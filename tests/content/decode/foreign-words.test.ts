import { expect, test } from 'vitest';
import { foreignWords } from '#content/decode/foreign-words.ts';
import { ARCHIVES, FOREIGN_CAPTURES } from '#core/captures/foreign-format.ts';

test.each([...FOREIGN_CAPTURES, ...ARCHIVES])('%s is named, with what to do', (format) => {
  const { title, advice } = foreignWords(format, 'a.cap');
  expect(title).toMatch(/^This is a /);
  expect(advice).toMatch(/nothing is judged\. (?:Convert|Unpack|A WebSocket runs over TCP)/);
});

test('a command names the file as a shell takes it', () => {
  expect(foreignWords('snoop', 'a.cap').advice).toMatch(
    /: editcap -F pcapng a\.cap converted\.pcapng$/,
  );
  expect(foreignWords('k12', 'a b.txt').advice).toContain("-T ether 'a b.txt'");
  expect(foreignWords('xz', "a'; rm b").advice).toMatch(/: xz -d 'a; rm b'$/);
});
