import { expect, test } from 'vitest';
import { withLocalPolicy } from '#node/server/local-policy.ts';
import { DOCUMENT } from './open-server.ts';

const directives = (html: string) =>
  (/content="([^"]*)"/.exec(html)?.[1] ?? '').split(';').map((each) => each.trim());

test('exactly one directive changes', () => {
  const before = directives(DOCUMENT);
  const after = directives(withLocalPolicy(DOCUMENT));
  expect(after).toHaveLength(before.length);
  const changed = after.filter((directive, index) => directive !== before[index]);
  expect(changed).toEqual(["connect-src 'self'"]);
});

test('only the policy changes, not a text that looks like it', () => {
  const html = DOCUMENT.replace('Start', "connect-src 'none'");
  expect(withLocalPolicy(html)).toContain("<body>connect-src 'none'</body>");
  const other = '<meta http-equiv="X" content="connect-src \'none\'" />';
  expect(withLocalPolicy(other)).toBe(other);
});
