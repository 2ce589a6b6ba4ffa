/** The causes and sentences of the figure of an abnormal end. */

import { capitalized } from '#content/phrasing/capitalized.ts';
import { inWords } from '#content/phrasing/number-words.ts';
import { formatDelay } from '#content/compare/numbers.ts';
import { Connection, type ConnectionEvent } from '#core/protocol/connection.ts';
import { keyOfNonce } from '#core/protocol/opening/accept-value.ts';
import {
  ABNORMAL_CLOSURES,
  abnormalClosure,
  type AbnormalClosure,
} from '#core/scenarios/abnormal-closures.ts';
import { SAMPLE_MASKING_KEY, SAMPLE_NONCE } from '#core/scenarios/empty-script.ts';
import { actOutHeard } from '#core/scenes/crossing-list.ts';
import { CODE_OF_FAILED_TLS } from '#content/reference/pages/page-words.ts';
import { diagramRows, type CrossingRow, type DiagramRow } from './crossing-rows.ts';

export type Cause = 'tls' | AbnormalClosure;

const LATER_CAUSES = ABNORMAL_CLOSURES.filter((cause) => cause !== 'unreachable');

export const CAUSES: readonly Cause[] = ['unreachable', 'tls', ...LATER_CAUSES];

/** "Seven causes of 1006". */
export const CAUSES_TITLE = `${capitalized(inWords(CAUSES.length))} causes of 1006`;

export type CauseWords = {
  /** In a list of causes. */
  readonly name: string;
  /** What happened, in a sentence. */
  readonly happened: string;
  /** What the server's log or library shows. */
  readonly onServer: string;
  /** What to look at. The place is null outside the site. */
  readonly look: { readonly text: string; readonly href: string | null };
};

export const CAUSE_WORDS: Readonly<Record<Cause, CauseWords>> = {
  tls: {
    name: 'TLS fails',
    happened: 'The browser doesn’t trust the certificate, so it sends an alert.',
    onServer: 'The server sees a TLS alert and no request.',
    look: { text: 'an alert’s bytes', href: '#/decode?example=tls-alert' },
  },
  unreachable: {
    name: 'The server can’t be reached',
    happened:
      'Nothing answers the SYN. If no program listens on the port, its host answers with RST immediately.',
    onServer: 'The server’s log has nothing.',
    look: { text: 'a failed attempt in Learn', href: '#/learn/line-goes-dead?attempt=in-vain' },
  },
  refused: {
    name: 'The server rejects the handshake',
    happened: 'The response isn’t a valid 101.',
    onServer: 'The server’s log has a request with this status.',
    look: { text: 'a rejection in Decode', href: '#/decode?example=refused' },
  },
  terminated: {
    name: 'The server or a proxy ends TCP',
    happened: 'A FIN arrives, and no Close frame before it.',
    onServer: 'The program was stopped, or a proxy closed both of its connections.',
    look: { text: 'who sent the FIN, in a capture', href: null },
  },
  unanswered: {
    name: 'No Close frame comes back',
    happened: 'The line is dead, so the page’s Close frame is lost.',
    onServer: 'The server’s heartbeat had given up before.',
    look: { text: 'the dead line in Learn', href: '#/learn/line-goes-dead' },
  },
  'too-big': {
    name: 'A message is too big',
    happened: 'The server has a limit, and ends TCP without a Close frame.',
    onServer: 'The server’s log has an error that names the limit.',
    look: { text: 'the limit of the server’s library', href: null },
  },
  'rule-broken': {
    name: 'A frame breaks a rule',
    happened: 'The server masks a frame, so the browser fails the connection.',
    onServer: 'The server gets a Close frame with 1002.',
    look: { text: 'the frame in Decode', href: '#/decode?example=server-masked' },
  },
};

export type PlayedCause = {
  readonly rows: readonly DiagramRow[];
  readonly hasOpened: boolean;
  /** Of the page's `close` event. */
  readonly code: number;
  readonly wasClean: boolean;
  /** Null without times. */
  readonly closedAtMs: number | null;
};

export function playCause(cause: Cause): PlayedCause {
  if (cause === 'tls') return playFailedTls();
  const acted = actOutHeard(abnormalClosure(cause));
  const heard = acted.heard.filter(({ side }) => side === 'client');
  const closed = heard.find(({ event }) => event.kind === 'close');
  return {
    rows: diagramRows(acted),
    hasOpened: heard.some(({ event }) => event.kind === 'open'),
    ...closeOf(heard.map(({ event }) => event)),
    closedAtMs: closed?.atMs ?? null,
  };
}

function closeOf(events: readonly ConnectionEvent[]): Pick<PlayedCause, 'code' | 'wasClean'> {
  const close = events.find((event) => event.kind === 'close');
  if (close === undefined) throw new Error('expected a connection that closes, got one that stays');
  return { code: close.code, wasClean: close.wasClean };
}

/** The messages of TLS (RFC 8446 §2) before the first byte of HTTP. The endpoint is our own. */
function playFailedTls(): PlayedCause {
  const client = new Connection({
    role: 'client',
    request: { target: '/', host: 'server.example.com', key: keyOfNonce(SAMPLE_NONCE) },
    nextMaskingKey: () => SAMPLE_MASKING_KEY,
  });
  client.tcpLost();
  const close = closeOf(client.takeEvents());
  const crossing = (direction: CrossingRow['direction'], label: string): CrossingRow => ({
    kind: 'crossing',
    time: '',
    direction,
    label,
    byteKind: 'tcp',
    isLost: false,
  });
  return {
    rows: [
      crossing('client-to-server', 'ClientHello'),
      crossing('server-to-client', 'Certificate'),
      crossing('client-to-server', 'alert'),
      {
        kind: 'event',
        time: '',
        side: 'client',
        label: `close ${codeWords('tls', close.code)}, not clean`,
        isFailure: true,
      },
    ],
    hasOpened: false,
    ...close,
    closedAtMs: null,
  };
}

/** What a page sees, and what the server does. */
export function causeOutcome(cause: Cause, { hasOpened, code, closedAtMs }: PlayedCause): string {
  const { happened, onServer } = CAUSE_WORDS[cause];
  const opened = hasOpened
    ? 'The page got its open event before.'
    : 'The page never gets its open event.';
  const after = closedAtMs === null ? '' : ` after ${formatDelay(closedAtMs)}`;
  return `${happened} The page’s close event has the code ${codeWords(cause, code)}${after}. ${opened} ${onServer}`;
}

/** Firefox alone reports a failed TLS handshake as such: the fact `tls-failure-firefox`. */
function codeWords(cause: Cause, code: number): string {
  return cause === 'tls' ? CODE_OF_FAILED_TLS : String(code);
}

export const CAUSE_CAPTION =
  'Simulated by our own endpoints, 20 ms one way. Acknowledgements, repeated segments and the opening of TCP aren’t drawn, unless it fails. The messages of TLS are those of RFC 8446, without times.';

export const CAUSE_COLUMNS = ['Cause', 'Open before?', 'Close code', 'On the server'] as const;

export function causeTable(): readonly (readonly string[])[] {
  return CAUSES.map((cause) => {
    const { hasOpened, code } = playCause(cause);
    const { name, onServer } = CAUSE_WORDS[cause];
    return [name, hasOpened ? 'yes' : 'no', codeWords(cause, code), onServer];
  });
}
