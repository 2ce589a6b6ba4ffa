/**
 * Heads of which a publication states the size but not the text. The other heads are those of the
 * minimal profile.
 *
 * - 2010: Lubbers and Greco, "HTML5 WebSocket: A Quantum Leap in Scalability for the Web": request
 *   and response of a poll together 871 characters as printed, and 909 bytes with the line ends
 *   that HTTP requires (716 + 193).
 * - 2013: Grigorik, "High Performance Browser Networking": about 800 bytes of metadata and 50 of
 *   cookies per poll.
 */

import { quotedHead } from './head-template.ts';
import type { HeaderProfile, Heads } from './header-profile.ts';
import { MINIMAL_PROFILE } from './minimal-profile.ts';

/** The 2010 study's poll, in bytes, with its line ends. */
export const STUDY_SIZES = { request: 716, response: 193, claimed: 871 } as const;

/** The book states only the sum, so each side gets half of it. */
export const BOOK_SIZES = { request: 425, response: 425 } as const;

function quotedProfile(
  from: string,
  { request, response }: { readonly request: number; readonly response: number },
): HeaderProfile {
  const [asked, answered] = [quotedHead(request), quotedHead(response)];
  const heads: Heads = {
    ...MINIMAL_PROFILE.heads,
    'poll-request': asked,
    'long-poll-request': asked,
    'post-request': asked,
    'stream-request': asked,
    'news-response': answered,
    'empty-response': answered,
    'post-response': answered,
    'stream-response': answered,
  };
  return { source: { kind: 'quoted', from }, heads };
}

export const STUDY_PROFILE = quotedProfile('Lubbers and Greco, 2010', STUDY_SIZES);

export const BOOK_PROFILE = quotedProfile(
  'Grigorik, High Performance Browser Networking, 2013',
  BOOK_SIZES,
);
