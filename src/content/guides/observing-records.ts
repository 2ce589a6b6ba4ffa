/**
 * One connection as four observers record it, line by line. Sources: the format of nginx's log
 * (ngx_http_log_module); Chromium 156 for the console, measured.
 */

import { formatDelay } from '#content/compare/numbers.ts';
import { ABNORMAL_CLOSURE } from '#core/protocol/messages/close-code.ts';
import { SWITCHING_PROTOCOLS } from '#core/protocol/opening/opening-response.ts';
import { observedEnding, type ObservedEnding } from '#core/scenarios/observed-endings.ts';
import {
  actOutHeard,
  listCrossings,
  type ActedOut,
  type Heard,
} from '#core/scenes/crossing-list.ts';
import {
  observe,
  type ObservedConnection,
  type SideRecord,
} from '#core/scenes/observed-connection.ts';
import { fromUtf8 } from '#core/bytes/text.ts';
import { crossingRow } from './crossing-rows.ts';

type EndingWords = {
  /** In a list. */
  readonly name: string;
  readonly happened: string;
  /** What Chromium prints on the page's console; null for nothing. */
  readonly consoleText: string | null;
};

export const ENDING_WORDS: Readonly<Record<ObservedEnding, EndingWords>> = {
  goodbye: {
    name: 'The page closes it',
    happened: 'The page closed the connection.',
    consoleText: null,
  },
  'server-error': {
    name: 'The server closes it after an error',
    happened: 'The server closed the connection because of an error in its own code.',
    consoleText: null,
  },
  terminated: {
    name: 'The server’s program ends',
    happened: 'The server’s program ended, and TCP with it.',
    consoleText: null,
  },
  dead: {
    name: 'The line goes dead',
    happened: 'The line went dead, and a ping stayed without a pong.',
    consoleText: null,
  },
  'rule-broken': {
    name: 'A frame breaks a rule',
    happened: 'The server masked a frame, so the browser failed the connection.',
    consoleText: 'A server must not mask any frames that it sends to the client.',
  },
  refused: {
    name: 'The server rejects the handshake',
    happened: 'The server rejected the handshake.',
    consoleText: 'Error during WebSocket handshake: Unexpected response code: 403',
  },
};

export type RecordLine = {
  /** Empty for a line without a time. */
  readonly time: string;
  readonly text: string;
  /** It shows how the connection ended. */
  readonly isEnd: boolean;
};

export type ObserverRecord = {
  readonly name: string;
  /** How the record comes about. */
  readonly note: string;
  readonly lines: readonly RecordLine[];
  /** Whether it shows how the connection ended. */
  readonly showsEnd: boolean;
};

export type ObservedFigure = {
  readonly ending: ObservedEnding;
  readonly observed: ObservedConnection;
  readonly records: readonly ObserverRecord[];
};

export function observeEnding(ending: ObservedEnding): ObservedFigure {
  const acted = actOutHeard(observedEnding(ending));
  const observed = observe(acted);
  return {
    ending,
    observed,
    records: [
      accessLogRecord(observed),
      pageRecord(ending, acted, observed),
      serverRecord(acted, observed),
      captureRecord(acted),
    ],
  };
}

function accessLogRecord({ accessLog }: ObservedConnection): ObserverRecord {
  const { method, target, status, bytesSent, lastedMs, atMs } = accessLog;
  const seconds = (lastedMs / 1000).toFixed(3);
  return {
    name: 'The proxy’s access log',
    note: 'Request, status, bytes sent, seconds. Written at the end.',
    lines: [
      {
        time: formatDelay(atMs),
        text: `"${method} ${target} HTTP/1.1" ${status} ${bytesSent} ${seconds}`,
        isEnd: status !== SWITCHING_PROTOCOLS,
      },
    ],
    showsEnd: status !== SWITCHING_PROTOCOLS,
  };
}

