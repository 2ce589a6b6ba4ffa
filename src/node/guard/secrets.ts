/** The secrets of one run: a key for the page, and tickets for single connections. */

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 128 bits. */
const SECRET_SIZE = 16;

/** Long enough for a page to open a WebSocket. */
const TICKET_LIFE_MS = 10_000;

/** More at a time are the sign of a mistake. */
const MAX_TICKETS = 64;

function newSecret(): string {
  return randomBytes(SECRET_SIZE).toString('base64url');
}

/** In a time that depends on neither value. Digests have the same length. */
function isSame(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}

/** Who knows it may use the server. It lives as long as the process. */
export class SessionKey {
  readonly text = newSecret();

  /** @param authorization the value of the header, if the request has one */
  isIn(authorization: string | undefined): boolean {
    const [, given = ''] = /^Bearer ([\w-]{1,64})$/.exec(authorization ?? '') ?? [];
    return isSame(given, this.text);
  }
}

type Ticket<Purpose> = {
  readonly text: string;
  readonly purpose: Purpose;
  readonly expiresAtMs: number;
};

/** One ticket opens one connection, within ten seconds. So a recorded request has no secret. */
export class Tickets<Purpose> {
  readonly #now: () => number;
  #tickets: readonly Ticket<Purpose>[] = [];

  /** @param now a clock in milliseconds that never goes back */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  issue(purpose: Purpose): string {
    const ticket = { text: newSecret(), purpose, expiresAtMs: this.#now() + TICKET_LIFE_MS };
    this.#tickets = [...this.#living(), ticket].slice(-MAX_TICKETS);
    return ticket.text;
  }

  /** What the ticket is for; null if there is no such ticket. It opens nothing a second time. */
  redeem(text: string): { readonly purpose: Purpose } | null {
    const living = this.#living();
    // Compares with every ticket, so that the time says nothing of how many there are before it.
    const found = living.map((ticket) => isSame(ticket.text, text)).indexOf(true);
    this.#tickets = living.filter((_, index) => index !== found);
    const ticket = living[found];
    return ticket === undefined ? null : { purpose: ticket.purpose };
  }

  #living(): readonly Ticket<Purpose>[] {
    const now = this.#now();
    return this.#tickets.filter(({ expiresAtMs }) => expiresAtMs > now);
  }
}
