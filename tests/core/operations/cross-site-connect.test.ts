import { describe, expect, test } from 'vitest';
import { fromLatin1, toUtf8 } from '#core/bytes/text.ts';
import {
  attemptToConnect,
  OTHER_ORIGIN,
  OWN_ORIGIN,
  type Attempt,
} from '#core/operations/cross-site-connect.ts';

const NONCE = toUtf8('the sample nonce');

const statusOf = (attempt: Attempt) => {
  const { response } = attemptToConnect(attempt, NONCE);
  return Number(fromLatin1(response).split(' ')[1]);
};

describe('a server that checks Origin', () => {
  test.each([
    { visitor: 'own-page', login: 'cookie-none', status: 101 },
    { visitor: 'own-page', login: 'ticket', status: 101 },
    { visitor: 'other-page', login: 'cookie-none', status: 403 },
    { visitor: 'other-page', login: 'ticket', status: 403 },
    // It claims the own origin.
    { visitor: 'program', login: 'cookie-lax', status: 401 },
  ] as const)('answers $status to $visitor with $login', ({ visitor, login, status }) => {
    expect(statusOf({ visitor, login, checksOrigin: true })).toBe(status);
  });
});

describe('a server that doesn’t', () => {
  test.each([
    { visitor: 'own-page', login: 'cookie-lax', status: 101 },
    { visitor: 'other-page', login: 'cookie-none', status: 101 },
    { visitor: 'other-page', login: 'cookie-lax', status: 401 },
    { visitor: 'other-page', login: 'ticket', status: 401 },
    { visitor: 'program', login: 'ticket', status: 401 },
  ] as const)('answers $status to $visitor with $login', ({ visitor, login, status }) => {
    expect(statusOf({ visitor, login, checksOrigin: false })).toBe(status);
  });
});

test.each([
  { visitor: 'own-page', origin: OWN_ORIGIN },
  { visitor: 'other-page', origin: OTHER_ORIGIN },
  { visitor: 'program', origin: OWN_ORIGIN },
] as const)('$visitor sends $origin', ({ visitor, origin }) => {
  const { request } = attemptToConnect({ visitor, login: 'ticket', checksOrigin: true }, NONCE);
  expect(fromLatin1(request)).toContain(`Origin: ${origin}\r\n`);
});