function pageRecord(
  ending: ObservedEnding,
  acted: ActedOut,
  { page }: ObservedConnection,
): ObserverRecord {
  const { consoleText } = ENDING_WORDS[ending];
  const lines = [...sentLines(acted, 'client-to-server'), ...heardLines(acted, 'client')];
  return {
    name: 'The page and its console',
    note: 'Events of the page’s socket. The console isn’t for your code.',
    lines: [
      ...inOrder(lines),
      ...(consoleText === null ? [] : [{ time: '', text: `console: ${consoleText}`, isEnd: true }]),
    ],
    showsEnd: consoleText !== null || hasReason(page),
  };
}

function serverRecord(acted: ActedOut, { server, accessLog }: ObservedConnection): ObserverRecord {
  const { pings, roundTripsMs, openedAtMs } = server;
  if (openedAtMs === null) return rejectionRecord(accessLog);
  const unanswered = pings - roundTripsMs.length;
  const lines = [...sentLines(acted, 'server-to-client'), ...heardLines(acted, 'server')];
  return {
    ...SERVER,
    lines: [
      ...inOrder(lines),
      ...(unanswered > 0 ? [{ time: '', text: 'the last ping has no pong', isEnd: true }] : []),
    ],
    showsEnd: hasReason(server) || unanswered > 0,
  };
}

const SERVER = {
  name: 'The server’s library',
  note: 'Events that your code can log and count.',
} as const;

function rejectionRecord({ status, atMs }: ObservedConnection['accessLog']): ObserverRecord {
  const text = `rejected the handshake with ${status}`;
  return { ...SERVER, lines: [{ time: formatDelay(atMs), text, isEnd: true }], showsEnd: true };
}

function captureRecord(acted: ActedOut): ObserverRecord {
  const lines = listCrossings(acted).flatMap((entry): TimedLine[] => {
    if (entry.kind === 'event') return [];
    const { direction, label, isLost } = crossingRow(entry);
    const arrow = direction === 'client-to-server' ? '→' : '←';
    const isEnd = isLost || /^(?:close|FIN|RST|403)|masked/.test(label);
    return [{ atMs: entry.atMs, text: `${arrow} ${label}${isLost ? ', no answer' : ''}`, isEnd }];
  });
  return {
    name: 'A capture',
    note: 'Every frame and TCP’s end. → is from the page.',
    lines: inOrder(lines),
    showsEnd: true,
  };
}

type TimedLine = Omit<RecordLine, 'time'> & { readonly atMs: number };

function inOrder(lines: readonly TimedLine[]): readonly RecordLine[] {
  return lines
    .toSorted((one, other) => one.atMs - other.atMs)
    .map(({ atMs, ...line }) => ({ time: formatDelay(atMs), ...line }));
}

/** A code of a Close frame; 1006 is what an API makes up without one. */
function hasReason({ closed }: SideRecord): boolean {
  return closed !== null && closed.code !== ABNORMAL_CLOSURE;
}

/** Whole messages and pings, as the code of one side sent them. */
function sentLines(acted: ActedOut, from: 'client-to-server' | 'server-to-client'): TimedLine[] {
  return listCrossings(acted).flatMap((entry): TimedLine[] => {
    if (entry.kind === 'event' || entry.direction !== from) return [];
    const { carried, atMs } = entry;
    if (carried.kind !== 'frame') return [];
    const { opcode } = carried;
    if (opcode === 'ping') return [{ atMs, text: 'ping', isEnd: false }];
    return opcode === 'text' ? [{ atMs, text: 'sent a text', isEnd: false }] : [];
  });
}

function heardLines({ heard }: ActedOut, side: Heard['side']): TimedLine[] {
  return heard
    .filter((each) => each.side === side)
    .flatMap(({ event, atMs }): TimedLine[] => {
      switch (event.kind) {
        case 'open':
          return [{ atMs, text: 'open', isEnd: false }];
        case 'message':
          return [{ atMs, text: `got ${fromUtf8(event.data)}`, isEnd: false }];
        case 'pong':
          return [{ atMs, text: 'pong', isEnd: false }];
        case 'close': {
          const { code, reason, wasClean } = event;
          const words = `close ${code}${reason === '' ? '' : `, “${reason}”`}`;
          return [{ atMs, text: wasClean ? words : `${words}, not clean`, isEnd: true }];
        }
        default:
          return [];
      }
    });
}
