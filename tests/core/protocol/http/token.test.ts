import { describe, expect, test } from 'vitest';
import { isSameToken, isToken, tokenAt } from '#core/protocol/http/token.ts';

describe('tokens', () => {
  test('have every visible ASCII character but the separators of RFC 2616', () => {
    const visible = Array.from({ length: 0x7e - 0x20 }, (_, i) => String.fromCharCode(0x21 + i));
    const separators = '()<>@,;:\\"/[]?={}';
    expect(visible.filter((character) => !isToken(character)).join('')).toBe(
      visible.filter((character) => separators.includes(character)).join(''),
    );
  });

  test.each(['', 'a b', ' a', 'a\t', 'é', 'a\n'])('are not %j', (text) => {
    expect(isToken(text)).toBe(false);
  });
});

describe('the token at an index', () => {
  test.each([
    { text: 'a; b', start: 0, token: 'a' },
    { text: 'a; b', start: 1, token: '' },
    { text: 'a; bc', start: 3, token: 'bc' },
    { text: 'a-b=c', start: 0, token: 'a-b' },
    { text: 'a', start: 1, token: '' },
  ])('$start of "$text" is "$token"', ({ text, start, token }) => {
    expect(tokenAt(text, start)).toBe(token);
    // Not from a position that an earlier call left.
    expect(tokenAt(text, start)).toBe(token);
  });
});

test('tokens are compared without case, but not without their ends', () => {
  expect(isSameToken('WebSocket', 'websocket')).toBe(true);
  expect(isSameToken('websocket', 'websocket2')).toBe(false);
});
