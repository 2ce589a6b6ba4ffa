/** What the page of 1006 shows: each cause, drawn, and the messages that browsers print with it. */

import type { DiagramRow } from '#content/guides/crossing-rows.ts';
import {
  CAUSE_WORDS,
  CAUSES,
  playCause,
  type Cause,
  type CauseWords,
} from '#content/guides/close-code-1006-figure.ts';
import { errorPageOf, type ErrorPage } from './error-pages.ts';

export type ClosureCause = CauseWords & {
  readonly cause: Cause;
  /** Whether the page got its open event before. */
  readonly hasOpened: boolean;
  /** From the open event, if there is one, to the page's close event. */
  readonly rows: readonly DiagramRow[];
};

export function closureCauses(): readonly ClosureCause[] {
  return CAUSES.map((cause) => {
    const { rows, hasOpened } = playCause(cause);
    return { cause, hasOpened, rows: untilClose(fromOpening(rows)), ...CAUSE_WORDS[cause] };
  });
}

/** One case from its first request. */
export function wholeCase(): readonly DiagramRow[] {
  return untilClose(playCause('terminated').rows);
}

function fromOpening(rows: readonly DiagramRow[]): readonly DiagramRow[] {
  const opening = rows.findIndex((row) => isPageEvent(row) && row.label === 'open');
  return opening < 0 ? rows : rows.slice(opening);
}

function untilClose(rows: readonly DiagramRow[]): readonly DiagramRow[] {
  return rows.slice(0, rows.findIndex((row) => isPageEvent(row) && row.isFailure) + 1);
}

function isPageEvent(row: DiagramRow): row is Extract<DiagramRow, { kind: 'event' }> {
  return row.kind === 'event' && row.side === 'client';
}

export type ClosureMessage = { readonly cause: string; readonly page: ErrorPage };

/** The causes of the figure, and the code in a frame, which isn't one of them. */
const MESSAGE_PAGES: readonly (readonly [cause: Cause | 'sent', slug: string])[] = [
  ['unreachable', 'error-in-connection-establishment-net-err-connection-refused'],
  ['tls', 'error-in-connection-establishment-net-err-cert-authority'],
  ['refused', 'error-during-websocket-handshake-unexpected-response-code'],
  ['refused', 'error-during-websocket-handshake-incorrect-sec-websocket'],
  ['rule-broken', 'a-server-must-not-mask-any-frames-that-it-sends-to-the'],
  ['sent', 'received-a-broken-close-frame-containing-a-reserved-status'],
];

export function closureMessages(): readonly ClosureMessage[] {
  return MESSAGE_PAGES.map(([cause, slug]) => {
    const page = errorPageOf(slug);
    if (page === undefined) throw new Error(`expected the page of a message, got ${slug}`);
    return { cause: cause === 'sent' ? 'The server sends 1006' : CAUSE_WORDS[cause].name, page };
  });
}
