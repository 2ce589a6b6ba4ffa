import { afterEach, expect, test } from 'vitest';
import { mayConnect } from '#view/browser/connect-policy.ts';

afterEach(() => document.head.replaceChildren());

function addPolicy(content: string): void {
  const meta = document.createElement('meta');
  meta.httpEquiv = 'Content-Security-Policy';
  meta.content = content;
  document.head.append(meta);
}

test('a page without a policy connects to nothing', () => {
  expect(mayConnect()).toBe(false);
});

test.each([
  ["default-src 'none'; connect-src 'self'; base-uri 'none'", true],
  ["connect-src 'self'", true],
  ["default-src 'none'; connect-src 'none'; base-uri 'none'", false],
  ["default-src 'self'; script-src 'self'", false],
  ["connect-src 'self' https://example.org", false],
])('with the policy “%s”: %s', (policy, expected) => {
  addPolicy(policy);
  expect(mayConnect()).toBe(expected);
});
