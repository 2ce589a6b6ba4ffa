/**
 * Who asks for a WebSocket, and whether the server accepts: its own page, a page of another site in
 * the same browser, or a program. Browsers send Origin, and no CORS protects the server, so it has
 * to check that field itself (RFC 6455 §10.2).
 */

import { decodeHttpHead, isRequestHead } from '#core/protocol/http/http-head.ts';
import { findField, type FieldPair } from '#core/protocol/http/field-line.ts';
import { FIELD } from '#core/protocol/http/field-name.ts';
import { keyOfNonce } from '#core/protocol/opening/accept-value.ts';
import {
  answerOpeningRequest,
  encodeOpeningAnswer,
  type OpeningAnswer,
} from '#core/protocol/opening/opening-answer.ts';
import { encodeOpeningRequest } from '#core/protocol/opening/opening-request.ts';
import { unauthorized } from '#core/protocol/opening/refusal.ts';

/** A program chooses its Origin freely, and has no browser with the user's cookies. */
export const VISITORS = ['own-page', 'other-page', 'program'] as const;

export type Visitor = (typeof VISITORS)[number];

/**
 * How the user is recognised: by a cookie that the browser sends with requests from any site
 * (SameSite=None) or only from its own (SameSite=Lax), or by a ticket that the own page fetched.
 */
export const LOGINS = ['cookie-none', 'cookie-lax', 'ticket'] as const;

export type Login = (typeof LOGINS)[number];

export type Attempt = {
  readonly visitor: Visitor;
  readonly login: Login;
  /** Whether the server has a list of origins. */
  readonly checksOrigin: boolean;
};

export type AttemptResult = {
  readonly request: Uint8Array;
  readonly response: Uint8Array;
  readonly answer: OpeningAnswer;
  /** Whether the request contains what recognises the user. */
  readonly hasLogin: boolean;
};

export const OWN_ORIGIN = 'https://app.example';
export const OTHER_ORIGIN = 'https://evil.example';

const HOST = 'app.example';
const COOKIE = 'session=4f1c';
const TICKET = '/chat?ticket=9b2e';

export function attemptToConnect(attempt: Attempt, nonce: Uint8Array): AttemptResult {
  const { visitor, login, checksOrigin } = attempt;
  const hasLogin = carriesLogin(visitor, login);
  const cookies: FieldPair[] = login !== 'ticket' && hasLogin ? [[FIELD.cookie, COOKIE]] : [];
  const request = encodeOpeningRequest({
    target: login === 'ticket' && hasLogin ? TICKET : '/chat',
    host: HOST,
    key: keyOfNonce(nonce),
    origin: visitor === 'other-page' ? OTHER_ORIGIN : OWN_ORIGIN,
    otherFields: cookies,
  });
  const reading = decodeHttpHead(request);
  if (reading.kind !== 'head' || !isRequestHead(reading.head)) {
    throw new TypeError(`expected a request, got ${reading.kind}`);
  }
  const answer = answerOpeningRequest(reading.head, reading.violations, {
    ...(checksOrigin && { origins: [OWN_ORIGIN] }),
    decide: ({ fields, startLine }) =>
      findField(fields, FIELD.cookie)?.value === COOKIE || startLine.target === TICKET
        ? null
        : unauthorized('Bearer'),
  });
  return { request, response: encodeOpeningAnswer(answer), answer, hasLogin };
}

/** A ticket is in a response that only the own page can read. */
function carriesLogin(visitor: Visitor, login: Login): boolean {
  return visitor === 'own-page' || (visitor === 'other-page' && login === 'cookie-none');
}
