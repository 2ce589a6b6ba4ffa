import { describe, expect, test } from 'vitest';
import {
  ATTEMPT_COLUMNS,
  attemptOutcome,
  attemptTable,
  headLines,
  isAsWanted,
  playAttempt,
} from '#content/guides/who-may-connect-figure.ts';
import { LOGINS, VISITORS } from '#core/operations/cross-site-connect.ts';
import { faultsIn } from '../compare/grammar.ts';

const rows = VISITORS.flatMap((visitor) =>
  LOGINS.flatMap((login) =>
    [false, true].map((checksOrigin) => ({ visitor, login, checksOrigin })),
  ),
);

describe.each(rows)('$visitor with $login, Origin checked: $checksOrigin', (attempt) => {
  const result = playAttempt(attempt);
  const outcome = attemptOutcome(attempt, result);

  test('is told with the status of the response', () => {
    expect(faultsIn(outcome)).toEqual([]);
    const [, status] = headLines(result.response).join(' ').split(' ');
    expect(outcome).toContain(`The server answers ${status}.`);
  });

  test('is well only if no stranger connects, and the own page does', () => {
    const isHijacked =
      attempt.visitor === 'other-page' && attempt.login === 'cookie-none' && !attempt.checksOrigin;
    expect(isAsWanted(attempt, result)).toBe(!isHijacked);
    expect(outcome.includes('connected as your user')).toBe(isHijacked);
  });

  test('mentions the cookie and the ticket that the request contains', () => {
    const request = headLines(result.request).join(' ');
    expect(request.includes('Cookie: ')).toBe(result.hasLogin && attempt.login !== 'ticket');
    expect(request.includes('ticket=')).toBe(result.hasLogin && attempt.login === 'ticket');
  });
});

test('the table has every attempt', () => {
  expect(attemptTable()).toHaveLength(rows.length / 2);
  for (const row of attemptTable()) expect(row).toHaveLength(ATTEMPT_COLUMNS.length);
});
