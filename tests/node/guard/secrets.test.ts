import { expect, test } from 'vitest';
import { SessionKey, Tickets } from '#node/guard/secrets.ts';

test('a key is 128 bits, another one each time, and safe in an address', () => {
  const [one, other] = [new SessionKey(), new SessionKey()];
  expect(Buffer.from(one.text, 'base64url')).toHaveLength(16);
  expect(one.text).toMatch(/^[\w-]{22}$/);
  expect(one.text).not.toBe(other.text);
});

test('only the whole key counts, as a bearer', () => {
  const key = new SessionKey();
  expect(key.isIn(`Bearer ${key.text}`)).toBe(true);
  const wrong = [
    undefined,
    '',
    'Bearer ',
    key.text,
    `bearer ${key.text}`,
    `Bearer ${key.text} `,
    `Bearer ${key.text}x`,
    `Bearer ${key.text.slice(1)}`,
    `Basic ${key.text}`,
    `Bearer ${new SessionKey().text}`,
  ];
  expect(wrong.filter((authorization) => key.isIn(authorization))).toEqual([]);
});

test('a ticket counts once', () => {
  const tickets = new Tickets<string>();
  const one = tickets.issue('one');
  const other = tickets.issue('other');
  expect(tickets.redeem(other)).toEqual({ purpose: 'other' });
  expect(tickets.redeem(other)).toBeNull();
  expect(tickets.redeem('')).toBeNull();
  expect(tickets.redeem(one)).toEqual({ purpose: 'one' });
});

test('a ticket lasts ten seconds', () => {
  let nowMs = 0;
  const tickets = new Tickets<string>(() => nowMs);
  const early = tickets.issue('early');
  nowMs = 5_000;
  const late = tickets.issue('late');
  nowMs = 10_000;
  expect(tickets.redeem(early)).toBeNull();
  nowMs = 14_999;
  expect(tickets.redeem(late)).toEqual({ purpose: 'late' });
});

test('no more than 64 tickets wait', () => {
  const tickets = new Tickets<number>();
  const texts = Array.from({ length: 65 }, (_, index) => tickets.issue(index));
  expect(tickets.redeem(texts[0]!)).toBeNull();
  expect(tickets.redeem(texts[1]!)).toEqual({ purpose: 1 });
});
