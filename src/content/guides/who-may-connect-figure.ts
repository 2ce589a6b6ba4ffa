/** The choices and sentences of the figure of a connection from a foreign page. */

import { fromLatin1 } from '#core/bytes/text.ts';
import {
  attemptToConnect,
  LOGINS,
  VISITORS,
  type Attempt,
  type AttemptResult,
  type Login,
  type Visitor,
} from '#core/operations/cross-site-connect.ts';
import { SAMPLE_NONCE } from '#core/scenarios/empty-script.ts';

export const VISITOR_WORDS: Readonly<Record<Visitor, string>> = {
  'own-page': 'your page',
  'other-page': 'another site',
  program: 'a program',
};

export const LOGIN_WORDS: Readonly<Record<Login, string>> = {
  'cookie-none': 'cookie, None',
  'cookie-lax': 'cookie, Lax',
  ticket: 'ticket',
};

export function playAttempt(attempt: Attempt): AttemptResult {
  return attemptToConnect(attempt, SAMPLE_NONCE);
}

/** Of a server that accepts exactly its own page. */
export function isAsWanted({ visitor }: Attempt, { answer }: AttemptResult): boolean {
  return (answer.kind === 'accepts') === (visitor === 'own-page');
}

/** What the attempt leads to, and why. */
export function attemptOutcome(attempt: Attempt, { answer, hasLogin }: AttemptResult): string {
  const { visitor, login, checksOrigin } = attempt;
  const status = answer.kind === 'accepts' ? 101 : answer.refusal.status;
  const answers = `The server answers ${status}.`;
  if (visitor === 'own-page') {
    const checks = checksOrigin
      ? 'Its origin is on the server’s list'
      : 'The server doesn’t check its origin';
    return `${answers} ${checks}, and the request contains ${login === 'ticket' ? 'a ticket' : 'the user’s cookie'}.`;
  }
  if (visitor === 'program') {
    return `${answers} A program can send any Origin, so that check doesn’t stop it. It is stopped because it has no ${login === 'ticket' ? 'ticket' : 'cookie'} of the user.`;
  }
  if (status === 403) {
    const despite = hasLogin ? ' It would have had the user’s cookie.' : '';
    return `${answers} The browser sent the true origin of the page, which isn’t on the server’s list.${despite}`;
  }
  if (status === 101) {
    return `${answers} A page of another site is now connected as your user. The browser added the cookie, and the server didn’t check Origin.`;
  }
  return login === 'ticket'
    ? `${answers} The other site’s page has no ticket, because it can’t read the response that contains one.`
    : `${answers} The browser sends a Lax cookie only with requests of the same site. Pages of your subdomains still get it sent.`;
}

/** The lines of a request’s or response’s head. */
export function headLines(bytes: Uint8Array): readonly string[] {
  return fromLatin1(bytes).trimEnd().split('\r\n');
}

export const ATTEMPT_CAPTION =
  'Our own handshake decides, with a list of one origin. Cookies have the attribute SameSite that you choose. The browser is one that sends cookies from other sites’ pages if the attribute allows it. Some browsers never do.';

export const ATTEMPT_COLUMNS = ['Who connects', 'Login', 'Without the check', 'With it'] as const;

export function attemptTable(): readonly (readonly string[])[] {
  return VISITORS.flatMap((visitor) =>
    LOGINS.map((login) => [
      VISITOR_WORDS[visitor],
      LOGIN_WORDS[login],
      ...[false, true].map((checksOrigin) => {
        const { answer } = playAttempt({ visitor, login, checksOrigin });
        return answer.kind === 'accepts' ? '101, connected' : `${answer.refusal.status}, rejected`;
      }),
    ]),
  );
}
